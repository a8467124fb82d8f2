/** Valid values of one parameter, from what the document says of it. */
import * as fc from 'fast-check';
import { type QueryParameter, usualValue } from '../contract/parameters.ts';
import { TIME_FORMAT, writeTime } from '../contract/time.ts';
import { instant } from './instant.ts';
import { shrinkingTo, smallerNumbers } from './shrinking.ts';

/** Where the document sets no maximum, values go up to here: one beyond what 32 bits with a sign can hold. */
export const FARTHEST = 2 ** 31;

/** What the document says of an integer. */
export type Bounds = Pick<QueryParameter, 'minimum' | 'maximum' | 'default'>;

/**
 * The edges of a parameter, or anything between them; values next to each of `near` too, such as a list's total, and
 * from the minimum up to the largest of them. Shrinks towards the minimum.
 */
export function wholeNumber(bounds: Bounds, near: readonly number[] = []): fc.Arbitrary<number> {
  const [min, max] = limitsOf(bounds);
  const isValid = (value: number) => value >= min && value <= max;
  const edges = [...edgesOf(bounds), ...near.flatMap((value) => [value - 1, value, value + 1])].filter(
    isValid,
  );
  const reached = Math.min(max, Math.max(min, ...near));
  const drawn = fc.oneof(
    { arbitrary: fc.constantFrom(...edges), weight: 3 },
    fc.integer({ min, max }),
    ...(reached > min ? [{ arbitrary: fc.integer({ min, max: reached }), weight: 4 }] : []),
  );
  return shrinkingTo(
    drawn,
    (value) => smallerNumbers(value, min),
    (value) => typeof value === 'number' && isValid(value),
  );
}

/** The valid values of an integer parameter at which implementations differ, in order: its bounds, their inner neighbours and its default. */
export function edgesOf(bounds: Bounds): readonly number[] {
  const [min, max] = limitsOf(bounds);
  const edges = [min, min + 1, Number(bounds.default ?? min), max - 1, max];
  return [...new Set(edges)]
    .filter((value) => value >= min && value <= max)
    .sort((one, other) => one - other);
}

/** Valid offsets around the start and the end of a list of `total` rows, and where 31 bits end, in order. */
export function offsetEdges(bounds: Bounds, total: number): readonly number[] {
  const [min] = limitsOf(bounds);
  const offsets = [min, min + 1, total - 1, total, total + 1, FARTHEST - 1, FARTHEST];
  return [...new Set(offsets)].filter((offset) => offset >= min).sort((one, other) => one - other);
}

function limitsOf({ minimum = 0, maximum = FARTHEST }: Bounds): readonly [number, number] {
  return [minimum, maximum];
}

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
