/**
 * How fast requests leave. They are spread evenly at the allowed rate; a throttled answer halves the rate, and every
 * ordinary answer raises it a little again, so that a throttled deployment is read more slowly and not less.
 */
import type { Clock } from './clock.ts';

/** Growth of a slowed rate with each ordinary answer: it doubles in some 230 answers. */
const RECOVERY = 1.003;

/** Never slower than one request in ten seconds. */
const SLOWEST = 0.1;

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

  /** Ends when the caller may send, or early when `signal` is aborted. Turns are given in the order of asking. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (this.#waiting.length === 0 && now >= this.#nextAt) return this.#leave(now);
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
   * A request was throttled: the rate is halved. Requests sent before the last halving tell nothing of the new rate
   * and change nothing.
   * @param sentAt when that request left
   */
  throttled(sentAt: number): void {
    if (sentAt < this.#slowedAt) return;
    this.#slowedAt = this.#clock.now();
    const rate = Number.isFinite(this.#rate) ? this.#rate : this.#measuredRate();
    this.#rate = Math.max(Math.min(SLOWEST, this.#ceiling), rate / 2);
    this.holdUntil(this.#slowedAt + 1000 / this.#rate);
  }

  /** A request was answered as asked. */
  answered(): void {
    if (this.#rate < this.#ceiling) this.#rate = Math.min(this.#ceiling, this.#rate * RECOVERY);
  }

  #measuredRate(): number {
    const [first, last] = [this.#sends[0], this.#sends.at(-1)];
    if (first === undefined || last === undefined) return 1;
    return (this.#sends.length * 1000) / Math.max(1, last - first);
  }
}
