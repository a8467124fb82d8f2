/** Valid values of an integer parameter, mostly at its bounds. */
import * as fc from 'fast-check';
import type { QueryParameter } from '../contract/parameters.ts';
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
