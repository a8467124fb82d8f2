/** Traits of single texts: the form of a value, without what is particular to this deployment or this run. */
import type { QueryParameter } from '../contract/parameters.ts';
import { isRealDate, parseTime, readTimeParts, TIME_FORMAT } from '../contract/time.ts';

const LONGEST_SHAPE = 40;
const DAY = 86_400;

/** Returns the form of a text: of `2018-08-06T12:41:14+0800` it is `9999-99-99A99:99:99+9999`; of any id it is `x`. */
export function shapeOf(text: string): string {
  return text
    .replace(/[\da-z]{12,}/gi, 'x')
    .replace(/\d/g, '9')
    .replace(/9{5,}/g, '9*')
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/[^\p{ASCII}]+/gu, 'u')
    .slice(0, LONGEST_SHAPE);
}

/** Returns the traits of the text of a query parameter. @param known ids of this deployment */
export function valueTraits(
  parameter: QueryParameter | undefined,
  text: string,
  known: readonly string[],
): readonly string[] {
  if (parameter === undefined) return ['not in the contract'];
  if (parameter.type === 'integer') return [numberTrait(parameter, text)];
  if (parameter.format === TIME_FORMAT) return timeTraits(text);
  if (parameter.enum?.includes(text)) return [text];
  if (parameter.enum !== undefined) return [relationTo(parameter.enum, text)];
  return [relationTo(known, text)];
}

function numberTrait({ minimum, maximum, default: byDefault }: QueryParameter, text: string): string {
  if (!/^-?\d+$/.test(text)) return shapeOf(text);
  const value = Number(text);
  if (value === minimum) return 'the minimum';
  if (value === maximum) return 'the maximum';
  if (value === byDefault) return 'the default';
  const isInside = value >= (minimum ?? value) && value <= (maximum ?? value);
  if (isInside) return 'inside';
  return `outside, ${value < 0 ? 'negative' : `${text.length} digits`}`;
}

/** Returns the traits of a time: its form, its era, its zone, and what makes it no real time. */
export function timeTraits(text: string): readonly string[] {
  const parts = readTimeParts(text);
  if (parts === undefined) return [`form ${shapeOf(text)}`];
  const { year, month, day, hour, minute, second, zone } = parts;
  const east = zone.hours * 60 + zone.minutes;
  const odd = [
    isRealDate(parts) ? '' : month > 12 || month < 1 ? `month ${month}` : `month ${month}, day ${day}`,
    hour > 23 ? 'hour' : '',
    minute > 59 ? 'minute' : '',
    second > 59 ? 'second' : '',
  ];
  return [
    `era ${year < 1971 ? 'before 1971' : year > 2090 ? 'after 2090' : 'of today'}`,
    `zone ${east === 0 ? 'none' : `${text.at(-5)}${zone.minutes === 0 ? 'hours' : 'minutes'}`}`,
    ...(parseTime(text) === undefined ? [`unreal ${odd.filter((part) => part !== '').join(', ')}`] : []),
  ];
}

/** Returns how a text differs from the known text that it was made from. */
function relationTo(known: readonly string[], text: string): string {
  if (text === '') return 'empty';
  if (known.includes(text)) return 'known';
  for (const id of known) {
    if (id.startsWith(text)) return 'the beginning of one';
    if (id.endsWith(text)) return 'the end of one';
    if (text.startsWith(id)) return `one with ${marksIn(text.slice(id.length))} behind`;
    if (text.endsWith(id)) return `one with ${marksIn(text.slice(0, -id.length))} before`;
    if (text.toLowerCase() === id.toLowerCase()) return 'one in the other case';
    const altered = [...text].filter((letter, place) => letter !== id[place]);
    if (text.length === id.length && altered.length <= 2)
      return `one with ${marksIn(altered.join(''))} within`;
  }
  return 'another';
}

/** Returns the text with `x` for each run of letters and digits: the other characters remain. */
function marksIn(text: string): string {
  return text.replace(/[a-z0-9]+/gi, 'x').slice(0, LONGEST_SHAPE);
}

/** Returns a length of time in seconds as a class. */
export function spanClass(seconds: number): string {
  if (seconds <= 0) return 'none';
  if (seconds <= 60) return 'a minute';
  if (seconds <= 3600) return 'an hour';
  if (seconds <= DAY) return 'a day';
  return seconds <= 10 * DAY ? 'ten days' : 'longer';
}
