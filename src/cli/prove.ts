/** `prove`: every fault of the reference deployment is caught, and every conformant variant of it cleared. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { loadContract } from '../contract/contract.ts';
import type { JobResult } from '../prove/job.ts';
import type { Proof } from '../prove/proof.ts';
import { prove } from '../prove/prove.ts';
import { readBudget } from '../run/budget.ts';

interface ProveFlags {
  readonly seed: number;
  readonly seeds: number;
  readonly budget: string;
  readonly report: string;
  readonly only?: readonly string[];
}

/** @param end receives the exit code: 0 where the proof holds, 1 where it does not */
export function proveCommand(end: (code: number) => void): Command {
  return new Command('prove')
    .description(
      'prove that the suite catches every fault and clears every conformant variant of its reference',
    )
    .option('--seeds <n>', 'how many seeds to try each variant with', wholeNumber, 1)
    .option('--seed <n>', 'the first of them', wholeNumber, 1)
    .option('--budget <name>', 'smoke, standard, exhaustive or a number of requests', budgetName, 'standard')
    .option('--only <slug...>', 'these faults or temperaments alone')
    .option('--report <dir>', 'where to write proof.json', 'reports/proof')
    .action(async (flags: ProveFlags) => {
      const contract = loadContract();
      const seeds = Array.from({ length: flags.seeds }, (_, place) => flags.seed + place);
      const { budget, only } = flags;
      const proof = await prove(contract, {
        seeds,
        budget,
        ...(only === undefined ? {} : { only }),
        onResult: progress,
      });
      const file = await writeProof(flags.report, proof);
      process.stdout.write(`${linesOf(proof, file).join('\n')}\n`);
      end(proof.complaints.length === 0 ? 0 : 1);
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('say a whole number.');
  return Number(text);
}

function budgetName(text: string): string {
  try {
    return readBudget(text).name;
  } catch (problem) {
    throw new InvalidArgumentError(problem instanceof Error ? problem.message : String(problem));
  }
}

function progress({ job }: JobResult, done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done}/${all} ${job.kind} ${job.slug}`);
}

async function writeProof(dir: string, proof: Proof): Promise<string> {
  const file = resolve(join(dir, 'proof.json'));
  await mkdir(resolve(dir), { recursive: true });
  await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
  return file;
}

function linesOf({ results, complaints, own, seeds, budget }: Proof, file: string): readonly string[] {
  const of = (kind: JobResult['job']['kind']) => results.filter(({ job }) => job.kind === kind);
  const caught = of('fault').filter(({ catches }) => catches.length > 0).length;
  const cleared = of('temperament').filter(({ catches }) =>
    catches.every(({ verdict }) => verdict !== 'fail'),
  ).length;
  return [
    ...(process.stderr.isTTY ? [''] : []),
    ...complaints.map((complaint) => `  ${complaint}`),
    `${caught} of ${of('fault').length} faults caught, ${cleared} of ${of('temperament').length} conformant variants cleared, budget ${budget}, seeds ${seeds.join(' ')}`,
    `${Object.keys(own).length} clauses alone catch a fault; the whole matrix stands in ${file}`,
    `proof: ${complaints.length === 0 ? 'holds' : `broken (${complaints.length})`}`,
  ];
}
