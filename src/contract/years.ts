/**
 * The years in which a time has to be understood. Nothing in the document bounds the years of a query, and every store of
 * times has bounds of its own: outside of these a refusal is recorded (`window.years`), and no failure.
 */
const DAY = 86_400;

/** Epoch seconds: from the first instant of 2 January 1970 to that of 30 December 2099, in UTC; that whole day is certain too. */
export const CERTAIN_YEARS = { from: DAY, to: Date.UTC(2099, 11, 30) / 1000 } as const;

/** Farthest west that a place on Earth keeps its time, in minutes; the farthest east is the farthest that a zone may be. */
const FARTHEST_WEST = -12 * 60;

/** Returns why a time of the right form need not be understood; undefined where it must be. @param zone minutes east of UTC */
export function whyUncertain(instant: number, zone: number): string | undefined {
  if (instant < CERTAIN_YEARS.from || instant >= CERTAIN_YEARS.to + DAY)
    return 'is before 1970 or after 2099';
  return zone < FARTHEST_WEST ? 'is in a zone beyond -1200' : undefined;
}
