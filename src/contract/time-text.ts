/**
 * How far a text is from a time of the operation's form. Serves window.format, window.calendar, window.time-spelling and
 * window.rfc3339-spelling.
 */
import { isKnownZone, isRealDate, parseTime, readTimeParts, type TimeParts } from './time.ts';

export type TimeText =
  | { readonly kind: 'time' }
  /** Not of the form, nor of one that readers of times commonly accept. */
  | { readonly kind: 'form' }
  /** Of the form, but no real time. */
  | { readonly kind: 'unreal'; readonly says: string }
  /** A time that only a lenient reader takes: blanks or quotes around it, other separators, digits of another script. */
  | { readonly kind: 'spelled'; readonly says: string }
  /** The document is silent: other spellings, leap seconds, midnight as 24:00:00, far zones. */
  | {
      readonly kind: 'silent';
      readonly constraint: 'format' | 'calendar' | 'raw-plus';
      readonly says: string;
    };

/** RFC 3339 with the zones and the decimal comma that ISO 8601 adds. */
const OTHER_SPELLING = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/;
/** A raw plus sign after form decoding. */
const BLANK_FOR_PLUS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \d{4}$/;

/** Returns how a decoded text reads as a time. */
export function readTimeText(text: string): TimeText {
  const parts = readTimeParts(text);
  if (parts !== undefined) return judgeParts(text, parts);
  if (BLANK_FOR_PLUS.test(text))
    return {
      kind: 'silent',
      constraint: 'raw-plus',
      says: 'a blank is where form decoding turns a plus sign into one',
    };
  if (OTHER_SPELLING.test(text))
    return {
      kind: 'silent',
      constraint: 'format',
      says: 'the time is in another spelling of RFC 3339 or ISO 8601',
    };
  const says = LENIENT_READERS.find(({ reads }) => reads(text))?.says;
  return says === undefined ? { kind: 'form' } : { kind: 'spelled', says };
}

function judgeParts(text: string, parts: TimeParts): TimeText {
  const { hour, minute, second, zone } = parts;
  const midnight = hour === 24 && minute === 0 && second === 0;
  if (parts.year > 0 && !isRealDate(parts)) return { kind: 'unreal', says: 'no calendar has that day' };
  if ((hour > 23 && !midnight) || minute > 59 || second > 60)
    return { kind: 'unreal', says: 'no day has that hour, minute or second' };
  if (zone.minutes > 59) return { kind: 'spelled', says: 'the minutes of the zone are above 59' };
  if (text.endsWith('-0000')) return silent('the zone is a negative zero');
  if (!isKnownZone(zone)) return silent('no zone is that far from UTC');
  if (midnight) return silent('midnight is written as 24:00:00');
  if (second === 60) return silent('the second is a leap second');
  return parseTime(text) === undefined ? silent('the year is 0000') : { kind: 'time' };
}

function silent(says: string): TimeText {
  return { kind: 'silent', constraint: 'calendar', says };
}

/** Whether a text is a time, in this spelling or one of RFC 3339 or ISO 8601. */
function isTimeOfAnySpelling(text: string): boolean {
  return readTimeParts(text) !== undefined || OTHER_SPELLING.test(text) || BLANK_FOR_PLUS.test(text);
}

/** White space and controls at both ends. */
const BLANKS_AROUND = /^[\s\p{Cc}\ufeff]+|[\s\p{Cc}\ufeff]+$/gu;

const CLOCK = '\\d\\d\\D\\d\\d\\D\\d\\d';
const ZONE = '(?:[.,]\\d+)?(?:[Zz]|[+-]\\d\\d:?\\d\\d)';
const OTHER_SEPARATORS = new RegExp(`^\\d{4}\\D\\d\\d\\D\\d\\d\\D{1,2}${CLOCK}\\D?${ZONE}$`);
const TWO_DIGIT_YEAR = new RegExp(`^\\d\\d-\\d\\d-\\d\\d[Tt ]${CLOCK}${ZONE}$`);
const NAMED_ZONE = new RegExp(`^\\d{4}-\\d\\d-\\d\\d[Tt ]${CLOCK} ?\\[?[A-Za-z]+(?:[/_][A-Za-z_]+)*\\]?$`);

/** Named in docs/rulings.md, "The form of a time". */
const LENIENT_READERS: readonly { readonly says: string; readonly reads: (text: string) => boolean }[] = [
  {
    says: 'blanks or controls are around the time',
    reads: (text) => isOther(text, text.replaceAll(BLANKS_AROUND, '')),
  },
  {
    says: 'the time is in quotes',
    reads: (text) =>
      isOther(text, text.replace(/^(["'`\u201c\u2018\u00ab])(.*)["'`\u201d\u2019\u00bb]$/su, '$2')),
  },
  {
    says: 'the digits, or the marks between them, are of another script',
    reads: (text) => /[^\x20-\x7e]/.test(text) && isTimeOfAnySpelling(inAscii(text)),
  },
  { says: 'the separators are others', reads: (text) => OTHER_SEPARATORS.test(text) },
  { says: 'the year has two digits', reads: (text) => TWO_DIGIT_YEAR.test(text) },
  { says: 'the zone is given by its name', reads: (text) => NAMED_ZONE.test(text) },
];

function isOther(text: string, plain: string): boolean {
  return plain !== text && isTimeOfAnySpelling(plain);
}

/** The form of a text: every digit of any script as 0, and fullwidth marks as their ASCII twins. */
function inAscii(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Nd}/gu, '0');
}
