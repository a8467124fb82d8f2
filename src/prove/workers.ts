/** Work that is spread over worker threads. A worker does one piece at a time. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.ts';
import type { Trial, TrialResult } from './strength.ts';

/** What a worker does, and what comes out of it. */
export interface Tasks {
  readonly judge: { readonly job: Job; readonly result: JobResult };
  readonly trial: { readonly job: Trial; readonly result: TrialResult };
}

export type Task = keyof Tasks;

export interface Work<T extends Task> {
  readonly task: T;
  readonly jobs: readonly Tasks[T]['job'][];
  /** Most worker threads. */
  readonly workers: number;
  /** Called with every result as it comes, and how many have come. */
  readonly onResult?: ((result: Tasks[T]['result'], done: number) => void) | undefined;
}

/** Does all the jobs and returns their results in order. Rejects at the first that cannot be done. */
export async function doJobs<T extends Task>(work: Work<T>): Promise<readonly Tasks[T]['result'][]> {
  const { task, jobs, workers, onResult } = work;
  const results: Tasks[T]['result'][] = [];
  const waiting = [...jobs.entries()];
  let done = 0;
  const drain = async () => {
    const worker = new Worker(
      new URL(`./prove-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
    );
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, job] = next;
        results[place] = await resultOf(worker, task, job);
        onResult?.(results[place], ++done);
      }
    } finally {
      // After a failure the other workers end with the job they have.
      waiting.length = 0;
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, drain));
  return results;
}

async function resultOf<T extends Task>(
  worker: Worker,
  task: T,
  job: Tasks[T]['job'],
): Promise<Tasks[T]['result']> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(worker, 'exit', { signal }).then(([code]) => {
    throw new Error(`the worker thread ended with code ${code}`);
  });
  try {
    worker.postMessage({ task, job });
    const [result] = await Promise.race([once(worker, 'message', { signal }), ended]);
    return result;
  } catch (problem) {
    throw new Error(`${JSON.stringify(job)}: ${String(problem)}`, { cause: problem });
  } finally {
    settled.abort();
  }
}
