/** The suite proves itself: every fault and every conformant temperament, over the processors there are. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Contract } from '../contract/contract.ts';
import { faults } from '../reference/faults/registry.ts';
import { temperaments } from '../reference/temperaments/registry.ts';
import type { Job, JobResult } from './job.ts';
import { type Proof, weigh } from './proof.ts';

export interface ProveOptions {
  readonly seeds: readonly number[];
  readonly budget: string;
  /** Slugs to try; all faults and temperaments when left out. */
  readonly only?: readonly string[];
  readonly onResult?: (result: JobResult, done: number, all: number) => void;
}

export async function prove(contract: Contract, options: ProveOptions): Promise<Proof> {
  const { seeds, budget, only } = options;
  const variants = [
    ...faults.map(({ slug }) => ({ kind: 'fault' as const, slug })),
    ...temperaments.map(({ slug }) => ({ kind: 'temperament' as const, slug })),
  ].filter(({ slug }) => only?.includes(slug) ?? true);
  const jobs = seeds.flatMap((seed) => variants.map((variant): Job => ({ ...variant, seed, budget })));
  const results = await runAll(jobs, options.onResult);
  // A part of the matrix says nothing of the clauses whose faults were not tried.
  const entries = only === undefined ? contract.catalogue.entries : [];
  return { seeds, budget, results, ...weigh(results, entries) };
}

/** Runs the jobs on as many workers as there are processors; answers in the order of the jobs. */
async function runAll(
  jobs: readonly Job[],
  onResult: ProveOptions['onResult'],
): Promise<readonly JobResult[]> {
  const results: (JobResult | undefined)[] = jobs.map(() => undefined);
  const waiting = [...jobs.keys()];
  let done = 0;
  const work = async () => {
    const worker = new Worker(
      new URL(import.meta.url.endsWith('.ts') ? './prove-worker.ts' : './prove-worker.js', import.meta.url),
    );
    try {
      for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
        const job = jobs[place];
        if (job === undefined) continue;
        const result = await ask(worker, job);
        results[place] = result;
        done += 1;
        onResult?.(result, done, jobs.length);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  return results.filter((result) => result !== undefined);
}

function ask(worker: Worker, job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', answered);
      worker.off('error', failed);
    };
    const answered = (result: JobResult) => {
      settle();
      resolve(result);
    };
    const failed = (problem: unknown) => {
      settle();
      reject(new Error(`${job.kind} ${job.slug}, seed ${job.seed}: ${String(problem)}`));
    };
    worker.on('message', answered);
    worker.on('error', failed);
    worker.postMessage(job);
  });
}
