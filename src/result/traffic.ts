/** When the requests of a run were sent, and how long their answers took: for pictures, no verdict depends on it. */
import type { Exchange } from '../client/exchange.ts';
import type { TrafficShown } from './result.ts';

/** Numbers of requests. Plain data: processes add theirs up. */
export interface Traffic {
  /** By the number of the latency class. */
  readonly latency: Readonly<Record<string, number>>;
  /** By the second, since the epoch, in which they were sent. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Counts the traffic of one clause. */
export class TrafficCount {
  readonly #latency = new Map<string, number>();
  readonly #seconds = new Map<string, number>();

  note({ startedAt, milliseconds }: Exchange): void {
    increase(this.#latency, String(classOf(milliseconds)), 1);
    increase(this.#seconds, String(Math.floor(startedAt / 1000)), 1);
  }

  get traffic(): Traffic {
    return { latency: Object.fromEntries(this.#latency), seconds: Object.fromEntries(this.#seconds) };
  }
}

/** Latency classes within a doubling: enough to see two humps, few enough to draw. */
const CLASSES_TO_DOUBLE = 4;
/** Upper end of the quickest class, in milliseconds. */
const QUICKEST = 2 ** -4;

function classOf(milliseconds: number): number {
  return Math.ceil(Math.log2(Math.max(QUICKEST, milliseconds)) * CLASSES_TO_DOUBLE);
}

/** Returns the sum of traffic. */
export function addTraffic(all: readonly (Traffic | undefined)[]): Traffic {
  const [latency, seconds] = [new Map<string, number>(), new Map<string, number>()];
  for (const traffic of all) {
    for (const [latencyClass, count] of Object.entries(traffic?.latency ?? {}))
      increase(latency, latencyClass, count);
    for (const [second, count] of Object.entries(traffic?.seconds ?? {})) increase(seconds, second, count);
  }
  return { latency: Object.fromEntries(latency), seconds: Object.fromEntries(seconds) };
}

/** Most slots of time that a run is divided into. */
const MOST_SLOTS = 240;

/** Returns the traffic as a report states it; undefined where nothing was answered. */
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
  const classes = Object.entries(latency)
    .map(([latencyClass, count]) => ({ latencyClass: Number(latencyClass), count }))
    .sort((one, other) => one.latencyClass - other.latencyClass)
    .map(({ latencyClass, count }) => ({
      upTo: Number((2 ** (latencyClass / CLASSES_TO_DOUBLE)).toPrecision(4)),
      requests: count,
    }));
  return { latency: classes, slots: { seconds: width, requests } };
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
