/**
 * Whether the host still answers. A host that is silent, out of order, throttling for good or very slow is given up for
 * the whole run, so that no request waits for it again.
 */
import type { NoiseKind } from './noise.ts';
import type { Stop } from './stop.ts';

/** Milliseconds without any answer after which a host is given up. */
const QUIET = 60_000;
/** The same where it throttles: limits are often counted by windows of up to five minutes. */
const THROTTLED = 300_000;

/**
 * Fewest attempts without an answer in that time, fewest of them that timed out, and fewest targets: one query that is
 * never answered says nothing about the host.
 */
const FEWEST = 6;
const FEWEST_TIMEOUTS = 3;
const FEWEST_TARGETS = 2;

/**
 * Milliseconds from which an answer is very slow, and how many of them in a row are too many where they took so long
 * together: those that were under way at the same time may have waited for one thing.
 */
const SLOW = 20_000;
const SLOW_IN_A_ROW = 3;
const SLOW_TOGETHER = 60_000;

export class Liveness {
  #quietSince: number | undefined;
  #noises = 0;
  readonly #targets = new Set<string>();
  #timeouts = 0;
  #throttles = 0;
  #slow = 0;
  #slowSince = 0;
  #answered = 0;
  #lastAnswer = Number.NEGATIVE_INFINITY;

  /** When a request was last answered, in milliseconds since the epoch. */
  get lastAnswer(): number {
    return this.#lastAnswer;
  }

  /** Notes an answer of the deployment. Returns why to give the host up, if so. @param took milliseconds */
  answered(now: number, took: number): Stop | undefined {
    this.#quietSince = undefined;
    this.#noises = 0;
    this.#targets.clear();
    this.#timeouts = 0;
    this.#throttles = 0;
    this.#answered += 1;
    this.#lastAnswer = now;
    if (took < SLOW) {
      this.#slow = 0;
      return undefined;
    }
    if (this.#slow === 0) this.#slowSince = now - took;
    this.#slow += 1;
    if (this.#slow < SLOW_IN_A_ROW || now - this.#slowSince < SLOW_TOGETHER) return undefined;
    return {
      cause: 'slow',
      says: `${this.#slow} answers in a row took more than ${SLOW / 1000} s each: the deployment is too slow to be judged`,
    };
  }

  /** Notes an attempt without an answer. Returns why to give the host up, if so. @param sentAt when it was sent */
  noise(kind: NoiseKind, target: string, sentAt: number, now: number): Stop | undefined {
    this.#targets.add(target);
    this.#quietSince ??= sentAt;
    this.#noises += 1;
    if (kind === 'timeout') this.#timeouts += 1;
    if (kind === '429') this.#throttles += 1;
    const quiet = now - this.#quietSince;
    const after = this.#answered === 0 ? '' : ` after ${this.#answered} answers`;
    if (this.#throttles > 0) {
      if (quiet < THROTTLED) return undefined;
      const says = `the deployment throttled every request for ${Math.round(quiet / 60_000)} minutes${after}`;
      return { cause: 'throttled', says };
    }
    if (quiet < QUIET || this.#targets.size < FEWEST_TARGETS) return undefined;
    const seconds = Math.round(quiet / 1000);
    if (this.#timeouts >= FEWEST_TIMEOUTS)
      return { cause: 'silent', says: `the deployment fell silent${after}: no answer for ${seconds} s` };
    if (this.#noises < FEWEST) return undefined;
    return {
      cause: 'out',
      says: `the deployment went out of order${after}: no answer but noise (${kind}) for ${seconds} s`,
    };
  }

  /** Milliseconds since the epoch at which a throttle will have lasted too long; undefined where there is none. */
  get throttledUntil(): number | undefined {
    return this.#quietSince === undefined || this.#throttles === 0 ? undefined : this.#quietSince + THROTTLED;
  }
}
