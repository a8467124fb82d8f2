/** The suite proves itself: every fault and every conformant variant is judged, on all processors. */
import { availableParallelism } from 'node:os';
import type { Contract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import type { Job, JobResult } from './job.ts';
import { evaluate, type Proof } from './proof.ts';
import { allSubjects, type Subject } from './subjects.ts';
import { doJobs } from './workers.ts';

export interface ProveOptions {
  readonly seeds: readonly number[];
  readonly budget: string;
  /** Faults and variants to try; all of them when left out. */
  readonly subjects?: readonly Subject[] | undefined;
  /** Deployments judged at the same time, each on its own thread; as many as there are processors unless said. */
  readonly workers?: number | undefined;
  readonly onResult?: (result: JobResult, done: number, all: number) => void;
}

export async function prove(contract: Contract, options: ProveOptions): Promise<Proof> {
  const { seeds, budget, subjects = allSubjects, workers = availableParallelism(), onResult } = options;
  const started = performance.now();
  const jobs = seeds.flatMap((seed) => subjects.map((subject): Job => ({ ...subject, seed, budget })));
  const results = await doJobs({
    task: 'judge',
    jobs,
    workers,
    onResult: (result, done) => onResult?.(result, done, jobs.length),
  });
  const isWhole = subjects.length === allSubjects.length;
  // A part of the matrix says nothing of the clauses whose faults were not tried.
  const found = evaluate(results, isWhole ? contract.catalogue.entries : []);
  return {
    suite: SUITE,
    contract: { digest: contract.digest, catalogue: contract.catalogue.digest },
    budget,
    seeds,
    ...(isWhole ? {} : { only: subjects.map(({ slug }) => slug) }),
    verdict: found.complaints.length === 0 ? 'holds' : 'broken',
    ...found,
    workers,
    milliseconds: Math.round(performance.now() - started),
    results,
  };
}
