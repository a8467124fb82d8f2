/**
 * A view of a body that AJV can judge. AJV works with doubles. A number that a double cannot represent is replaced by one
 * that gets the same judgement: too big stays too big, a fraction stays a fraction.
 */
import { exactInteger, INT64 } from './exact-integer.ts';
import { type DecodedJson, isList, type Json } from './json.ts';

const BELOW_2_TO_63 = 2 ** 63 - 1024;

export function doubleView({ value, oddNumbers }: DecodedJson): Json {
  const fractions = new Set(
    oddNumbers.filter(({ text }) => isRoundedFraction(text)).map(({ pointer }) => pointer),
  );
  return view(value, '', fractions);
}

/** A fraction whose nearest double is an integer: 1.00000000000000000001. */
function isRoundedFraction(text: string): boolean {
  return Number.isInteger(Number(text)) && exactInteger(text) === undefined;
}

function view(value: Json, pointer: string, fractions: ReadonlySet<string>): Json {
  if (typeof value === 'bigint') return integerStandIn(value);
  if (typeof value === 'number') return fractions.has(pointer) ? value + 0.5 : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item, index) => view(item, `${pointer}/${index}`, fractions));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, view(item, `${pointer}/${key}`, fractions)]),
  );
}

/** Returns a double on the same side of the bounds of int64 as the integer. */
export function integerStandIn(integer: bigint): number {
  if (integer > INT64.most) return Math.max(Number(integer), 2 ** 64);
  if (integer < INT64.least) return Math.min(Number(integer), -(2 ** 64));
  return Math.min(Number(integer), BELOW_2_TO_63);
}
