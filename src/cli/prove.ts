/** `prove`: every fault of the reference deployment is caught, and every conformant variant of it cleared. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { readBudget } from '../config/budget.ts';
import { loadContract } from '../contract/contract.ts';
import type { Proof } from '../prove/proof.ts';
import { prove } from '../prove/prove.ts';
import { type Subject, type SubjectKind, sampleOf, subjectsNamed } from '../prove/subjects.ts';
import { clearProof, writeProof } from '../prove/write-proof.ts';
import { batchProgressOn, duration } from '../report/terminal/progress.ts';
import { unlessInterrupted } from './interruption.ts';

interface ProveFlags {
  readonly seed: number;
  readonly seeds: number;
  readonly budget: string;
  readonly jobs: number;
  readonly report: string;
  readonly only?: readonly string[];
  readonly sample?: number;
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
      'prove that the suite catches every fault and clears every conformant variant of its reference deployment',
    )
    .option('--seeds <n>', 'number of seeds to try each fault and variant with', countFrom(1), 1)
    .option('--seed <n>', 'the first seed', countFrom(0), 1)
    .option('--budget <name>', 'smoke, standard, exhaustive or a number of requests', budgetName, 'standard')
    .option('--only <slug...>', 'only these faults or variants')
    .option(
      '--sample <n>',
      'only about so many, some of each chapter; another --seed takes others',
      countFrom(1),
    )
    .option('--jobs <n>', 'deployments judged at the same time', countFrom(1), availableParallelism())
    .option('--report <dir>', 'where to write proof.json and index.html', 'reports/proof')
    .addHelpText('after', HELP)
    .action(async (flags: ProveFlags) => {
      const proof = await unlessInterrupted(runProof(flags));
      end(proof.verdict === 'holds' ? 0 : 1);
    });
}

async function runProof(flags: ProveFlags): Promise<Proof> {
  const { budget, jobs: workers } = flags;
  const subjects = subjectsOf(flags);
  const contract = loadContract();
  const seeds = Array.from({ length: flags.seeds }, (_, place) => flags.seed + place);
  const progress = batchProgressOn(process.stderr, 'deployments');
  await clearProof(flags.report);
  const proof = await prove(contract, {
    seeds,
    budget,
    subjects,
    workers,
    onResult: ({ job }, done, all) => progress.reached(done, all, `${job.kind} ${job.slug}`),
  });
  progress.done();
  const file = await writeProof(flags.report, proof, contract);
  process.stdout.write(`${summaryLines(proof, file).join('\n')}\n`);
  return proof;
}

function subjectsOf({ only, sample, seed }: ProveFlags): readonly Subject[] | undefined {
  if (only !== undefined) return subjectsNamed(only);
  return sample === undefined ? undefined : sampleOf(sample, seed);
}

/** The complaints, the counts, the time, and a verdict line that can be searched for. */
function summaryLines(proof: Proof, page: string): readonly string[] {
  const { results, complaints, caughtAlone, seeds, budget, workers, milliseconds } = proof;
  const of = (kind: SubjectKind) => results.filter(({ job }) => job.kind === kind);
  const caught = of('fault').filter(({ firstCatch }) => firstCatch !== undefined).length;
  const cleared = of('variant').filter(({ catches }) =>
    catches.every(({ verdict }) => verdict !== 'fail'),
  ).length;
  return [
    ...complaints.map((complaint) => `  ${complaint}`),
    `${caught} of ${of('fault').length} faults caught by a clause named for them, ${cleared} of ${of('variant').length} conformant variants cleared, budget ${budget}, seeds ${seeds.join(' ')}`,
    `${Object.keys(caughtAlone).length} clauses catch a fault that no other clause catches; see ${page}`,
    `${results.length} deployments judged in ${duration(milliseconds / 1000)}, ${workers} at a time`,
    `proof: ${complaints.length === 0 ? 'holds' : `broken (${complaints.length})`}`,
  ];
}

/** Reads a whole number from `least` on. */
export function countFrom(least: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`it must be a whole number from ${least} on.`);
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
