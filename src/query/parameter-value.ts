/** Valid values of a parameter that plays no role in a list, from what the document says of it. */
import * as fc from 'fast-check';
import { type QueryParameter, usualValue } from '../contract/parameters.ts';
import { TIME_FORMAT, writeTime } from '../contract/time.ts';
import { instant } from './instant.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * Values of a parameter: those of its enumeration, of its bounds or of its format, else its default and its example.
 * @throws ContractError for a parameter that has none of these, by its name
 */
export function parameterValue(parameter: QueryParameter): fc.Arbitrary<string | number> {
  const { enum: values, type, format, default: byDefault } = parameter;
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === 'integer') return wholeNumber(parameter);
  if (format === TIME_FORMAT) return instant().map((second) => writeTime(second));
  return fc.constantFrom(...new Set([byDefault ?? usualValue(parameter), usualValue(parameter)]));
}
