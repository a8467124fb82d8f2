/** Faults in what the calendar knows: days, months and hours that do not exist. */
import { readTimeParts, type TimeParts } from '../../../contract/time.ts';
import type { Fault } from '../../mutation.ts';
import type { Change } from '../../stages.ts';
import { alsoRead, epochSeconds, isReal } from './changes.ts';

/** Reads some times that the calendar does not know, the fields beyond their bounds carried over. */
function carriedOver(concerns: (parts: TimeParts) => boolean): Change {
  return alsoRead((text) => {
    const parts = readTimeParts(text);
    return parts !== undefined && concerns(parts) ? epochSeconds(parts) : undefined;
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
    change: alsoRead((text) => {
      const parts = readTimeParts(text);
      if (parts === undefined || parts.day > 31) return undefined;
      const mended = { ...parts, day: Math.min(parts.day, 28) };
      return isReal(mended) ? epochSeconds(mended) : undefined;
    }),
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
  {
    slug: 'zone-minutes-not-checked',
    description: 'A zone may have minutes above 59.',
    caughtBy: ['window.time-spelling'],
    change: carriedOver(({ zone }) => zone.minutes > 59),
  },
  {
    slug: 'leap-year-ends-late',
    description: 'The last day of a leap year is taken for the day after it.',
    caughtBy: ['response.status'],
    change: ({ time }) => ({
      time: (text) => {
        const instant = time(text);
        const { year = 1, month, day } = readTimeParts(text) ?? {};
        const isLast = year % 4 === 0 && month === 12 && day === 31;
        return instant === undefined || !isLast ? instant : instant + 86_400;
      },
    }),
  },
];
