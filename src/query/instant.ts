/** Instants in epoch seconds that shrink towards round ones. */
import * as fc from 'fast-check';

/** 1970-01-01T00:00:00+0000. */
export const EARLIEST = 0;
/** 2100-01-01T00:00:00+0000. */
export const LATEST = Date.UTC(2100, 0, 1) / 1000;

/** An ordinary leap year, a later one, and the one that its century has because 400 divides it. */
export const LEAP_YEARS: readonly number[] = [2016, 2020, 2000];

/** Where a leap day begins, its last second, and where the next day begins. */
const LEAP_DAY_INSTANTS: readonly number[] = LEAP_YEARS.flatMap((year) => {
  const [first, next] = [Date.UTC(year, 1, 29) / 1000, Date.UTC(year, 2, 1) / 1000];
  return [first, next - 1, next];
});

/**
 * Instants at, one second before and one second after those of the pool, on leap days, or anywhere from 1970 to 2100.
 * Shrinks to the start of the epoch, else to that of its year, day, hour or minute.
 */
export function instant(pool: readonly number[] = []): fc.Arbitrary<number> {
  const telling = [...pool.flatMap((second) => [second, second - 1, second + 1]), ...LEAP_DAY_INSTANTS];
  return new Instant(telling.filter((second) => second >= EARLIEST && second <= LATEST));
}

class Instant extends fc.Arbitrary<number> {
  readonly #draw: fc.Arbitrary<number>;

  constructor(telling: readonly number[]) {
    super();
    const anywhere = fc.integer({ min: EARLIEST, max: LATEST });
    this.#draw = fc.oneof({ arbitrary: fc.constantFrom(...telling), weight: 4 }, anywhere);
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<number> {
    return new fc.Value(this.#draw.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is number {
    return typeof value === 'number' && Number.isInteger(value) && value >= EARLIEST && value <= LATEST;
  }

  override shrink(value: number): fc.Stream<fc.Value<number>> {
    const rounder = new Set([
      EARLIEST,
      startOfYear(value),
      ...[86_400, 3600, 60].map((unit) => value - (value % unit)),
    ]);
    return fc.Stream.of(
      ...[...rounder].filter((second) => second < value).map((second) => new fc.Value(second, undefined)),
    );
  }
}

function startOfYear(second: number): number {
  return Date.UTC(new Date(second * 1000).getUTCFullYear(), 0, 1) / 1000;
}
