/** Times as the operation writes them: `yyyy-mm-ddThh:mm:ss±hhmm`. */

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{4}$/;

/** The parts of a text of the right form, which need not be a real time. */
export interface TimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly zone: { readonly sign: 1 | -1; readonly hours: number; readonly minutes: number };
}

/** Takes a text of the form apart; undefined where it is not of the form. */
export function readTimeParts(text: string): TimeParts | undefined {
  if (!FORM.test(text)) return undefined;
  return {
    year: pair(text, 0) * 100 + pair(text, 2),
    month: pair(text, 5),
    day: pair(text, 8),
    hour: pair(text, 11),
    minute: pair(text, 14),
    second: pair(text, 17),
    zone: { sign: text.charAt(19) === '-' ? -1 : 1, hours: pair(text, 20), minutes: pair(text, 22) },
  };
}

const ZERO = '0'.charCodeAt(0);

/** The two digits at that place, as a number. Thousands of times are read a second, and captures cost most of it. */
function pair(text: string, place: number): number {
  return (text.charCodeAt(place) - ZERO) * 10 + (text.charCodeAt(place + 1) - ZERO);
}

/** Whether the day exists in the Gregorian calendar, from year 1 on. */
export function isRealDate({ year, month, day }: Pick<TimeParts, 'year' | 'month' | 'day'>): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Farthest that a zone lies from UTC, either way. */
const FARTHEST_ZONE_MINUTES = 14 * 60;

export function isKnownZone({ hours, minutes }: TimeParts['zone']): boolean {
  return minutes <= 59 && hours * 60 + minutes <= FARTHEST_ZONE_MINUTES;
}

/** Epoch seconds of a time; undefined where the text is not of the form or names no real time. Serves window.format, window.calendar and response.time-format. */
export function parseTime(text: string): number | undefined {
  const parts = readTimeParts(text);
  if (parts === undefined || !isRealDate(parts) || !isKnownZone(parts.zone)) return undefined;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return undefined;
  return epochSeconds(parts);
}

/** Arithmetic, since Date.UTC reads years below 100 as 19xx, and a Date costs more than all the rest of a row. */
function epochSeconds({ year, month, day, hour, minute, second, zone }: TimeParts): number {
  const days =
    daysBefore(year) + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
  const minutes = hour * 60 + minute - zone.sign * (zone.hours * 60 + zone.minutes);
  return (days - DAYS_BEFORE_1970) * 86_400 + minutes * 60 + second;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days from the begin of year 1 to the begin of that year. */
function daysBefore(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

const DAYS_BEFORE_1970 = daysBefore(1970);

/**
 * Writes an instant in a zone.
 * @param epochSeconds whole seconds since 1970; fractions are dropped downwards
 * @param zoneMinutes minutes east of UTC
 * @throws RangeError if the zone is not one, or the year does not have four digits in it
 */
export function writeTime(epochSeconds: number, zoneMinutes = 0): string {
  const local = new Date((Math.floor(epochSeconds) + zoneMinutes * 60) * 1000);
  const year = local.getUTCFullYear();
  const farness = Math.abs(zoneMinutes);
  if (!Number.isInteger(zoneMinutes) || farness > FARTHEST_ZONE_MINUTES || !(year >= 1 && year <= 9999)) {
    throw new RangeError(`no time of four-digit year: ${epochSeconds} s in zone ${zoneMinutes} min`);
  }
  const zone = two(Math.trunc(farness / 60)) + two(farness % 60);
  return `${local.toISOString().slice(0, 19)}${zoneMinutes < 0 ? '-' : '+'}${zone}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Name of the format in the OpenAPI document. */
export const TIME_FORMAT = 'basic-offset-date-time';

/** The format for AJV: real times only, compared as instants. A text that is no time compares with nothing. */
export const timeFormat = {
  type: 'string',
  validate: (text: string): boolean => parseTime(text) !== undefined,
  compare: (one: string, other: string): number | undefined => {
    const [first, second] = [parseTime(one), parseTime(other)];
    return first === undefined || second === undefined ? undefined : first - second;
  },
} as const;
