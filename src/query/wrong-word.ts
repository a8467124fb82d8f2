/** Texts outside the enumeration of a parameter. */
import * as fc from 'fast-check';
import type { QueryParameter } from '../contract/parameters.ts';
import { type FaultyText, faultyText } from './faulty-text.ts';

/** Kinds of backup in the interfaces of other products. */
const NEAR = ['differential', 'snapshot', 'automated'];

/** Returns every fixed wrong word: kinds that there are not, and each value in capitals, capitalised, plural, with a blank. */
export function wrongWords(parameter: QueryParameter): readonly FaultyText[] {
  const values = parameter.enum ?? [];
  const [first = [], ...others] = values.map(alterationsOf);
  const together = values.length > 1 ? [values.join(',')] : [];
  const words = [
    'full',
    ...first.slice(0, 3),
    ...together,
    ...first.slice(3),
    ...others.flat(),
    'null',
    ...NEAR,
  ];
  return [...new Set(words)].flatMap((word) => outsideEnum(parameter, word));
}

function alterationsOf(value: string): readonly string[] {
  return [
    value.toUpperCase(),
    `${value}s`,
    `${value} `,
    value.toLowerCase(),
    value.charAt(0).toUpperCase() + value.slice(1),
    ` ${value}`,
  ];
}

/** Words outside the enumeration, random ones too: other cases of its values and words of letters. */
export function wrongWord(parameter: QueryParameter): fc.Arbitrary<FaultyText> {
  const values = parameter.enum ?? [];
  const letters = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
    minLength: 1,
    maxLength: 8,
  });
  const words = fc.oneof(letters, ...values.map((value) => fc.mixedCase(fc.constant(value))));
  const random = words.filter((word) => outsideEnum(parameter, word).length > 0);
  return fc.oneof(
    fc.constantFrom(...wrongWords(parameter)),
    random.map((word) => faulty(parameter, word)),
  );
}

function outsideEnum(parameter: QueryParameter, word: string): readonly FaultyText[] {
  return parameter.enum?.includes(word) ? [] : [faulty(parameter, word)];
}

function faulty({ name, enum: values = [] }: QueryParameter, word: string): FaultyText {
  const says = `${name} is '${word}', not one of ${values.join(', ')}`;
  return faultyText(name, 'enum', encodeURIComponent(word), says);
}
