/**
 * Noise: an outcome that is not the deployment's own answer, such as a throttle, a gateway without a backend or a broken
 * connection. It is retried and never judged. A 500 or 501 is an answer of the deployment itself.
 */
import type { FailureKind } from './failure.ts';

const NOISY_STATUSES = ['429', '502', '503', '504'] as const;

/** Failures that are temporary: always retried. */
const TEMPORARY_FAILURES = ['reset', 'timeout'] as const;

/** Failures that mean a wrong target before the first answer, and an interruption after it. */
const INTERRUPTIONS = ['dns', 'refused', 'unreachable', 'proxy', 'network'] as const;

/** A token that was refused in mid-run and renewed: the request is sent again. */
export const RENEWED_STATUS = '401';

export type NoiseKind =
  | typeof RENEWED_STATUS
  | (typeof NOISY_STATUSES)[number]
  | (typeof TEMPORARY_FAILURES)[number]
  | (typeof INTERRUPTIONS)[number];

export type NoiseCounts = Readonly<Record<NoiseKind, number>>;

export function noNoise(): Record<NoiseKind, number> {
  return {
    401: 0,
    429: 0,
    502: 0,
    503: 0,
    504: 0,
    reset: 0,
    timeout: 0,
    dns: 0,
    refused: 0,
    unreachable: 0,
    proxy: 0,
    network: 0,
  };
}

/** Returns the kind of noise for a status; undefined if it is no noise. */
export function noiseOfStatus(status: number): NoiseKind | undefined {
  return NOISY_STATUSES.find((noisy) => noisy === String(status));
}

/**
 * Returns the kind of noise for a failure; undefined if it is no noise.
 * @param hasAnswered whether the deployment has already answered a request of this run
 */
export function noiseOfFailure(kind: FailureKind, hasAnswered: boolean): NoiseKind | undefined {
  return (
    TEMPORARY_FAILURES.find((temporary) => temporary === kind) ??
    (hasAnswered ? INTERRUPTIONS.find((one) => one === kind) : undefined)
  );
}

/** The first and the longest wait before a retry, in milliseconds. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/**
 * Returns milliseconds to wait before the next attempt: exponential, with jitter in its upper half, so that clients that
 * failed at the same time do not retry at the same time.
 * @param attempts attempts so far
 * @param random returns a number in [0, 1)
 */
export function backoff(attempts: number, random: () => number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}

/** The longest wait that `Retry-After` can ask for, in milliseconds. */
const LONGEST_RETRY_AFTER = 60_000;

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns milliseconds that a `Retry-After` header asks to wait, at most a minute; 0 if it is neither a number of seconds
 * nor an HTTP date.
 * @param now milliseconds since the epoch
 */
export function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : HTTP_DATE.test(text) ? Date.parse(text) - now : 0;
  return Number.isNaN(wait) ? 0 : Math.min(LONGEST_RETRY_AFTER, Math.max(0, wait));
}
