/** Runs jobs on several threads: each judges one variant at a time and then takes the next. */
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.ts';

export interface WorkersOptions {
  /** How many threads at most. */
  readonly workers: number;
  readonly onResult?: ((result: JobResult) => void) | undefined;
}

/** The results in the order of the jobs. @throws Error naming the job that could not be run */
export async function runOnWorkers(
  jobs: readonly Job[],
  { workers, onResult }: WorkersOptions,
): Promise<readonly JobResult[]> {
  const results: (JobResult | undefined)[] = jobs.map(() => undefined);
  const waiting = [...jobs.entries()];
  const work = async () => {
    const worker = new Worker(workerFile());
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, job] = next;
        const result = await ask(worker, job);
        results[place] = result;
        onResult?.(result);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
  return results.filter((result) => result !== undefined);
}

function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./prove-worker.${extension}`, import.meta.url);
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
