/** A clock that jumps to the next sleeper as soon as nothing else is left to do: waits are exact and take no time. */
import type { Clock } from '../../src/client/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualClock implements Clock {
  #now: number;
  readonly #sleepers: Sleeper[] = [];
  #pumping = false;

  constructor(start = 1_700_000_000_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((wake) => {
      if (signal?.aborted) return wake();
      signal?.addEventListener('abort', () => wake(), { once: true });
      this.#sleepers.push({ at: this.#now + ms, wake });
      this.#sleepers.sort((one, other) => one.at - other.at);
      if (!this.#pumping) this.#pump();
    });
  }

  #pump(): void {
    this.#pumping = true;
    setImmediate(() => {
      const next = this.#sleepers.shift();
      if (next !== undefined) {
        this.#now = Math.max(this.#now, next.at);
        next.wake();
      }
      this.#pumping = false;
      if (this.#sleepers.length > 0) this.#pump();
    });
  }
}
