/** Hard ceilings of a run: requests and time. */
import type { Stop } from './stop.ts';

/** Counts requests. Those of a run in several processes share one count. */
export interface RequestCount {
  /** Counts one more and returns whether it is within `most`. One beyond it need not be counted. */
  take(most: number): boolean;
}

export interface RunLimits {
  /** Most requests that are sent, retries included. */
  readonly requests?: number;
  /** Of these, requests for which only confirmations may be sent. */
  readonly reserve?: number;
  /** Milliseconds since the epoch after which nothing is sent, and why, for people. */
  readonly until?: { readonly at: number; readonly says: string };
  /** Why the host was given up already, in another process of the run. */
  readonly givenUp?: Stop;
  /** The client's own count by default. */
  readonly count?: RequestCount;
}

export class OwnCount implements RequestCount {
  #sent = 0;

  take(most: number): boolean {
    if (this.#sent >= most) return false;
    this.#sent += 1;
    return true;
  }
}

export class Ceilings {
  readonly #limits: RunLimits;
  readonly #count: RequestCount;
  #most: number;

  constructor(limits: RunLimits = {}) {
    this.#limits = limits;
    this.#count = limits.count ?? new OwnCount();
    this.#most = limits.requests ?? Number.POSITIVE_INFINITY;
  }

  /** Milliseconds since the epoch at which the run's time is up. */
  get until(): number {
    return this.#limits.until?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Lowers the most requests that are sent. */
  lowerTo(requests: number): void {
    this.#most = Math.min(this.#most, requests);
  }

  /** Takes one request out of the budget. Returns why it must not be sent, where that is so. */
  take(now: number, confirms: boolean): Stop | undefined {
    const { until, reserve = 0 } = this.#limits;
    if (until !== undefined && now >= until.at) return { cause: 'time', says: until.says };
    if (this.#most === Number.POSITIVE_INFINITY) return undefined;
    const kept = Math.min(reserve, Math.ceil(this.#most / 20));
    if (this.#count.take(confirms ? this.#most : this.#most - kept)) return undefined;
    return { cause: 'budget', says: `the budget of ${this.#most} requests is spent` };
  }
}
