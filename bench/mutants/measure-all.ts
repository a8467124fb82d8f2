/** Mutants spread over processes. One that does not come back is ended, and another takes its place. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Instrumented, Mutant } from './instrument.ts';
import type { Measured } from './measure.ts';

/** A standard run takes seconds; three of them and the differential end long before this. */
const PATIENCE_MS = 180_000;

const HEAP_MB = 1_500;

/** Measures all the mutants; results come in any order. */
export async function measureAll(
  { modules }: Pick<Instrumented, 'modules'>,
  mutants: readonly Mutant[],
  workers: number,
  onMeasured: (measured: Measured) => void,
): Promise<void> {
  const waiting = [...mutants];
  const drain = async () => {
    let worker: ChildProcess | undefined;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      worker ??= await begin(modules);
      const measured = await measuredBy(worker, next);
      onMeasured(measured);
      if (measured.fate.kind !== 'broke') continue;
      worker.kill('SIGKILL');
      worker = undefined;
    }
    worker?.kill();
  };
  await Promise.all(Array.from({ length: Math.min(workers, mutants.length) }, drain));
}

async function begin(modules: ReadonlyMap<string, string>): Promise<ChildProcess> {
  const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
  });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  worker.send({ modules });
  await Promise.race([once(worker, 'message', { signal }), ended(worker, signal)]);
  return worker;
}

async function ended(worker: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code] = await once(worker, 'exit', { signal });
  throw new Error(`the process ended with code ${code}`);
}

async function measuredBy(worker: ChildProcess, mutant: Mutant): Promise<Measured> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    worker.send(mutant);
    const [measured] = await Promise.race([once(worker, 'message', { signal }), ended(worker, signal)]);
    return measured;
  } catch (problem) {
    return { name: mutant.name, fate: { kind: 'broke', why: String(problem) } };
  } finally {
    settled.abort();
  }
}
