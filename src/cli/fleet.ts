/** Several deployments in one run: a report for each, a matrix of them, and the worst exit code. */
import type { SigningKey } from '../audit/certify/keys.ts';
import { type Fleet, type FleetRun, matrixDirectory } from '../config/fleet.ts';
import { loadContract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import { matrixOf } from '../report/matrix/matrix.ts';
import type { ReportAt } from '../report/matrix/names.ts';
import { matrixText, writeMatrix } from '../report/matrix/write-matrix.ts';
import { verdictLine } from '../report/terminal/terminal-report.ts';
import { worstOf } from './exit-codes.ts';
import { failureOf } from './failure.ts';
import { Interrupted } from './interruption.ts';
import { judgeAndCertify } from './judge-and-certify.ts';
import type { Output } from './output.ts';

export interface FleetOptions {
  /** Deployments judged at the same time. */
  readonly jobs: number;
  /** Certifies each that deserves it. */
  readonly key: SigningKey | undefined;
  readonly output: Output;
}

/** A deployment after its turn. Without a report where it could not be judged. */
interface Turn {
  readonly name: string;
  readonly code: number;
  readonly report?: ReportAt;
}

/**
 * Judges all of them and returns the exit code of the fleet. One that cannot be judged does not keep the others from it.
 * @throws Interrupted at a signal
 */
export async function judgeFleet(fleet: Fleet, { jobs, key, output }: FleetOptions): Promise<number> {
  const turns: Turn[] = new Array(fleet.runs.length);
  const waiting = [...fleet.runs.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, run] = next;
      turns[at] = await turnOf(run, key, outputOf(run, output, jobs > 1));
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, fleet.runs.length) }, worker));
  await writeTogether(fleet, turns, output);
  return worstOf(turns.map(({ code }) => code));
}

async function turnOf({ settings }: FleetRun, key: SigningKey | undefined, output: Output): Promise<Turn> {
  const name = settings.deployment?.name ?? '';
  try {
    const { code, result } = await judgeAndCertify(settings, key, output);
    return { name, code, report: { place: settings.report, result } };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const { code, line } = failureOf(error);
    if (line !== undefined) output.warn(line);
    return { name, code };
  }
}

/** Lines that are not part of a report say of whom they are. */
function outputOf({ settings }: FleetRun, output: Output, sideBySide: boolean): Output {
  const whose = `${settings.deployment?.name ?? ''}: `;
  return {
    ...output,
    // The standard output is the matrix's.
    json: false,
    showsProgress: output.showsProgress && !sideBySide,
    // Those of all deployments stand together at the end.
    writeText: output.quiet ? () => undefined : (text) => output.writeText(`${text}\n`),
    note: (line) => output.note(whose + line),
    warn: (line) => output.warn(whose + line),
  };
}

/** Writes the matrix, and prints the verdict of each deployment. */
async function writeTogether(fleet: Fleet, turns: readonly Turn[], output: Output): Promise<void> {
  const reports = turns.flatMap(({ report }) => report ?? []);
  const { catalogue } = loadContract();
  if (reports.length > 0) {
    const matrix = matrixOf(reports, catalogue, SUITE);
    const { language } = fleet.runs[0].settings;
    output.note(`matrix: ${await writeMatrix(matrixDirectory(fleet.report), matrix, language)}`);
    if (output.json) output.writeJson(matrixText(matrix));
  }
  const lines = turns.map(({ name, code, report }) =>
    report === undefined
      ? `verdict: none (${name}: it could not be judged, exit code ${code})`
      : verdictLine(report.result, catalogue, output.style),
  );
  output.writeText(`${lines.join('\n')}\n`);
}
