/** Windows whose end is later than their begin, as texts in zones of their own. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import { writeTime } from '../contract/time.ts';
import { decodeText, type WireQuery } from '../contract/wire.ts';
import { EARLIEST, instant, LATEST } from './instant.ts';
import { zone } from './zone.ts';

/** Both ends of a window as the document writes times, nothing encoded. */
export interface TimeWindow {
  readonly begin: string;
  readonly end: string;
}

/** 1970 to 2100: every backup lies within. */
export const WIDEST_WINDOW: TimeWindow = { begin: writeTime(EARLIEST), end: writeTime(LATEST) };

/**
 * Windows between any two instants of the pool and around, or one second wide at one of them, each end in any zone:
 * their texts may sort the other way round than their instants. Shrinks towards UTC, round instants and one second.
 */
export function timeWindow(pool: readonly number[] = []): fc.Arbitrary<TimeWindow> {
  const one = instant(pool);
  const oneSecond = one.map((from): Span => [from, from + 1]);
  const between = fc
    .tuple(one, one)
    .map(([a, b]): Span => (a === b ? [a, a + 1] : [Math.min(a, b), Math.max(a, b)]));
  const spans = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: oneSecond, weight: 2 },
    { arbitrary: between, weight: 6 },
    fc.constant(WIDEST),
  );
  return fc.tuple(spans, zone(), zone()).map(([[from, to], beginZone, endZone]) => ({
    begin: writeTime(from, beginZone),
    end: writeTime(to, endZone),
  }));
}

type Span = readonly [from: number, to: number];

const WIDEST: Span = [EARLIEST, LATEST];

/** The window a query carries, decoded; undefined where it lacks an end. */
export function windowOf({ operation }: Contract, query: WireQuery): TimeWindow | undefined {
  const textOf = (name: string) => decodeText(query.find((pair) => pair.name === name)?.text ?? '');
  const [begin, end] = [textOf(operation.window.begin), textOf(operation.window.end)];
  return begin && end ? { begin, end } : undefined;
}
