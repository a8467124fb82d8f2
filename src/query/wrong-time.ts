/** Texts that do not have the document's form of a time, or name a time that no calendar or clock has. */
import * as fc from 'fast-check';
import { parseTime } from '../contract/time.ts';
import { type FaultyText, faultyText } from './faulty-text.ts';
import { joinClock, joinDate, joinTime, outwards, type TimeFields, type WindowEnd } from './time-fields.ts';

/** A parameter and the valid time that it has. */
export interface TimeInPlace {
  readonly parameter: string;
  readonly end: WindowEnd;
  /** The valid text, decoded. */
  readonly text: string;
}

/** Returns every fixed wrong text for this end of a window. All of them lie further out of the window than the valid one. */
export function wrongTimes(place: TimeInPlace): readonly FaultyText[] {
  const fields = outwards(place.text, place.end);
  const unrealIn = ([change, what]: Unreal) => unreal(place, { ...fields, ...change }, what);
  const epoch = String(Math.max(0, parseTime(joinTime(fields)) ?? 0));
  return [
    misformed(place, joinClock(fields), 'a time without a zone'),
    misformed(place, joinDate(fields), 'a date without a time'),
    misformed(place, epoch, 'a number of seconds'),
    misformed(place, `${joinTime(fields)}x`, 'a time with a letter behind it'),
    misformed(place, joinTime({ ...fields, second: '' }).replace(/:(?=[+-])/, ''), 'a time without seconds'),
    misformed(place, joinTime({ ...fields, ...ONE_DIGIT }), 'a time with fields of one digit'),
    misformed(
      place,
      joinClock(fields).replaceAll(/[-:]/g, '') + fields.zone,
      'a time without dashes and colons',
    ),
    misformed(place, 'sometime', 'the word sometime'),
    ...PLAINEST.map(unrealIn),
    ...centuryOf(fields, place.end).map((year) =>
      unreal(place, { ...fields, year, month: '02', day: '29' }, `29 February of ${year}`),
    ),
    ...UNREAL.map(unrealIn),
    misformed(place, `${epoch}000`, 'a number of milliseconds'),
    ...['60', '99'].map((minutes) => withZoneMinutes(place, fields, minutes)),
  ];
}

type Unreal = readonly [change: Partial<TimeFields>, what: string];

/** The dates and times that find most faults. */
const PLAINEST: readonly Unreal[] = [
  [{ month: '02', day: '30' }, '30 February'],
  [{ month: '13' }, 'month 13'],
  [{ hour: '25' }, 'hour 25'],
  [{ minute: '60' }, 'minute 60'],
  [{ day: '00' }, 'day 00'],
];

const UNREAL: readonly Unreal[] = [
  [{ second: '61' }, 'second 61'],
  [{ second: '75' }, 'second 75'],
  [{ second: '99' }, 'second 99'],
  [{ hour: '24', minute: '30' }, 'half past 24 hours'],
  [{ month: '02', day: '29' }, '29 February of a common year'],
  [{ month: '00' }, 'month 00'],
  [{ day: '32' }, 'day 32'],
  [{ month: '04', day: '31' }, '31 April'],
];

const ONE_DIGIT: Partial<TimeFields> = { month: '8', day: '6' };

/** The nearest century year further out that is no leap year, where its number has four digits. */
function centuryOf({ year }: TimeFields, end: WindowEnd): readonly number[] {
  const [round, step] = end === 'begin' ? [Math.floor, -100] : [Math.ceil, 100];
  const century = round(year / 100) * 100;
  const common = century % 400 === 0 ? century + step : century;
  return common > 0 && common < 10_000 ? [common] : [];
}

/** Wrong texts for this end of a window, random ones too. */
export function wrongTime(place: TimeInPlace): fc.Arbitrary<FaultyText> {
  const fields = outwards(place.text, place.end);
  const beyond = (field: 'month' | 'day' | 'hour' | 'minute', least: number) =>
    fc
      .integer({ min: least, max: 99 })
      .map((value) => unreal(place, { ...fields, [field]: String(value) }, `${field} ${value}`));
  return fc.oneof(
    fc.constantFrom(...wrongTimes(place)),
    beyond('month', 13),
    beyond('day', 32),
    beyond('hour', 25),
    beyond('minute', 60),
  );
}

/** A zone of more minutes than an hour has, which only a lenient reader takes. */
function withZoneMinutes({ parameter }: TimeInPlace, fields: TimeFields, minutes: string): FaultyText {
  const zone = fields.zone.slice(0, 3) + minutes;
  const says = `${parameter} is written in zone ${zone}, which has minutes above 59`;
  return faultyText(parameter, 'spelling', encodeURIComponent(joinTime({ ...fields, zone })), says, 'SHOULD');
}

function misformed({ parameter }: TimeInPlace, text: string, what: string): FaultyText {
  const says = `${parameter} is ${what}, not of the form yyyy-mm-ddThh:mm:ss±hhmm`;
  return faultyText(parameter, 'format', encodeURIComponent(text), says);
}

function unreal({ parameter }: TimeInPlace, fields: TimeFields, what: string): FaultyText {
  const says = `${parameter} names ${what}, which does not exist`;
  return faultyText(parameter, 'calendar', encodeURIComponent(joinTime(fields)), says);
}
