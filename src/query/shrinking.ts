/** Arbitraries that can shrink any value of their kind, whether it was drawn at random or written down as a fixed case. */
import * as fc from 'fast-check';

/** The values that are smaller than one, the smallest first. */
export type Smaller<T> = (value: T) => Iterable<T>;

/**
 * Draws as `arbitrary` does, and shrinks to the values that `smaller` lists. fast-check's `chain`, and `map` without
 * its inverse, can only shrink what they have drawn themselves.
 * @param accepts whether a value that was not drawn here can be shrunk; any value of the right type unless said
 */
export function shrinkingTo<T>(
  arbitrary: fc.Arbitrary<T>,
  smaller: Smaller<T>,
  accepts: (value: unknown) => boolean = () => true,
): fc.Arbitrary<T> {
  return new Shrinking(arbitrary, smaller, accepts);
}

/** Draws as `arbitrary` does and keeps its value while what is drawn beside it shrinks, wherever the value came from. */
export function kept<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return shrinkingTo(arbitrary, () => []);
}

class Shrinking<T> extends fc.Arbitrary<T> {
  readonly #arbitrary: fc.Arbitrary<T>;
  readonly #smaller: Smaller<T>;
  readonly #accepts: (value: unknown) => boolean;

  constructor(arbitrary: fc.Arbitrary<T>, smaller: Smaller<T>, accepts: (value: unknown) => boolean) {
    super();
    this.#arbitrary = arbitrary;
    this.#smaller = smaller;
    this.#accepts = accepts;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T> {
    return new fc.Value(this.#arbitrary.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#accepts(value);
  }

  override shrink(value: T): fc.Stream<fc.Value<T>> {
    const values = [...this.#smaller(value)].map((smaller) => new fc.Value(smaller, undefined));
    return fc.Stream.of(...values);
  }
}

/** Numbers from `least` up to the one below `value`, in steps that halve what is left between. */
export function smallerNumbers(value: number, least: number): readonly number[] {
  const numbers: number[] = [];
  for (let gap = value - least; gap > 0; gap = Math.floor(gap / 2)) numbers.push(value - gap);
  return numbers;
}
