/** Instants in epoch seconds that shrink towards round ones. */
import * as fc from 'fast-check';
import { CERTAIN_YEARS } from '../contract/years.ts';
import { shrinkingTo } from './shrinking.ts';

/** The instants between which every backup begins and ends, and every time must be understood. */
export const HISTORY = CERTAIN_YEARS;

/** An ordinary leap year, a later one, and the one that its century has because 400 divides it. */
const LEAP_YEARS: readonly number[] = [2016, 2020, 2000];

/** Leap days, each from its first second to the first second of the next day. */
export const LEAP_DAYS: readonly { readonly from: number; readonly to: number }[] = LEAP_YEARS.map(
  (year) => ({ from: Date.UTC(year, 1, 29) / 1000, to: Date.UTC(year, 2, 1) / 1000 }),
);

/** Beyond most times of the pool, short of the next one. */
const HALF_AN_HOUR = 1800;

/**
 * Instants at, one second before, one second after and half an hour after those of the pool, on leap days, or anywhere in {@link HISTORY}.
 * Shrinks to the start of that, else to that of its year, day, hour or minute.
 */
export function instant(pool: readonly number[] = []): fc.Arbitrary<number> {
  const near = pool
    .flatMap((second) => [0, -1, 1, HALF_AN_HOUR].map((by) => second + by))
    .filter(isInHistory);
  const leap = LEAP_DAYS.flatMap(({ from, to }) => [from, to - 1, to]);
  const drawn = fc.oneof(
    ...(near.length > 0 ? [{ arbitrary: fc.constantFrom(...near), weight: 6 }] : []),
    fc.constantFrom(...leap),
    fc.integer({ min: HISTORY.from, max: HISTORY.to }),
  );
  return shrinkingTo(drawn, earlierAndRounder, isInHistory);
}

function isInHistory(second: unknown): boolean {
  return Number.isInteger(second) && Number(second) >= HISTORY.from && Number(second) <= HISTORY.to;
}

/** The start of history, and that of the instant's year, day, hour and minute, as far as they are earlier. */
export function earlierAndRounder(second: number): readonly number[] {
  const year = Date.UTC(new Date(second * 1000).getUTCFullYear(), 0, 1) / 1000;
  const rounder = [HISTORY.from, year, ...[86_400, 3600, 60].map((unit) => second - (second % unit))];
  return [...new Set(rounder)].filter((each) => each < second && each >= HISTORY.from);
}
