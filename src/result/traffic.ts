/** How a run's requests spread over time and how long their answers took: for pictures, and judged by nobody. */
import type { Exchange } from '../client/exchange.ts';
import type { TrafficShown } from './result.ts';

/** Counts of requests; plain data, so that processes can add theirs up. */
export interface Traffic {
  /** By the rung of the latency ladder. */
  readonly latency: Readonly<Record<string, number>>;
  /** By the second since the epoch in which they were sent. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Gathers the traffic of one desk. */
export class TrafficCount {
  readonly #latency = new Map<string, number>();
  readonly #seconds = new Map<string, number>();

  note({ startedAt, milliseconds }: Exchange): void {
    increase(this.#latency, String(rungOf(milliseconds)), 1);
    increase(this.#seconds, String(Math.floor(startedAt / 1000)), 1);
  }

  get traffic(): Traffic {
    return { latency: Object.fromEntries(this.#latency), seconds: Object.fromEntries(this.#seconds) };
  }
}

/** Rungs stand a quarter of a power of two apart: fine enough to see two humps, few enough to draw. */
const RUNGS_TO_DOUBLE = 4;
/** Nobody tells answers apart that are quicker, in milliseconds. */
const QUICKEST = 2 ** -4;

function rungOf(milliseconds: number): number {
  return Math.ceil(Math.log2(Math.max(QUICKEST, milliseconds)) * RUNGS_TO_DOUBLE);
}

/** Adds up traffic. */
export function addTraffic(all: readonly (Traffic | undefined)[]): Traffic {
  const [latency, seconds] = [new Map<string, number>(), new Map<string, number>()];
  for (const traffic of all) {
    for (const [rung, count] of Object.entries(traffic?.latency ?? {})) increase(latency, rung, count);
    for (const [second, count] of Object.entries(traffic?.seconds ?? {})) increase(seconds, second, count);
  }
  return { latency: Object.fromEntries(latency), seconds: Object.fromEntries(seconds) };
}

/** Most slots that a run is cut into, however long it took. */
const MOST_SLOTS = 240;

/** The traffic as a report states it; undefined where nothing was answered. */
export function shownTraffic({ latency, seconds }: Traffic): TrafficShown | undefined {
  const sent = Object.entries(seconds).map(([second, count]) => [Number(second), count] as const);
  if (sent.length === 0) return undefined;
  const first = Math.min(...sent.map(([second]) => second));
  const length = Math.max(...sent.map(([second]) => second)) - first + 1;
  const width = Math.ceil(length / MOST_SLOTS);
  const requests = Array.from({ length: Math.ceil(length / width) }, () => 0);
  for (const [second, count] of sent) {
    const slot = Math.floor((second - first) / width);
    requests[slot] = (requests[slot] ?? 0) + count;
  }
  const rungs = Object.entries(latency)
    .map(([rung, count]) => ({ rung: Number(rung), count }))
    .sort((one, other) => one.rung - other.rung)
    .map(({ rung, count }) => ({
      upTo: Number((2 ** (rung / RUNGS_TO_DOUBLE)).toPrecision(4)),
      requests: count,
    }));
  return { latency: rungs, slots: { seconds: width, requests } };
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/**
 * Returns the milliseconds within which `percent` of the answers came, to the precision of the histogram; undefined
 * where there is none.
 */
export function quantile(latency: TrafficShown['latency'], percent: number): number | undefined {
  const all = latency.reduce((sum, { requests }) => sum + requests, 0);
  let seen = 0;
  return latency.find(({ requests }) => {
    seen += requests;
    return seen * 100 >= all * percent;
  })?.upTo;
}
