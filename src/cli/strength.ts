/** `strength`: with how many of many seeds each fault is caught within a budget. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { loadContract } from '../contract/contract.ts';
import { leastShare, type Share, shareCaught, sharesOf } from '../prove/strength.ts';
import { codeDigest, openTrials } from '../prove/strength-log.ts';
import { strengthTable } from '../prove/strength-table.ts';
import { allSubjects, subjectsNamed } from '../prove/subjects.ts';
import { doJobs } from '../prove/workers.ts';
import { batchProgressOn } from '../report/terminal/progress.ts';
import { writeAtomically } from '../result/write-file.ts';
import { unlessInterrupted } from './interruption.ts';
import { budgetName, countFrom } from './prove.ts';

interface StrengthFlags {
  readonly seed: number;
  readonly seeds: number;
  readonly budget: string;
  readonly only?: readonly string[];
  readonly jobs: number;
  readonly log: string;
  readonly table?: string;
}

const HELP = `
Trials that are in the log are not run again: a long measurement can be made in parts, and be interrupted. Trials of
other code do not count. The results are summed up in strength.json beside the log.

Exit codes:
  0    every trial of this budget caught its fault (smoke: at least 95 % of them)
  1    fewer did: the faults missed are named, with the seeds
  2    wrong usage
  130  interrupted: the log has what was done`;

/** @param end receives the exit code */
export function strengthCommand(end: (code: number) => void): Command {
  return new Command('strength')
    .description('measure with how many of many seeds each fault of the reference deployment is caught')
    .option('--seeds <n>', 'number of seeds', countFrom(1), 50)
    .option('--seed <n>', 'the first seed', countFrom(0), 1)
    .option('--budget <name>', 'smoke, standard, exhaustive or a number of requests', budgetName, 'standard')
    .option('--only <slug...>', 'only these faults')
    .option('--jobs <n>', 'trials run at the same time', countFrom(1), availableParallelism())
    .option('--log <file>', 'where to keep the trials', path.join('reports', 'strength', 'trials.jsonl'))
    .option('--table <file>', 'write the table of all trials in the log, as Markdown')
    .addHelpText('after', HELP)
    .action(async (flags: StrengthFlags) => {
      const shares = await unlessInterrupted(measure(flags));
      process.stdout.write(`${summaryLines(flags.budget, shares).join('\n')}\n`);
      end(shareCaught(Object.values(shares)) >= leastShare(flags.budget) ? 0 : 1);
    });
}

/** Runs the trials that are not in the log and returns the shares of this budget, by fault. */
async function measure(flags: StrengthFlags): Promise<Readonly<Record<string, Share>>> {
  const { seed, seeds, budget, only, jobs: workers, log, table } = flags;
  const contract = loadContract();
  const wanted = (only === undefined ? allSubjects : subjectsNamed(only)).filter(
    ({ kind }) => kind === 'fault',
  );
  const trials = await openTrials(log, codeDigest());
  const jobs = Array.from({ length: seeds }, (_, place) => seed + place)
    .flatMap((each) => wanted.map(({ slug }) => ({ fault: slug, seed: each, budget })))
    .filter((trial) => !trials.has(trial));
  const progress = batchProgressOn(process.stderr, 'trials');
  await doJobs({
    task: 'trial',
    jobs,
    workers,
    onResult: (result, done) => {
      trials.add(result);
      progress.reached(done, jobs.length, `${result.fault}, seed ${result.seed}`);
    },
  });
  progress.done();
  const shares = sharesOf(trials.all);
  const summary = path.join(path.dirname(path.resolve(log)), 'strength.json');
  await writeAtomically(summary, `${JSON.stringify({ code: codeDigest(), shares }, null, 2)}\n`);
  if (table !== undefined) await writeAtomically(table, strengthTable(shares, contract));
  return shares[budget] ?? {};
}

function summaryLines(budget: string, shares: Readonly<Record<string, Share>>): readonly string[] {
  const all = Object.entries(shares);
  const missed = all.filter(([, share]) => share.missed.length > 0);
  const percent = (Math.floor(shareCaught(Object.values(shares)) * 10_000) / 100).toFixed(2);
  return [
    ...missed.map(([fault, share]) => `  ${fault}: missed with ${seedsOf(share)}`),
    `${all.length - missed.length} of ${all.length} faults caught with every seed, ${percent} % of trials, budget ${budget}`,
  ];
}

function seedsOf({ missed, tried }: Share): string {
  if (missed.length === tried) return `all of ${tried} seeds`;
  return `${missed.length} of ${tried} seeds (${missed.join(' ')})`;
}
