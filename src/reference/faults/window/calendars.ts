/** Faults in what the calendar knows: days, months and hours that do not exist. */
import type { Fault } from '../../fault.ts';
import { isReal, type TimeParts, timeParts, wallSeconds, zoneSeconds } from '../../read-time.ts';
import type { Change } from '../../stages.ts';
import { alsoRead } from './also-read.ts';

/** Reads also times of the right form that the calendar does not know, after mending them. */
function calendarMended(mend: (parts: TimeParts) => TimeParts): Change {
  return alsoRead((text) => {
    const parts = timeParts(text);
    if (parts === undefined) return undefined;
    const mended = mend(parts);
    return isReal(mended) ? wallSeconds(mended) - zoneSeconds(mended) : undefined;
  });
}

/** Reads the parts as they are, the fields beyond their bounds carried over, where `concerns` holds. */
function carriedOver(concerns: (parts: TimeParts) => boolean): Change {
  return alsoRead((text) => {
    const parts = timeParts(text);
    return parts !== undefined && concerns(parts) ? wallSeconds(parts) - zoneSeconds(parts) : undefined;
  });
}

export const calendarFaults: readonly Fault[] = [
  {
    slug: 'calendar-carries-over',
    description: 'Days, hours and minutes beyond their bounds carry over into the next.',
    caughtBy: ['window.calendar'],
    change: carriedOver(() => true),
  },
  {
    slug: 'thirtieth-of-february',
    description: 'Every month may have 31 days.',
    caughtBy: ['window.calendar'],
    change: calendarMended((parts) => ({
      ...parts,
      day: parts.day <= 31 ? Math.min(parts.day, 28) : parts.day,
    })),
  },
  {
    slug: 'leap-day-every-year',
    description: 'Every year may have a 29 February.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ month, day }) => month === 2 && day === 29),
  },
  {
    slug: 'leap-day-every-fourth-year',
    description: 'The last year of every century may have a 29 February.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ year, month, day }) => year % 4 === 0 && month === 2 && day === 29),
  },
  {
    slug: 'day-zero-accepted',
    description: 'Day 0 is the last day of the month before.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ day }) => day === 0),
  },
  {
    slug: 'month-thirteen-accepted',
    description: 'Month 13 is January of the next year.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ month }) => month === 13),
  },
  {
    slug: 'hour-twenty-five-accepted',
    description: 'Hours carry over into the next day.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ hour }) => hour > 23),
  },
  {
    slug: 'minute-sixty-accepted',
    description: 'Minutes carry over into the next hour.',
    caughtBy: ['window.calendar'],
    change: carriedOver(({ minute }) => minute > 59),
  },
];
