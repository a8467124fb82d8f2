/** Windows whose end is later than their begin, each end in a zone of its own. */
import * as fc from 'fast-check';

import type { ListOperation, TimeWindow } from '../contract/operation.ts';
import { writeTime } from '../contract/time.ts';
import { decodeText, type WireQuery } from '../contract/wire.ts';
import { earlierAndRounder, HISTORY, instant } from './instant.ts';
import { shrinkingTo } from './shrinking.ts';
import { secondOf, zone, zoneOf } from './zone.ts';

/** Two instants in epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Writes the window between two instants; in UTC unless zones are given, in minutes east of it. */
export function writeWindow({ from, to }: Span, beginZone = 0, endZone = beginZone): TimeWindow {
  return { begin: writeTime(from, beginZone), end: writeTime(to, endZone) };
}

/** The instants of a window. @throws RangeError where one of its ends is no time */
export function spanOf({ begin, end }: TimeWindow): Span {
  return { from: secondOf(begin), to: secondOf(end) };
}

/** 2 January 1970 to 30 December 2099, in UTC: the window that holds every backup. */
export const WHOLE_HISTORY: TimeWindow = writeWindow(HISTORY);

/** A window with room on both sides, so that a time that is moved outwards to be wrong is wrong in nothing else. */
export const AMPLE: TimeWindow = writeWindow({
  from: Date.UTC(1980, 0, 1) / 1000,
  to: Date.UTC(2090, 0, 1) / 1000,
});

/**
 * Windows between any two instants of the pool and around, one second wide at one of them, or the whole of history;
 * each end in any zone, so that their texts may sort the other way round than their instants.
 * Shrinks to the whole of history, else towards UTC and round instants.
 */
export function timeWindow(pool: readonly number[] = []): fc.Arbitrary<TimeWindow> {
  const one = instant(pool);
  const spans = fc.oneof(
    { arbitrary: one.map((from): Span => ({ from, to: from + 1 })), weight: 2 },
    { arbitrary: fc.tuple(one, one).map(([a, b]) => between(a, b)), weight: 6 },
    fc.constant(HISTORY),
  );
  const drawn = fc.tuple(spans, zone(), zone()).map(([span, begin, end]) => writeWindow(span, begin, end));
  return shrinkingTo(drawn, smallerWindows);
}

function between(a: number, b: number): Span {
  return { from: Math.min(a, b), to: a === b ? a + 1 : Math.max(a, b) };
}

/** Windows that are plainer than one: the whole of history, the same in UTC, and those with a rounder end. */
export function smallerWindows(window: TimeWindow): readonly TimeWindow[] {
  const span = spanOf(window);
  const [begin, end] = [zoneOf(window.begin), zoneOf(window.end)];
  const rounder = [
    ...[...earlierAndRounder(span.from)].map((from) => ({ from, to: span.to })),
    ...[HISTORY.to, ...earlierAndRounder(span.to)].map((to) => ({ from: span.from, to })),
  ];
  const windows = [
    WHOLE_HISTORY,
    ...(begin === 0 && end === 0
      ? []
      : [writeWindow(span), writeWindow(span, begin, 0), writeWindow(span, 0, end)]),
    ...rounder.filter(({ from, to }) => from < to).map((each) => writeWindow(each, begin, end)),
  ];
  const isOther = ({ begin, end }: TimeWindow) => begin !== window.begin || end !== window.end;
  return isWhole(window) ? [] : windows.filter(isOther);
}

function isWhole({ begin, end }: TimeWindow): boolean {
  return begin === WHOLE_HISTORY.begin && end === WHOLE_HISTORY.end;
}

/** A window from an instant on whose texts, in these two zones, sort the other way round than their instants. */
export function turnedWindow(second: number, one: number, other: number): TimeWindow {
  const [east, west] = [Math.max(one, other), Math.min(one, other)];
  // Halfway, the end's clock is behind the begin's by as much as the end itself is later.
  return writeWindow({ from: second, to: second + (east - west) * 30 }, east, west);
}

/** The window a query carries, decoded; undefined where it lacks an end. */
export function windowOf({ window }: ListOperation, query: WireQuery): TimeWindow | undefined {
  const textOf = (name: string) => decodeText(query.find((pair) => pair.name === name)?.text ?? '');
  const [begin, end] = [textOf(window.begin), textOf(window.end)];
  return begin && end ? { begin, end } : undefined;
}
