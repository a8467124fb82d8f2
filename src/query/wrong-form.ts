/** Texts that break the pattern, the length or the format of a parameter that is any text otherwise. */
import type { Contract } from '../contract/contract.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { TIME_FORMAT } from '../contract/time.ts';
import { type WireQuery, withPair } from '../contract/wire.ts';
import type { FaultyText } from './faulty-text.ts';

/** Whether the document gives the texts of a parameter a form, and no list of them. */
export function hasForm(parameter: QueryParameter): boolean {
  const { type, format, pattern, minLength = 0, maxLength } = parameter;
  if (type !== 'string' || parameter.enum !== undefined || format === TIME_FORMAT) return false;
  return format !== undefined || pattern !== undefined || minLength > 1 || maxLength !== undefined;
}

/** Returns the fixed texts that the contract finds one fault with, in place of the parameter's text in a valid query. */
export function wrongForms(
  contract: Contract,
  base: WireQuery,
  parameter: QueryParameter,
): readonly FaultyText[] {
  return [...new Set(candidates(parameter))].flatMap((candidate) => {
    const text = encodeURIComponent(candidate);
    const { faults } = contract.judgeQuery(withPair(base, parameter.name, text));
    const [fault, ...others] = faults.filter(
      (each) => each.parameter === parameter.name && each.level === 'MUST',
    );
    return fault === undefined || others.length > 0 ? [] : [{ text, fault }];
  });
}

function candidates({ example, default: byDefault, minLength = 0, maxLength = 0 }: QueryParameter) {
  const usual = String(example ?? byDefault ?? 'a');
  return [
    `${usual}!`,
    `!${usual}`,
    'x'.repeat(maxLength + 1),
    'x'.repeat(Math.max(1, minLength - 1)),
    usual.slice(0, -1),
    usual.slice(1),
    usual + usual,
    usual.toUpperCase(),
    usual.toLowerCase(),
    '0',
    ' ',
    '!',
  ].filter((text) => text !== '');
}
