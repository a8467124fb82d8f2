/** The parts of a time text, so that one of them can be set to a value that no calendar or clock has. */

export interface TimeFields {
  readonly year: number;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly zone: string;
}

/** Which end of a window a time is. */
export type WindowEnd = 'begin' | 'end';

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-]\d{4})$/;

/** Splits yyyy-mm-ddThh:mm:ss±hhmm. @throws RangeError where the text is not of this form. */
export function splitTime(text: string): TimeFields {
  const [, year, month, day, hour, minute, second, zone] = FORM.exec(text) ?? [];
  if (!year || !month || !day || !hour || !minute || !second || !zone)
    throw new RangeError(`not a time: ${text}`);
  return { year: Number(year), month, day, hour, minute, second, zone };
}

export function joinTime(fields: TimeFields): string {
  return `${joinClock(fields)}${fields.zone}`;
}

/** Date and clock without the zone. */
export function joinClock(fields: TimeFields): string {
  return `${joinDate(fields)}T${fields.hour}:${fields.minute}:${fields.second}`;
}

export function joinDate({ year, month, day }: TimeFields): string {
  return `${String(year).padStart(4, '0')}-${month}-${day}`;
}

/**
 * Returns the same time two years further out of its window, in a common year. A deployment that rolls a wrong date over
 * to a real one, or ignores a part, then still finds the window in order, so that only the wrong part can be refused.
 */
export function outwards(text: string, end: WindowEnd): TimeFields {
  const fields = splitTime(text);
  const step = end === 'begin' ? -1 : 1;
  const year = fields.year + 2 * step;
  const isLeapDay = fields.month === '02' && fields.day === '29';
  return { ...fields, year: isLeapYear(year) ? year + step : year, day: isLeapDay ? '28' : fields.day };
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
