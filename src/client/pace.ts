/**
 * The rate at which requests are sent. They are spaced evenly at the allowed rate. A throttled answer lowers the rate and
 * every ordinary answer raises it again, so that a throttled deployment is read more slowly but completely. A single
 * throttle among many ordinary answers may have nothing to do with the rate: it lowers the rate a little. Throttles that
 * follow each other halve it.
 */
import type { Clock } from './clock.ts';

/** Growth of a lowered rate with each ordinary answer: it doubles in about 60 answers. */
const RECOVERY = 1.012;

/** The same if the deployment says how long to wait, and so knows its rate: it doubles in about 230 answers. */
const SLOW_RECOVERY = 1.003;

/** Factor of the rate after a single throttled answer. */
const AFTER_SINGLE = 0.85;
/** Ordinary answers since the last throttled one from which on a throttled answer counts as single. */
const ANSWERS_BETWEEN = 2;
/** Factor of the rate after throttled answers that follow each other. */
const AFTER_SEVERAL = 0.5;

/** So many throttled requests that were under way at the same time are no accident: the deployment limits the rate. */
const SEVERAL = 3;

/** Lowest rate in requests a second, unless a lower rate is allowed or the deployment says how long to wait. */
const SLOWEST = 1;

/** Number of sends from which the rate of an unlimited run is measured at its first throttle. */
const MEASURED_SENDS = 20;

/** Milliseconds by which a timer may be late without delaying later requests. */
const TIMER_TOLERANCE = 20;

export class Pace {
  readonly #clock: Clock;
  readonly #ceiling: number;
  #rate: number;
  #nextAt = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #recovery = RECOVERY;
  /** Rate before it was last lowered. */
  #before = 0;
  /** Ordinary answers since the rate was last lowered. */
  #answers = 0;
  /** Throttled answers to requests that were sent before the rate was last lowered. */
  #together = 0;
  /** Whether the last request had to wait for its turn. */
  #waits = false;
  readonly #sends: number[] = [];
  readonly #waiting: (() => void)[] = [];

  /** @param rate maximum of requests a second; unlimited by default */
  constructor(clock: Clock, rate: number = Number.POSITIVE_INFINITY) {
    if (!(rate > 0)) throw new RangeError('the rate must be more than 0 requests a second');
    this.#clock = clock;
    this.#ceiling = rate;
    this.#rate = rate;
  }

  /** Current rate in requests a second. */
  get rate(): number {
    return this.#rate;
  }

  /** Requests a second that throttling has slowed the run to; undefined where no request waits for it. */
  get slowedTo(): number | undefined {
    return this.#waits && this.#rate < this.#ceiling ? this.#rate : undefined;
  }

  /**
   * Ends when the caller may send, or earlier if `signal` is aborted. Callers get their turns in order.
   * @param until milliseconds since the epoch at which nobody waits any longer
   */
  async turn(signal?: AbortSignal, until = Number.POSITIVE_INFINITY): Promise<void> {
    const now = this.#clock.now();
    this.#waits = this.#waiting.length > 0 || now < this.#nextAt;
    if (!this.#waits) return this.#leave(now);
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#waiting.length === 1) void this.#giveTurns(signal, until);
    return turn;
  }

  /** Sends no request before `instant` (milliseconds since the epoch). */
  holdUntil(instant: number): void {
    this.#nextAt = Math.max(this.#nextAt, instant);
  }

  /** Gives turns while callers wait. The time of the next turn is read again after every wait: it may have changed. */
  async #giveTurns(signal: AbortSignal | undefined, until: number): Promise<void> {
    while (this.#waiting.length > 0) {
      const now = this.#clock.now();
      if (now < Math.min(this.#nextAt, until) && signal?.aborted !== true) {
        await this.#clock.sleep(Math.min(this.#nextAt, until) - now, signal);
        continue;
      }
      this.#leave(Math.max(this.#nextAt, now - TIMER_TOLERANCE));
      this.#waiting.shift()?.();
    }
  }

  #leave(at: number): void {
    this.#nextAt = at + 1000 / this.#rate;
    this.#sends.push(at);
    if (this.#sends.length > MEASURED_SENDS) this.#sends.shift();
  }

  /**
   * Lowers the rate after a throttled answer. An answer to a request that was sent before the rate was last lowered says
   * nothing about the new rate; but several of them show that the throttle was no accident, and the rate is halved.
   * @param sentAt when the request was sent
   * @param hasRetryAfter whether the deployment said how long to wait
   */
  throttled(sentAt: number, hasRetryAfter = false): void {
    if (sentAt < this.#slowedAt) {
      this.#together += 1;
      if (this.#together === SEVERAL) this.#slow(AFTER_SEVERAL, SLOW_RECOVERY);
      return;
    }
    const isSingle = !hasRetryAfter && this.#answers >= ANSWERS_BETWEEN;
    this.#slowedAt = this.#clock.now();
    this.#answers = 0;
    this.#together = 1;
    this.#before = Number.isFinite(this.#rate) ? this.#rate : this.#measuredRate();
    this.#slow(isSingle ? AFTER_SINGLE : AFTER_SEVERAL, hasRetryAfter ? SLOW_RECOVERY : RECOVERY);
    this.holdUntil(this.#slowedAt + 1000 / this.#rate);
  }

  #slow(share: number, recovery: number): void {
    this.#recovery = recovery;
    this.#rate = Math.min(this.#rate, Math.max(Math.min(SLOWEST, this.#ceiling), this.#before * share));
  }

  /** Raises a lowered rate after an ordinary answer, if requests wait for their turns. */
  answered(): void {
    this.#answers += 1;
    if (this.#waits && this.#rate < this.#ceiling)
      this.#rate = Math.min(this.#ceiling, this.#rate * this.#recovery);
  }

  #measuredRate(): number {
    const [first, last] = [this.#sends[0], this.#sends.at(-1)];
    if (first === undefined || last === undefined) return 1;
    return (this.#sends.length * 1000) / Math.max(1, last - first);
  }
}
