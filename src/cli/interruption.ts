/** Interruption by Ctrl-C or by a supervisor. */

/** A signal ended the run before its verdict. */
export class Interrupted extends Error {
  constructor(signal: string) {
    super(`interrupted by ${signal}: no verdict, no report`);
    this.name = 'Interrupted';
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Resolves to the name of the first signal. A second one ends the process at once. */
export function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal));
  });
}

/** Returns the result of `work`, unless a signal comes first. @throws Interrupted then; `work` goes on by itself */
export async function unlessInterrupted<T>(work: Promise<T>): Promise<T> {
  const interrupted = nextSignal().then((signal): never => {
    work.catch(() => undefined);
    throw new Interrupted(signal);
  });
  return Promise.race([work, interrupted]);
}
