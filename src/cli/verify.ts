/** `verify`: whether a report follows from the evidence beside it. Nothing is sent. */
import { Command } from 'commander';
import { loadContract } from '../contract/contract.ts';
import { type Progress, progressOn } from '../report/progress.ts';
import { excerpt } from '../report/visible.ts';
import { readReport } from '../verify/read-report.ts';
import { type Verification, verify } from '../verify/verify.ts';
import { EXIT } from './exit-codes.ts';
import { voiceOf } from './voice.ts';

interface VerifyFlags {
  readonly challenge?: string;
  readonly contract?: string;
  readonly json?: boolean;
}

const HELP = `
Judges every clause once more, on the recorded exchanges alone, and compares what comes out with the report word by word.

Exit codes:
  0    verified, conformant
  1    verified, nonconformant
  2    not a report, or wrong usage
  3    verified, inconclusive
  4    the evidence does not support the report: each line says what is wrong`;

/** Characters of one line on what is wrong. */
const LINE = 600;

/** @param end receives the exit code */
export function verifyCommand(end: (code: number) => void): Command {
  return new Command('verify')
    .description('verify a report by the evidence beside it, without a deployment')
    .argument('<dir>', 'directory of a report: conformance.json and evidence/')
    .option('--challenge <nonce>', 'the nonce that the run must have been given')
    .option(
      '--contract <file>',
      'OpenAPI document that the run was judged by (default: the one of the package)',
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', HELP)
    .action(async (directory: string, { challenge, contract: file, json = false }: VerifyFlags) => {
      const contract = loadContract(file);
      const report = readReport(directory);
      const progress = progressOn(process.stderr, {
        clauses: report.clauses.length,
        requests: Math.max(1, report.requests),
      });
      const found = await verified(directory, report, progress, {
        contract,
        ...(challenge === undefined ? {} : { challenge }),
      });
      const voice = voiceOf({ json, quiet: false }, process.env);
      if (json) voice.print(`${JSON.stringify(found, null, 2)}\n`);
      voice.say(`${linesOf(found).join('\n')}\n`);
      end(found.verdict === undefined ? EXIT.unsupported : EXIT[found.verdict]);
    });
}

async function verified(
  directory: string,
  report: Parameters<typeof verify>[1],
  progress: Progress,
  options: Parameters<typeof verify>[2],
): Promise<Verification> {
  try {
    return await verify(directory, report, {
      ...options,
      onAsked: (slug) => progress.asked(slug),
      onJudged: () => progress.judged(),
    });
  } finally {
    progress.done();
  }
}

function linesOf({ verdict, complaints, notes, exchanges }: Verification): readonly string[] {
  const last =
    verdict === undefined
      ? `not verified: the evidence does not support the report (${complaints.length} ${complaints.length === 1 ? 'complaint' : 'complaints'})`
      : `verified: ${verdict} (every word of the report follows from its ${exchanges} recorded exchanges)`;
  return [
    ...complaints.map((complaint) => `wrong: ${excerpt(complaint, LINE)}`),
    ...notes.map((note) => `note: ${excerpt(note, LINE)}`),
    last,
  ];
}
