import type { Clock } from '../../../src/client/clock.ts';

/** A clock on which waiting takes no time: it moves on by what is slept. */
export function sleepless(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
