/** Texts that an integer parameter must not have, and spellings of a number that it should not have. */
import * as fc from 'fast-check';
import type { QueryParameter } from '../contract/parameters.ts';
import { type FaultyText, faultyText } from './faulty-text.ts';
import { wholeNumber } from './parameter-values.ts';

/** Where 32 and 64 bits end. Values beyond come back within small bounds when they are cut to so many bits. */
const WIDTHS = [2n ** 31n, 2n ** 32n, 2n ** 63n, 2n ** 64n] as const;

const ARABIC_INDIC_ZERO = 0x660;
const FULLWIDTH_ZERO = 0xff10;

/** Returns every fixed wrong text of this parameter: beyond its bounds, no number, and numbers spelled otherwise. */
export function wrongNumbers(parameter: QueryParameter): readonly FaultyText[] {
  return [
    ...outside(parameter).map((value) => outOfBounds(parameter, value)),
    notNumber(parameter, 'ten', 'the word ten'),
    notNumber(parameter, `${ordinary(parameter)}abc`, 'a number with letters behind it'),
    notNumber(parameter, `${ordinary(parameter)}.5`, 'a fraction'),
    notNumber(parameter, '%20', 'a blank alone'),
    ...['null', 'NaN'].map((word) => notNumber(parameter, word, `the word ${word}`)),
    ...otherSpellings(parameter, ordinary(parameter)),
    ...['L', 'd'].map((suffix) =>
      notNumber(parameter, `${ordinary(parameter)}${suffix}`, `a number with the suffix ${suffix}`),
    ),
  ];
}

/** Wrong texts of this parameter, random ones too. */
export function wrongNumber(parameter: QueryParameter): fc.Arbitrary<FaultyText> {
  const { minimum, maximum } = parameter;
  const valid = wholeNumber(parameter);
  // Without e, x, b and o, which make a number in some notations.
  const letters = fc.string({
    unit: fc.constantFrom(...'acdfghijklmnpqrstuvwyz'),
    minLength: 1,
    maxLength: 6,
  });
  const beyond = [
    ...(maximum === undefined ? [] : [fc.bigInt({ min: BigInt(maximum) + 1n, max: 2n ** 70n })]),
    ...(minimum === undefined ? [] : [fc.bigInt({ min: -(2n ** 70n), max: BigInt(minimum) - 1n })]),
  ];
  return fc.oneof(
    ...beyond.map((values) => values.map((value) => outOfBounds(parameter, value))),
    fc.constantFrom(...wrongNumbers(parameter)),
    letters.map((word) => notNumber(parameter, word, `the word ${word}`)),
    fc
      .tuple(valid, letters)
      .map(([n, tail]) => notNumber(parameter, `${n}${tail}`, 'a number with letters behind it')),
    fc
      .tuple(valid, fc.integer({ min: 1, max: 99 }))
      .map(([n, part]) => notNumber(parameter, `${n}.${part}`, 'a fraction')),
    valid.chain((n) => fc.constantFrom(...otherSpellings(parameter, n))),
  );
}

/** Integers beyond the bounds: by one, at the edges of 32 and 64 bits, by a lot. The nearest on both sides come first. */
function outside({ minimum, maximum }: QueryParameter): readonly bigint[] {
  const above = maximum === undefined ? [] : aboveMaximum(BigInt(maximum), BigInt(minimum ?? 0));
  const below = minimum === undefined ? [] : belowMinimum(BigInt(minimum), BigInt(maximum ?? minimum));
  const [nearest, farther] = [
    [...above.slice(0, 1), ...below.slice(0, 2)],
    [...above.slice(1), ...below.slice(2)],
  ];
  return [...new Set([...nearest, ...farther])];
}

function aboveMaximum(maximum: bigint, minimum: bigint): readonly bigint[] {
  const wide = WIDTHS.flatMap((width) => [width - 1n, width, width + minimum]);
  return [maximum + 1n, ...wide, maximum * 10n].filter((value) => value > maximum);
}

function belowMinimum(minimum: bigint, maximum: bigint): readonly bigint[] {
  const wide = WIDTHS.flatMap((width) => [-width, -width + minimum]);
  return [minimum - 1n, -1n, -maximum, ...wide].filter((value) => value < minimum);
}

function outOfBounds({ name, minimum, maximum }: QueryParameter, value: bigint): FaultyText {
  const tooSmall = minimum !== undefined && value < BigInt(minimum);
  const constraint = tooSmall ? 'minimum' : 'maximum';
  const says = `${name} is ${value}, the ${constraint} is ${tooSmall ? minimum : maximum}`;
  return faultyText(name, constraint, `${value}`, says);
}

function notNumber({ name }: QueryParameter, text: string, what: string): FaultyText {
  return faultyText(name, 'number', text, `${name} is ${what}, not an integer`);
}

/** The same valid number in notations that only some parsers read. */
function otherSpellings({ name }: QueryParameter, value: number): readonly FaultyText[] {
  const spellings: readonly (readonly [text: string, what: string])[] = [
    [`0x${value.toString(16).padStart(2, '0')}`, 'in hexadecimal'],
    [`%2B${value}`, 'behind a plus sign'],
    [`%20${value}`, 'behind a blank'],
    [inDigitsFrom(ARABIC_INDIC_ZERO, value), 'in Arabic-Indic digits'],
    [scientific(value), 'in scientific notation'],
    [`+${value}`, 'behind a raw plus sign, which form decoding reads as a blank'],
    [inDigitsFrom(FULLWIDTH_ZERO, value), 'in fullwidth digits'],
  ];
  return spellings.map(([text, what]) =>
    faultyText(name, 'spelling', text, `${name} is ${value} written ${what}`, 'SHOULD'),
  );
}

function scientific(value: number): string {
  return value > 0 && value % 10 === 0 ? `${value / 10}e1` : `${value}e0`;
}

function inDigitsFrom(zero: number, value: number): string {
  const digits = [...`${value}`].map((digit) => String.fromCodePoint(zero + Number(digit)));
  return encodeURIComponent(digits.join(''));
}

/** 10, or the bound that is nearest to it. */
function ordinary({ minimum = 0, maximum = 10 }: QueryParameter): number {
  return Math.max(minimum, Math.min(10, maximum));
}
