/** What runs against subjects of the reference deployment show, each run in a process of its own processor. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadContract } from '../src/contract/contract.ts';
import { type Symptoms, symptomsOf } from '../src/diagnosis/symptoms.ts';
import { judgeSubject } from '../src/prove/judge-subject.ts';
import type { ReferenceOptions } from '../src/reference/reference.ts';

export interface ObservedRun {
  readonly subject: ReferenceOptions;
  readonly seed: number;
  readonly budget: string;
}

const THIS_FILE = fileURLToPath(import.meta.url);

/** Judges all subjects, and returns their symptoms in the same order. */
export async function observe(
  runs: readonly ObservedRun[],
  onObserved?: (done: number) => void,
): Promise<readonly Symptoms[]> {
  const waiting = [...runs.entries()];
  const symptoms: Symptoms[] = [];
  let done = 0;
  const work = async () => {
    const child = fork(THIS_FILE, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
    const ended = once(child, 'exit').then(([code]): never => {
      throw new Error(`a process that judged subjects ended with code ${code}`);
    });
    ended.catch(() => undefined);
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, run] = next;
        child.send(run);
        const [shown] = await Promise.race([once(child, 'message'), ended]);
        symptoms[place] = shown;
        onObserved?.(++done);
      }
    } finally {
      waiting.length = 0;
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), runs.length) }, work));
  return symptoms;
}

if (process.argv[1] === THIS_FILE && process.send !== undefined) {
  const contract = loadContract();
  process.on('message', async (run: ObservedRun) => {
    const result = await judgeSubject(contract, run);
    process.send?.(symptomsOf(contract.operation, result));
  });
}
