/** Finds the smallest input that still shows a violation. fast-check shrinks it, whether a probe or a random case found it. */
import * as fc from 'fast-check';

/** Most trials to shrink one counterexample. */
const SHRINK_TRIALS = 80;

/**
 * Returns what the trial of the smallest input found, or `found` where no smaller one shows the same.
 * @param inputs the arbitrary that draws such inputs; it shrinks `found.input` as if it had drawn it
 * @param tryAgain tries a smaller input, and returns what it found only where that is the same violation; `stop` where
 *   nothing can be tried any more
 */
export async function shrink<I, Found extends { readonly input: I }>(
  inputs: fc.Arbitrary<I>,
  found: Found,
  tryAgain: (input: I) => Promise<Found | 'stop' | undefined>,
): Promise<Found> {
  let smallest = found;
  let isFirst = true;
  let left = SHRINK_TRIALS;
  let bug: { readonly error: unknown } | undefined;
  const holds = async (input: I): Promise<boolean> => {
    if (isFirst) {
      // The input that has shown the violation already is not tried again.
      isFirst = false;
      return false;
    }
    // When no trial is left, or the suite is at fault, every input is said to hold, which ends the search.
    if (left === 0 || bug !== undefined) return true;
    left -= 1;
    try {
      const smaller = await tryAgain(input);
      if (smaller === 'stop') {
        left = 0;
        return true;
      }
      if (smaller !== undefined) smallest = smaller;
      return smaller === undefined;
    } catch (error) {
      bug = { error };
      return true;
    }
  };
  await fc.check(fc.asyncProperty(inputs, holds), { examples: [[found.input]], numRuns: 1 });
  if (bug !== undefined) throw bug.error;
  return smallest;
}
