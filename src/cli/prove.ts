/** `prove`: every fault of the reference deployment is caught, and every conformant variant of it cleared. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { readBudget } from '../config/budget.ts';
import { loadContract } from '../contract/contract.ts';
import { prove } from '../prove/prove.ts';
import { summaryLines } from '../prove/summary.ts';
import { clearProof, writeProof } from '../prove/write-proof.ts';
import { batchProgressOn } from '../report/terminal/progress.ts';
import { unlessInterrupted } from './interruption.ts';

interface ProveFlags {
  readonly seed: number;
  readonly seeds: number;
  readonly budget: string;
  readonly jobs: number;
  readonly report: string;
  readonly only?: readonly string[];
}

const HELP = `
Exit codes:
  0    the proof holds
  1    it is broken: the complaints say where
  2    wrong usage
  130  interrupted: no verdict`;

/** @param end receives the exit code: 0 where the proof holds, 1 where it does not */
export function proveCommand(end: (code: number) => void): Command {
  return new Command('prove')
    .description(
      'prove that the suite catches every fault and clears every conformant variant of its reference',
    )
    .option('--seeds <n>', 'how many seeds to try each subject with', countFrom(1), 1)
    .option('--seed <n>', 'the first of them', countFrom(0), 1)
    .option('--budget <name>', 'smoke, standard, exhaustive or a number of requests', budgetName, 'standard')
    .option('--only <slug...>', 'these faults or variants alone')
    .option('--jobs <n>', 'subjects judged at the same time', countFrom(1), availableParallelism())
    .option('--report <dir>', 'where to write proof.json and index.html', 'reports/proof')
    .addHelpText('after', HELP)
    .action(async (flags: ProveFlags) => {
      const proof = await unlessInterrupted(proveAsAsked(flags));
      end(proof.verdict === 'holds' ? 0 : 1);
    });
}

async function proveAsAsked(flags: ProveFlags) {
  const { budget, only, jobs: workers } = flags;
  const contract = loadContract();
  const seeds = Array.from({ length: flags.seeds }, (_, place) => flags.seed + place);
  const progress = batchProgressOn(process.stderr, 'subjects');
  await clearProof(flags.report);
  const proof = await prove(contract, {
    seeds,
    budget,
    only,
    workers,
    onResult: ({ job }, done, all) => progress.reached(done, all, `${job.kind} ${job.slug}`),
  });
  progress.done();
  const file = await writeProof(flags.report, proof, contract);
  process.stdout.write(`${summaryLines(proof, file).join('\n')}\n`);
  return proof;
}

/** Reads a whole number from `least` on. */
export function countFrom(least: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`a whole number from ${least} on is wanted.`);
  };
}

/** Reads a budget's name. */
export function budgetName(text: string): string {
  try {
    return readBudget(text).name;
  } catch (problem) {
    throw new InvalidArgumentError(problem instanceof Error ? problem.message : String(problem));
  }
}
