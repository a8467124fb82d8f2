/** Interruption by Ctrl-C or by a supervisor. */
import { setTimeout } from 'node:timers/promises';

/** A signal ended the run before its verdict. */
export class Interrupted extends Error {
  readonly signal: Signal;

  /** @param partial folder of what was written until then */
  constructor(signal: Signal, partial?: string) {
    const left = partial === undefined ? 'no report' : `what was judged until then is in ${partial}`;
    super(`interrupted by ${signal}: ${left}`);
    this.name = 'Interrupted';
    this.signal = signal;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Resolves to the name of the first signal; a second one ends the process at once. @param stop stops listening */
export function nextSignal(stop?: AbortSignal): Promise<Signal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      const listener = () => resolve(signal);
      process.once(signal, listener);
      stop?.addEventListener('abort', () => process.off(signal, listener), { once: true });
    }
  });
}

/** Milliseconds in which work has to end after a signal. */
const END_MS = 1500;

/**
 * Returns the result of `work`, which is told to end at a signal.
 * @throws Interrupted where it does not end soon after a signal
 */
export async function untilInterrupted<T>(work: Promise<T>, end: (signal: Signal) => void): Promise<T> {
  const ended = new AbortController();
  const late = nextSignal(ended.signal).then(async (signal): Promise<never> => {
    end(signal);
    await setTimeout(END_MS, undefined, { signal: ended.signal });
    throw new Interrupted(signal);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    work.catch(() => undefined);
    late.catch(() => undefined);
    ended.abort();
  }
}

/** Returns the result of `work`, unless a signal comes first. @throws Interrupted then; `work` goes on by itself */
export async function unlessInterrupted<T>(work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const interrupted = nextSignal(ended.signal).then((signal): never => {
    work.catch(() => undefined);
    throw new Interrupted(signal);
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    // A process that judges many deployments would otherwise collect listeners.
    ended.abort();
  }
}
