/** Faults in reading the times of a window. */
import type { Fault } from '../../fault.ts';
import type { Window } from '../../list-query.ts';
import { textOf } from '../../query-validation.ts';
import { type TimeParts, timeParts, wallSeconds, zoneSeconds } from '../../read-time.ts';
import type { Change } from '../../stages.ts';
import { misread, misunderstood, serverFault } from '../mutations.ts';
import { alsoRead } from './also-read.ts';
import { calendarFaults } from './calendars.ts';

/** Characters of date and clock, without the zone. */
const CLOCK = 'yyyy-mm-ddThh:mm:ss'.length;

/** Reads sound times otherwise. */
function mistimed(instant: (parts: TimeParts) => number | undefined): Change {
  return ({ time }) => ({
    time: (text) => {
      const parts = timeParts(text);
      return parts === undefined || time(text) === undefined ? time(text) : instant(parts);
    },
  });
}

const zones: readonly Fault[] = [
  {
    slug: 'zone-ignored',
    description: 'The zone of a window is not looked at.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: mistimed((parts) => wallSeconds(parts)),
  },
  {
    slug: 'zone-hours-only',
    description: 'The minutes of a zone are not looked at.',
    caughtBy: ['window.zone-invariant'],
    change: mistimed((parts) => wallSeconds(parts) - zoneSeconds({ ...parts, zoneMinute: 0 })),
  },
  {
    slug: 'zone-sign-lost',
    description: 'Western zones are taken for eastern ones.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: mistimed((parts) => wallSeconds(parts) - zoneSeconds({ ...parts, sign: 1 })),
  },
  {
    slug: 'zone-sign-turned',
    description: 'East and west are confused in zones.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: mistimed((parts) => wallSeconds(parts) + zoneSeconds(parts)),
  },
  {
    slug: 'zone-minutes-always-east',
    description: 'The minutes of a western zone are counted eastwards.',
    caughtBy: ['window.zone-invariant'],
    change: mistimed((parts) => {
      const { sign, zoneHour, zoneMinute } = parts;
      return wallSeconds(parts) - sign * zoneHour * 3600 - zoneMinute * 60;
    }),
  },
  {
    slug: 'zone-minutes-of-hundred',
    description: 'A zone is read as a decimal number of hours: +0530 is five hours and a third less.',
    caughtBy: ['window.zone-invariant'],
    change: mistimed((parts) => {
      const { sign, zoneHour, zoneMinute } = parts;
      return wallSeconds(parts) - sign * Math.round((zoneHour + zoneMinute / 100) * 3600);
    }),
  },
  {
    slug: 'windows-kept-without-zone',
    description:
      'Windows are kept under their dates and clocks; the same ones asked for in another zone are the kept window.',
    caughtBy: ['window.zone-invariant'],
    change: (stages) => {
      const kept = new Map<string, Window>();
      return misunderstood((query, call) => {
        const { begin, end } = call.deployment.operation.window;
        const texts = call.stages.decode(call.route.queryString, call);
        const clocks = [begin, end].map((name) => textOf(texts, name)?.slice(0, CLOCK)).join(' ');
        const window = kept.get(clocks) ?? query.window;
        if (window === undefined) return query;
        kept.set(clocks, window);
        return { ...query, window };
      })(stages);
    },
  },
  {
    slug: 'daylight-saving-added',
    description:
      'A window in the zone of Newfoundland, -0330, is read an hour off in summer, as by daylight saving time.',
    caughtBy: ['window.zone-invariant'],
    change: misunderstood((query, call) => {
      const { operation } = call.deployment;
      const texts = call.stages.decode(call.route.queryString, call);
      const [begin, end] = [textOf(texts, operation.window.begin), textOf(texts, operation.window.end)];
      const { window } = query;
      if (window === undefined || !begin?.endsWith('-0330') || !end?.endsWith('-0330')) return query;
      const month = timeParts(begin)?.month ?? 1;
      const by = month > 3 && month < 11 ? 3600 : 0;
      return { ...query, window: { from: window.from - by, to: window.to - by } };
    }),
  },
  {
    slug: 'half-hour-zones-refused',
    description: 'Zones that are not whole hours are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: mistimed((parts) =>
      parts.zoneMinute === 0 ? wallSeconds(parts) - zoneSeconds(parts) : undefined,
    ),
  },
  {
    slug: 'western-zones-refused',
    description: 'Zones west of Greenwich are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: mistimed((parts) => (parts.sign === 1 ? wallSeconds(parts) - zoneSeconds(parts) : undefined)),
  },
  {
    slug: 'far-zones-refused',
    description: 'Zones of more than twelve hours are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: mistimed((parts) =>
      Math.abs(zoneSeconds(parts)) <= 12 * 3600 ? wallSeconds(parts) - zoneSeconds(parts) : undefined,
    ),
  },
  {
    slug: 'raw-plus-becomes-blank',
    description: 'A plus sign that is not encoded is read as a blank, and the time refused.',
    caughtBy: ['window.raw-plus', 'addressing.sample-request'],
    change: ({ decode }) => ({ decode: (query, call) => decode(query.replaceAll('+', '%20'), call) }),
  },
];

const ages: readonly Fault[] = [
  {
    slug: 'times-before-1970-refused',
    description: 'A window that begins before 1970 is refused.',
    caughtBy: ['response.status', 'window.sound'],
    change: mistimed((parts) => {
      const instant = wallSeconds(parts) - zoneSeconds(parts);
      return instant < 0 ? undefined : instant;
    }),
  },
  {
    slug: 'year-zero-fails',
    description: 'A time of the year 0 makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ time }) => ({
      time: (text) => {
        if (timeParts(text)?.year === 0) throw serverFault();
        return time(text);
      },
    }),
  },
];

const forms: readonly Fault[] = [
  {
    slug: 'date-alone-accepted',
    description: 'A window may be given in dates alone.',
    caughtBy: ['window.format'],
    change: alsoRead((text) =>
      /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? number(Date.parse(text) / 1000) : undefined,
    ),
  },
  {
    slug: 'epoch-numbers-accepted',
    description: 'A window may be given in seconds or milliseconds since the epoch.',
    caughtBy: ['window.format'],
    change: alsoRead((text) => {
      if (!/^[0-9]{1,13}$/.test(text)) return undefined;
      return text.length > 10 ? Math.floor(Number(text) / 1000) : Number(text);
    }),
  },
  {
    slug: 'seconds-optional',
    description: 'A time of a window may lack its seconds.',
    caughtBy: ['window.format'],
    change: ({ time }) => ({
      time: (text) => time(text) ?? time(text.replace(/(T\d\d:\d\d)([+-])/, '$1:00$2')),
    }),
  },
  {
    slug: 'one-digit-fields-accepted',
    description: 'Months, days and hours may be written without their zeros.',
    caughtBy: ['window.format'],
    change: ({ time }) => ({
      time: (text) => time(text) ?? time(text.replaceAll(/(?<=\D)\d(?=\D)/g, '0$&')),
    }),
  },
  {
    slug: 'basic-form-accepted',
    description: 'A time of a window may be written without dashes and colons.',
    caughtBy: ['window.format'],
    change: ({ time }) => ({
      time: (text) =>
        time(text) ?? time(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)/, '$1-$2-$3:$4:$5')),
    }),
  },
  {
    slug: 'zone-optional',
    description: 'A time of a window may lack its zone.',
    caughtBy: ['window.format'],
    change: ({ time }) => ({ time: (text) => time(text) ?? time(`${text}+0000`) }),
  },
  {
    slug: 'times-read-loosely',
    description: 'A window is read with a parser that takes nearly anything for a time.',
    caughtBy: ['window.format'],
    change: alsoRead((text) => number(Math.floor(Date.parse(text) / 1000))),
  },
  {
    slug: 'trailing-text-ignored',
    description: 'What follows the zone of a time is not looked at.',
    caughtBy: ['window.format'],
    change: ({ time }) => ({ time: (text) => time(text) ?? time(text.slice(0, 24)) }),
  },
  {
    slug: 'wrong-time-ignores-window',
    description: 'A window with a time of another form counts as none.',
    caughtBy: ['window.format', 'window.calendar'],
    change: (stages) =>
      misread((texts, { window }) => {
        const names = [window.begin, window.end];
        const isWrong = names.some((name) => {
          const text = texts.get(name)?.[0];
          return text !== undefined && stages.time(text) === undefined;
        });
        if (isWrong) for (const name of names) texts.delete(name);
      })(stages),
  },
  {
    slug: 'wrong-time-fails',
    description: 'A time of another form makes the service fail.',
    caughtBy: ['errors.no-server-fault', 'errors.status', 'window.format'],
    change: ({ time }) => ({
      time: (text) => {
        const instant = time(text);
        if (instant === undefined) throw serverFault();
        return instant;
      },
    }),
  },
];

function number(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

export const timeFaults: readonly Fault[] = [...zones, ...ages, ...forms, ...calendarFaults];
