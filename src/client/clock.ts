/** The client's clock. It is injected, so that tests and replays need no time. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since the epoch; never goes back. */
  now(): number;
  /** Ends after `ms` milliseconds, or earlier if `signal` is aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    delay(Math.ceil(ms), undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
