/** How far a text is from a time of the operation's form. Serves window.format, window.calendar, window.rfc3339-spelling. */
import { isKnownZone, isRealDate, parseTime, readTimeParts, type TimeParts } from './time.ts';

export type TimeText =
  | { readonly kind: 'time' }
  /** Not of the form, nor of one that readers of times commonly take along. */
  | { readonly kind: 'form' }
  /** Of the form, but no real time. */
  | { readonly kind: 'unreal'; readonly says: string }
  /** The document is silent: other spellings, leap seconds, midnight as 24:00:00, far zones. */
  | {
      readonly kind: 'silent';
      readonly constraint: 'format' | 'calendar' | 'raw-plus';
      readonly says: string;
    };

/** RFC 3339 with what ISO 8601 adds to its zones. */
const OTHER_SPELLING = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/;
/** What form decoding makes of a raw plus sign. */
const BLANK_FOR_PLUS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \d{4}$/;

export function readTimeText(text: string): TimeText {
  const parts = readTimeParts(text);
  if (parts !== undefined) return judgeParts(text, parts);
  if (BLANK_FOR_PLUS.test(text)) {
    return {
      kind: 'silent',
      constraint: 'raw-plus',
      says: 'it has a blank where form decoding has replaced a plus sign',
    };
  }
  if (OTHER_SPELLING.test(text)) {
    return {
      kind: 'silent',
      constraint: 'format',
      says: 'the time is in another spelling of RFC 3339 or ISO 8601',
    };
  }
  return { kind: 'form' };
}

function judgeParts(text: string, parts: TimeParts): TimeText {
  const { hour, minute, second, zone } = parts;
  const midnight = hour === 24 && minute === 0 && second === 0;
  if (parts.year > 0 && !isRealDate(parts)) return { kind: 'unreal', says: 'no calendar has that day' };
  if ((hour > 23 && !midnight) || minute > 59 || second > 60) {
    return { kind: 'unreal', says: 'no day has that hour, minute or second' };
  }
  if (text.endsWith('-0000')) return silent('the zone is a negative zero');
  if (!isKnownZone(zone)) return silent('no zone lies that far from UTC');
  if (midnight) return silent('midnight is written as 24:00:00');
  if (second === 60) return silent('the second is a leap second');
  return parseTime(text) === undefined ? silent('the year is 0000') : { kind: 'time' };
}

function silent(says: string): TimeText {
  return { kind: 'silent', constraint: 'calendar', says };
}
