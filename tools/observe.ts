/** What runs against subjects of the reference deployment show. The runs are shared among processes. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
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

/** What a run shows, or why it failed. */
export type Observed = Symptoms | string;

const THIS_FILE = fileURLToPath(import.meta.url);
const MOST_PROCESSES = 2;
/** A run takes about a second. One that takes longer than this has failed. */
const LONGEST_RUN = 120_000;

/** Judges all subjects, and returns what each shows, in the same order. A run that fails does not end the others. */
export async function observe(
  runs: readonly ObservedRun[],
  onObserved?: (done: number) => void,
): Promise<readonly Observed[]> {
  const waiting = [...runs.entries()];
  const observed: Observed[] = [];
  let done = 0;
  const work = async () => {
    let child: ChildProcess | undefined;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, run] = next;
        child = child?.connected === true ? child : fork(THIS_FILE, OPTIONS);
        observed[place] = await answerOf(child, run);
        if (typeof observed[place] === 'string') child.kill();
        onObserved?.(++done);
      }
    } finally {
      child?.kill();
    }
  };
  const processes = Math.min(MOST_PROCESSES, availableParallelism(), runs.length);
  await Promise.all(Array.from({ length: processes }, work));
  return observed;
}

const OPTIONS: ForkOptions = { execArgv: ['--import', 'tsx'], serialization: 'advanced' };

async function answerOf(child: ChildProcess, run: ObservedRun): Promise<Observed> {
  const ended = new AbortController();
  const { signal } = ended;
  const timer = setTimeout(() => ended.abort(new Error('it took too long')), LONGEST_RUN);
  const onExit = () => ended.abort(new Error('its process ended'));
  child.once('exit', onExit);
  try {
    child.send(run);
    const [answer] = await once(child, 'message', { signal });
    return answer;
  } catch {
    return String(signal.reason ?? 'the process does not answer');
  } finally {
    clearTimeout(timer);
    child.off('exit', onExit);
  }
}

if (process.argv[1] === THIS_FILE && process.send !== undefined) {
  const contract = loadContract();
  process.on('message', async (run: ObservedRun) => {
    const observed = await judgeSubject(contract, run).then(
      (result) => symptomsOf(contract.operation, result),
      (error: unknown) => String(error),
    );
    process.send?.(observed);
  });
}
