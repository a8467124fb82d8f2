/** Numbers that are mostly drawn from a few telling ones, and shrink as the whole range does. */
import * as fc from 'fast-check';

/** Of this many draws, one falls anywhere in the range. */
const ONE_ANYWHERE_IN = 4;

/**
 * Draws three times in four one of `favoured`, otherwise any value of `whole`.
 * Shrinks by the rules of `whole` wherever a value came from, so that a counterexample is not bound to the favoured few.
 * `whole` must be able to shrink a value it has not drawn itself (`fc.integer` can).
 */
export function favouring(favoured: readonly number[], whole: fc.Arbitrary<number>): fc.Arbitrary<number> {
  const drawable = favoured.filter((value) => whole.canShrinkWithoutContext(value));
  return drawable.length === 0 ? whole : new Favouring(drawable, whole);
}

class Favouring extends fc.Arbitrary<number> {
  readonly #favoured: readonly number[];
  readonly #whole: fc.Arbitrary<number>;

  constructor(favoured: readonly number[], whole: fc.Arbitrary<number>) {
    super();
    this.#favoured = favoured;
    this.#whole = whole;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<number> {
    const favoured = this.#favoured[random.nextInt(0, this.#favoured.length - 1)];
    const anywhere = random.nextInt(1, ONE_ANYWHERE_IN) === 1;
    return favoured === undefined || anywhere
      ? this.#whole.generate(random, bias)
      : new fc.Value(favoured, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is number {
    return this.#whole.canShrinkWithoutContext(value);
  }

  override shrink(value: number, context: unknown): fc.Stream<fc.Value<number>> {
    return this.#whole.shrink(value, context);
  }
}
