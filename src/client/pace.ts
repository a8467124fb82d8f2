/**
 * How fast requests leave. They are spread evenly at the allowed rate. A throttled answer slows them down and every
 * ordinary answer raises the rate again, so that a throttled deployment is read more slowly and not less. Throttles
 * that come one by one among many ordinary answers may have nothing to do with the rate: they slow the run a little,
 * those that come one upon the other by half.
 */
import type { Clock } from './clock.ts';

/** Growth of a slowed rate with each ordinary answer: it doubles in some 60 answers. */
const RECOVERY = 1.012;

/** The same where the deployment has said how long to wait, and so knows its rate: it doubles in some 230 answers. */
const RECOVERY_AS_TOLD = 1.003;

/** What a single throttled answer leaves of the rate, so many ordinary answers after the last; and one that comes sooner. */
const AFTER_ONE = 0.85;
const APART = 2;
const AFTER_MANY = 0.5;

/** So many throttled among the requests that were under way together are no accident: the deployment knows its rate. */
const MANY = 3;

/** Never slower than so many requests a second, unless that is what is allowed, or the deployment says how long to wait. */
const SLOWEST = 1;

/** Sends over which the rate of an unlimited run is measured when it is throttled for the first time. */
const MEASURED_SENDS = 20;

/** A turn that a timer gave late, by up to so many milliseconds, does not delay the turns after it. */
const MADE_UP_FOR = 20;

export class Pace {
  readonly #clock: Clock;
  readonly #ceiling: number;
  #rate: number;
  #nextAt = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #recovery = RECOVERY;
  /** Rate before it was last slowed; ordinary answers since, and throttled ones of requests sent before. */
  #before = 0;
  #answers = 0;
  #together = 0;
  /** Whether the last turn had to be waited for. */
  #waits = false;
  readonly #sends: number[] = [];
  readonly #waiting: (() => void)[] = [];

  /** @param rate most requests a second; unlimited unless said */
  constructor(clock: Clock, rate: number = Number.POSITIVE_INFINITY) {
    if (!(rate > 0)) throw new RangeError('the rate must be more than 0 requests a second');
    this.#clock = clock;
    this.#ceiling = rate;
    this.#rate = rate;
  }

  /** Requests a second at present. */
  get rate(): number {
    return this.#rate;
  }

  /** Requests a second that throttling has slowed the run to; undefined where it holds nothing up. */
  get slowedTo(): number | undefined {
    return this.#waits && this.#rate < this.#ceiling ? this.#rate : undefined;
  }

  /** Ends when the caller may send, or early when `signal` is aborted. Turns are given in the order of asking. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    this.#waits = this.#waiting.length > 0 || now < this.#nextAt;
    if (!this.#waits) return this.#leave(now);
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#waiting.length === 1) void this.#giveTurns(signal);
    return turn;
  }

  /** No request leaves before `instant` (milliseconds since the epoch). */
  holdUntil(instant: number): void {
    this.#nextAt = Math.max(this.#nextAt, instant);
  }

  /** Gives turns while somebody waits. When the next is due is looked up anew after every wait: it may have moved. */
  async #giveTurns(signal: AbortSignal | undefined): Promise<void> {
    while (this.#waiting.length > 0) {
      const now = this.#clock.now();
      if (now < this.#nextAt && signal?.aborted !== true) {
        await this.#clock.sleep(this.#nextAt - now, signal);
        continue;
      }
      this.#leave(Math.max(this.#nextAt, now - MADE_UP_FOR));
      this.#waiting.shift()?.();
    }
  }

  #leave(at: number): void {
    this.#nextAt = at + 1000 / this.#rate;
    this.#sends.push(at);
    if (this.#sends.length > MEASURED_SENDS) this.#sends.shift();
  }

  /**
   * A request was throttled: the rate is slowed. Requests sent before the last slowing tell nothing of the new rate;
   * many of them tell that the slowing was no accident, and it is made a halving.
   * @param sentAt when that request left
   * @param told whether the deployment said how long to wait
   */
  throttled(sentAt: number, told = false): void {
    if (sentAt < this.#slowedAt) {
      this.#together += 1;
      if (this.#together === MANY) this.#slow(AFTER_MANY, RECOVERY_AS_TOLD);
      return;
    }
    const isAlone = !told && this.#answers >= APART;
    this.#slowedAt = this.#clock.now();
    this.#answers = 0;
    this.#together = 1;
    this.#before = Number.isFinite(this.#rate) ? this.#rate : this.#measuredRate();
    this.#slow(isAlone ? AFTER_ONE : AFTER_MANY, told ? RECOVERY_AS_TOLD : RECOVERY);
    this.holdUntil(this.#slowedAt + 1000 / this.#rate);
  }

  #slow(share: number, recovery: number): void {
    this.#recovery = recovery;
    this.#rate = Math.min(this.#rate, Math.max(Math.min(SLOWEST, this.#ceiling), this.#before * share));
  }

  /** A request was answered as asked. Where nobody waits it is not the rate that holds requests up, and it stays. */
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
