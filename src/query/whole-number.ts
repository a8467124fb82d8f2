/** Valid values of an integer parameter, mostly at its bounds. */
import * as fc from 'fast-check';
import type { QueryParameter } from '../contract/parameters.ts';
import { favouring } from './favouring.ts';

/** Where the document sets no maximum, values go up to here: one beyond what 32 bits with a sign can hold. */
export const FARTHEST = 2 ** 31;

/**
 * Favours the minimum, one more, the default, the maximum and one less, each of `near` and its neighbours.
 * Shrinks to the minimum.
 */
export function wholeNumber(parameter: QueryParameter, near: readonly number[] = []): fc.Arbitrary<number> {
  const [min, max] = boundsOf(parameter);
  const neighbours = near.flatMap((value) => [value, value - 1, value + 1]);
  return favouring([...edgesOf(parameter), ...neighbours], fc.integer({ min, max }));
}

/** The telling valid values of an integer parameter, in order: its bounds, their inner neighbours and its default. */
export function edgesOf(parameter: QueryParameter): readonly number[] {
  const [min, max] = boundsOf(parameter);
  const edges = [min, min + 1, parameter.default, max - 1, max];
  const valid = edges.filter((value) => typeof value === 'number' && value >= min && value <= max);
  return [...new Set(valid)].sort((one, other) => Number(one) - Number(other)) as readonly number[];
}

function boundsOf({ minimum = 0, maximum = FARTHEST }: QueryParameter): readonly [number, number] {
  return [minimum, maximum];
}
