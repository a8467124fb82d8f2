/** The suite proves itself: every fault and every conformant variant, over the processors there are. */
import { availableParallelism } from 'node:os';
import type { Contract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import type { Job, JobResult } from './job.ts';
import { type Proof, weigh } from './proof.ts';
import { subjectsNamed } from './subjects.ts';
import { spread } from './workers.ts';

export interface ProveOptions {
  readonly seeds: readonly number[];
  readonly budget: string;
  /** Slugs to try; all faults and variants when left out. */
  readonly only?: readonly string[] | undefined;
  /** Subjects judged at the same time, each on a thread of its own; as many as there are processors unless said. */
  readonly workers?: number | undefined;
  readonly onResult?: (result: JobResult, done: number, all: number) => void;
}

/** @throws UsageError where `only` names what there is not */
export async function prove(contract: Contract, options: ProveOptions): Promise<Proof> {
  const { seeds, budget, only, workers = availableParallelism(), onResult } = options;
  const started = performance.now();
  const jobs = seeds.flatMap((seed) =>
    subjectsNamed(only).map((subject): Job => ({ ...subject, seed, budget })),
  );
  const results = await spread({
    task: 'row',
    jobs,
    workers,
    onAnswer: (result, done) => onResult?.(result, done, jobs.length),
  });
  // A part of the matrix says nothing of the clauses whose faults were not tried.
  const entries = only === undefined ? contract.catalogue.entries : [];
  const weighed = weigh(results, entries);
  return {
    suite: SUITE,
    contract: { digest: contract.digest, catalogue: contract.catalogue.digest },
    budget,
    seeds,
    ...(only === undefined ? {} : { only }),
    verdict: weighed.complaints.length === 0 ? 'holds' : 'broken',
    ...weighed,
    workers,
    milliseconds: Math.round(performance.now() - started),
    results,
  };
}
