/** Work spread over worker threads, one piece at a time each. */
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.ts';
import type { Trial, TrialResult } from './strength.ts';

/** What a worker can be asked for, and what it answers. */
export interface Tasks {
  readonly row: { readonly ask: Job; readonly answer: JobResult };
  readonly trial: { readonly ask: Trial; readonly answer: TrialResult };
}

export type Task = keyof Tasks;

export interface Spread<T extends Task> {
  readonly task: T;
  readonly jobs: readonly Tasks[T]['ask'][];
  /** Most worker threads. */
  readonly workers: number;
  /** Called with every answer as it comes, and how many have come. */
  readonly onAnswer?: ((answer: Tasks[T]['answer'], done: number) => void) | undefined;
}

/** Does all the jobs; answers in their order. Rejects with the first that could not be done. */
export async function spread<T extends Task>(work: Spread<T>): Promise<readonly Tasks[T]['answer'][]> {
  const { task, jobs, workers, onAnswer } = work;
  const answers = new Map<number, Tasks[T]['answer']>();
  const waiting = [...jobs.entries()];
  const drain = async () => {
    const worker = new Worker(
      new URL(`./prove-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
    );
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, job] = next;
        const answer = await ask(worker, task, job);
        answers.set(place, answer);
        onAnswer?.(answer, answers.size);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, drain));
  return [...answers].sort(([one], [other]) => one - other).map(([, answer]) => answer);
}

function ask<T extends Task>(worker: Worker, task: T, job: Tasks[T]['ask']): Promise<Tasks[T]['answer']> {
  return new Promise((resolve, reject) => {
    const answered = (answer: Tasks[T]['answer']) => {
      worker.off('error', failed);
      resolve(answer);
    };
    const failed = (problem: unknown) => {
      worker.off('message', answered);
      reject(new Error(`${JSON.stringify(job)}: ${String(problem)}`));
    };
    worker.once('message', answered);
    worker.once('error', failed);
    worker.postMessage({ task, job });
  });
}
