/** Ctrl-C, and a supervisor's request to end. */

/** The run was ended from outside before it had a verdict. */
export class Interrupted extends Error {
  constructor(signal: string) {
    super(`interrupted by ${signal}: no verdict, no report`);
    this.name = 'Interrupted';
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ends with the first signal's name. A second one ends the process at once, as the system has it. */
export function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal));
  });
}

/** The answer of `work`, unless a signal comes first. @throws Interrupted then; `work` is left to end by itself */
export async function unlessInterrupted<T>(work: Promise<T>): Promise<T> {
  const interrupted = nextSignal().then((signal): never => {
    work.catch(() => undefined);
    throw new Interrupted(signal);
  });
  return Promise.race([work, interrupted]);
}
