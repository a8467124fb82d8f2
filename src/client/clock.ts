/** Time as the client sees it: injected, so that tests and replays take none. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since the epoch; never runs backwards. */
  now(): number;
  /** Ends after `ms` milliseconds, or early when `signal` is aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    delay(Math.ceil(ms), undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
