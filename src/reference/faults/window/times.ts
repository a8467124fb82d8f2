/** Faults in reading the times of a window. */
import { readTimeParts } from '../../../contract/time.ts';
import { changeQuery, rewriteTexts, windowTexts } from '../../changes.ts';
import { serverFault } from '../../errors.ts';
import type { Fault } from '../../mutation.ts';
import type { Change, Window } from '../../stages.ts';
import {
  alsoRead,
  epochSeconds,
  HOUR,
  MINUTE,
  misread,
  moveWindow,
  wallSeconds,
  zoneSeconds,
} from './changes.ts';

/** Characters of date and clock, without the zone. */
const CLOCK = 'yyyy-mm-ddThh:mm:ss'.length;

const zones: readonly Fault[] = [
  {
    slug: 'zone-ignored',
    description: 'The zone of a window is ignored.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: misread(wallSeconds),
  },
  {
    slug: 'zone-hours-only',
    description: 'The minutes of a zone are ignored.',
    caughtBy: ['window.zone-invariant'],
    change: misread((parts) => epochSeconds({ ...parts, zone: { ...parts.zone, minutes: 0 } })),
  },
  {
    slug: 'zone-sign-lost',
    description: 'Western zones are taken for eastern ones.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: misread((parts) => epochSeconds({ ...parts, zone: { ...parts.zone, sign: 1 } })),
  },
  {
    slug: 'zone-sign-turned',
    description: 'East and west are confused in zones.',
    caughtBy: ['window.zone-invariant', 'window.instants-not-text'],
    change: misread((parts) => wallSeconds(parts) + zoneSeconds(parts)),
  },
  {
    slug: 'zone-minutes-always-east',
    description: 'The minutes of a western zone are counted to the east.',
    caughtBy: ['window.zone-invariant'],
    change: misread((parts) => {
      const { sign, hours, minutes } = parts.zone;
      return wallSeconds(parts) - sign * hours * HOUR - minutes * MINUTE;
    }),
  },
  {
    slug: 'zone-minutes-of-hundred',
    description: 'A zone is read as a decimal number of hours: +0530 is 5.3 hours.',
    caughtBy: ['window.zone-invariant'],
    change: misread((parts) => {
      const { sign, hours, minutes } = parts.zone;
      return wallSeconds(parts) - sign * Math.round((hours + minutes / 100) * HOUR);
    }),
  },
  {
    slug: 'windows-kept-without-zone',
    description:
      'Windows are cached by date and clock: the same ones in another zone give the cached window.',
    caughtBy: ['window.zone-invariant'],
    change: (stages) => {
      const cached = new Map<string, Window>();
      return changeQuery((query, call) => {
        const clocks = windowTexts(call)
          .map((text) => text.slice(0, CLOCK))
          .join(' ');
        const window = cached.get(clocks) ?? query.window;
        if (window === undefined) return query;
        cached.set(clocks, window);
        return { ...query, window };
      })(stages);
    },
  },
  {
    slug: 'daylight-saving-added',
    description:
      'A window in the zone -0330, that of Newfoundland, is read an hour off in summer, as by daylight saving time.',
    caughtBy: ['window.zone-invariant'],
    change: changeQuery((query, call) => {
      const { window } = query;
      const texts = windowTexts(call);
      if (window === undefined || !texts.every((text) => text.endsWith('-0330'))) return query;
      const month = readTimeParts(texts[0])?.month ?? 1;
      const by = month > 3 && month < 11 ? HOUR : 0;
      return { ...query, window: { from: window.from - by, to: window.to - by } };
    }),
  },
  {
    slug: 'half-hour-zones-refused',
    description: 'Zones that are not whole hours are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: misread((parts) => (parts.zone.minutes === 0 ? epochSeconds(parts) : undefined)),
  },
  {
    slug: 'western-zones-refused',
    description: 'Zones west of Greenwich are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: misread((parts) => (parts.zone.sign === 1 ? epochSeconds(parts) : undefined)),
  },
  {
    slug: 'far-zones-refused',
    description: 'Zones of more than twelve hours are refused.',
    caughtBy: ['window.zone-invariant', 'response.status'],
    change: misread((parts) => (Math.abs(zoneSeconds(parts)) <= 12 * HOUR ? epochSeconds(parts) : undefined)),
  },
  {
    slug: 'raw-plus-becomes-blank',
    description: 'A plus sign that is not encoded is read as a blank, and the time is refused.',
    caughtBy: ['window.raw-plus', 'addressing.sample-request'],
    change: ({ decode }) => ({
      decode: (queryString, call) => decode(queryString.replaceAll('+', '%20'), call),
    }),
  },
];

const ages: readonly Fault[] = [
  {
    slug: 'year-zero-fails',
    description: 'A time of the year 0 makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: alsoRead((text) => {
      if (readTimeParts(text)?.year === 0) throw serverFault();
      return undefined;
    }),
  },
  {
    slug: 'year-9999-fails',
    description: 'A time of the year 9999 makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((parts) => {
      if (parts.year === 9999) throw serverFault();
      return epochSeconds(parts);
    }),
  },
  {
    slug: 'window-before-1970-fails',
    description: 'A window that ends before 1970 makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: moveWindow((window) => {
      if (window.to < 0) throw serverFault();
      return window;
    }),
  },
  {
    slug: 'window-past-2100-ignored',
    description: 'An end after the year 2100 counts as that of the year 1970.',
    caughtBy: ['window.one-reading', 'window.complete', 'window.whole-history'],
    change: moveWindow(({ from, to }) => ({ from, to: to > CENTURY ? 0 : to })),
  },
];

const CENTURY = Date.UTC(2100, 0, 1) / 1000;

/** Reads also texts that are a valid time after they are mended. */
function mended(mend: (text: string) => string): Change {
  return ({ time }) => ({ time: (text) => time(text) ?? time(mend(text)) });
}

/** Epoch seconds as the language's own parser reads a text. */
function parsed(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

const forms: readonly Fault[] = [
  {
    slug: 'date-alone-accepted',
    description: 'A window may be given in dates alone.',
    caughtBy: ['window.format'],
    change: alsoRead((text) => (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? parsed(text) : undefined)),
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
    change: mended((text) => text.replace(/(T\d\d:\d\d)([+-])/, '$1:00$2')),
  },
  {
    slug: 'one-digit-fields-accepted',
    description: 'Months, days and hours may be written without their zeros.',
    caughtBy: ['window.format'],
    change: mended((text) => text.replaceAll(/(?<=\D)\d(?=\D)/g, '0$&')),
  },
  {
    slug: 'basic-form-accepted',
    description: 'A time of a window may be written without dashes and colons.',
    caughtBy: ['window.format'],
    change: mended((text) => text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)/, '$1-$2-$3:$4:$5')),
  },
  {
    slug: 'zone-optional',
    description: 'A time of a window may lack its zone.',
    caughtBy: ['window.format'],
    change: mended((text) => `${text}+0000`),
  },
  {
    slug: 'times-read-loosely',
    description: 'A window is read with a parser that takes nearly anything for a time.',
    caughtBy: ['window.format'],
    change: alsoRead(parsed),
  },
  {
    slug: 'trailing-text-ignored',
    description: 'Any text after the zone of a time is ignored.',
    caughtBy: ['window.format'],
    change: mended((text) => text.slice(0, CLOCK + '+hhmm'.length)),
  },
  {
    slug: 'wrong-time-ignores-window',
    description: 'A window with a time of another form counts as none.',
    caughtBy: ['window.format', 'window.calendar'],
    change: rewriteTexts((texts, { window }, { stages }) => {
      const names = [window.begin, window.end];
      const isWrong = names.some((name) => {
        const text = texts.get(name)?.[0];
        return text !== undefined && stages.time(text) === undefined;
      });
      if (isWrong) for (const name of names) texts.delete(name);
    }),
  },
  {
    slug: 'wrong-time-fails',
    description: 'A time of another form makes the service fail.',
    caughtBy: ['errors.no-server-fault', 'errors.status', 'window.format'],
    change: alsoRead(() => {
      throw serverFault();
    }),
  },
];

export const timeFaults: readonly Fault[] = [...zones, ...ages, ...forms];
