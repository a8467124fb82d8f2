/** Windows of one second across the edges of the calendar: who counts days wrongly takes their ends to be reversed. */
import type { TimeWindow } from '../contract/operation.ts';
import { writeWindow } from './window.ts';

/** A leap year, and the last year but one of what every deployment has to answer. */
const YEARS = [2016, 2098] as const;

/** Zones at the ends of the field of minutes, in turn; minutes east of UTC. */
const EDGE_ZONES = [0, 59, -59] as const;

/** Returns windows from the last second of a February and of a year to the next second. */
export function calendarWindows(): readonly TimeWindow[] {
  return YEARS.flatMap((year) => [Date.UTC(year, 2, 1), Date.UTC(year + 1, 0, 1)]).map((edge, place) => {
    const zone = EDGE_ZONES[place % EDGE_ZONES.length] ?? 0;
    // The edge is crossed on the clock that the texts show.
    const from = edge / 1000 - 1 - zone * 60;
    return writeWindow({ from, to: from + 1 }, zone);
  });
}
