/** `prove`: every fault of the reference deployment is caught, and every conformant variant of it cleared. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { loadContract } from '../contract/contract.ts';
import { matrixProgressOn } from '../prove/progress.ts';
import { prove } from '../prove/prove.ts';
import { summaryLines } from '../prove/summary.ts';
import { clearProof, writeProof } from '../prove/write-proof.ts';
import { readBudget } from '../run/budget.ts';
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
    .option('--seeds <n>', 'how many seeds to try each variant with', count, 1)
    .option('--seed <n>', 'the first of them', wholeNumber, 1)
    .option('--budget <name>', 'smoke, standard, exhaustive or a number of requests', budgetName, 'standard')
    .option('--only <slug...>', 'these faults or temperaments alone')
    .option('--jobs <n>', 'variants judged at the same time', count, availableParallelism())
    .option('--report <dir>', 'where to write proof.json', 'reports/proof')
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
  const progress = matrixProgressOn(process.stderr);
  await clearProof(flags.report);
  const proof = await prove(contract, {
    seeds,
    budget,
    only,
    workers,
    onResult: ({ job }, done, all) => progress.reached(done, all, `${job.kind} ${job.slug}`),
  });
  progress.done();
  const file = await writeProof(flags.report, proof);
  process.stdout.write(`${summaryLines(proof, file).join('\n')}\n`);
  return proof;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('say a whole number.');
  return Number(text);
}

function count(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError('say a whole number of 1 or more.');
  return number;
}

function budgetName(text: string): string {
  try {
    return readBudget(text).name;
  } catch (problem) {
    throw new InvalidArgumentError(problem instanceof Error ? problem.message : String(problem));
  }
}
