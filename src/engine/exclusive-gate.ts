/**
 * Gives one confirmation the deployment for itself: while it runs, the other clauses of the process wait. Data that
 * move every few dozen requests then stand still long enough to be read, tried and read again.
 */
export class ExclusiveGate {
  #alone: Promise<void> = Promise.resolve();
  #under = 0;
  #idle: (() => void) | undefined;

  /** Waits until nobody works alone, then does `work` beside others. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    for (let seen = this.#alone; ; seen = this.#alone) {
      await seen;
      if (seen === this.#alone) break;
    }
    this.#under += 1;
    try {
      return await work();
    } finally {
      this.#under -= 1;
      if (this.#under === 0) this.#idle?.();
    }
  }

  /** Does `work` while nothing else is under way. Those who work alone take turns. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    let leave = () => {};
    this.#alone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    await before;
    try {
      if (this.#under > 0)
        await new Promise<void>((resolve) => {
          this.#idle = resolve;
        });
      return await work();
    } finally {
      leave();
    }
  }
}
