/**
 * Noise: what stands between the client and the deployment's own answer. A throttle, a gateway without its backend, a
 * connection that broke. It is retried, and never judged; a 500 or 501 is an answer of the deployment itself.
 */
import type { FailureKind } from './failure.ts';

const NOISY_STATUSES = ['429', '502', '503', '504'] as const;

/** Failures that pass: retried whenever they come. */
const PASSING_FAILURES = ['reset', 'timeout'] as const;

/** Failures that mean a wrong target at the start of a run, and an interruption once the deployment has answered. */
const INTERRUPTIONS = ['dns', 'refused', 'unreachable', 'network'] as const;

export type NoiseKind =
  | (typeof NOISY_STATUSES)[number]
  | (typeof PASSING_FAILURES)[number]
  | (typeof INTERRUPTIONS)[number];

export type NoiseCounts = Readonly<Record<NoiseKind, number>>;

export function noNoise(): Record<NoiseKind, number> {
  return {
    429: 0,
    502: 0,
    503: 0,
    504: 0,
    reset: 0,
    timeout: 0,
    dns: 0,
    refused: 0,
    unreachable: 0,
    network: 0,
  };
}

/** The kind of noise that an answer of this status is, if it is any. */
export function noiseOfStatus(status: number): NoiseKind | undefined {
  return NOISY_STATUSES.find((noisy) => noisy === String(status));
}

/**
 * The kind of noise that a failure is, if it is any.
 * @param midRun whether the deployment has answered anything in this run yet
 */
export function noiseOfFailure(kind: FailureKind, midRun: boolean): NoiseKind | undefined {
  return (
    PASSING_FAILURES.find((passing) => passing === kind) ??
    (midRun ? INTERRUPTIONS.find((one) => one === kind) : undefined)
  );
}

/** First wait before a retry, and the longest, in milliseconds. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/**
 * Milliseconds to wait before the next attempt: twice as long each time, and somewhere in the upper half of that, so
 * that clients which failed together do not come back together.
 * @param attempts attempts made so far
 * @param random answers a number in [0, 1)
 */
export function backoff(attempts: number, random: () => number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}

/** The longest `Retry-After` that is honoured in full, in milliseconds. */
const LONGEST_RETRY_AFTER = 60_000;

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that a `Retry-After` header asks to wait, as seconds or as an HTTP date, within a minute; 0 where it
 * says nothing readable.
 * @param now milliseconds since the epoch
 */
export function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : HTTP_DATE.test(text) ? Date.parse(text) - now : 0;
  return Number.isNaN(wait) ? 0 : Math.min(LONGEST_RETRY_AFTER, Math.max(0, wait));
}
