/** One mutant: shown observable, then judged by the suite. */

import { judgeInProcess } from '../../src/prove/judge-subject.ts';
import type { RunVerdict } from '../../src/result/result.ts';
import type { Mutant } from './instrument.ts';
import type { Difference, Observatory } from './observable.ts';

const BUDGET = 'standard';

/** A mutant that survives the first seed is judged with the others too. */
const SEEDS: readonly number[] = [1, 2, 3];

export type Fate =
  /** No request tells it from the plain deployment. */
  | { readonly kind: 'same' }
  /** A clause failed or warned. */
  | { readonly kind: 'caught'; readonly seed: number; readonly by: readonly string[] }
  /** No clause did, with any seed. */
  | { readonly kind: 'survived'; readonly verdicts: readonly RunVerdict[] }
  /** The run did not end in time, or ended the thread. */
  | { readonly kind: 'broke'; readonly why: string };

export interface Measured {
  readonly name: string;
  readonly fate: Fate;
  readonly difference?: Difference;
}

/** Measures a mutant. Never rejects: what goes wrong in the suite is told as `broke`. */
export async function measure(
  observatory: Observatory,
  { id, name }: Mutant,
  seeds: readonly number[] = SEEDS,
): Promise<Measured> {
  const difference = await observatory.differenceOf({ id });
  if (difference === undefined) return { name, fate: { kind: 'same' } };
  try {
    return { name, difference, fate: await judge(observatory, id, difference.dataset, seeds) };
  } catch (problem) {
    return { name, difference, fate: { kind: 'broke', why: String(problem) } };
  }
}

async function judge(
  observatory: Observatory,
  id: string,
  dataset: number,
  seeds: readonly number[],
): Promise<Fate> {
  const verdicts: RunVerdict[] = [];
  for (const seed of seeds) {
    const by: string[] = [];
    const { verdict } = await judgeInProcess(observatory.contract, observatory.reference(id, dataset), {
      seed,
      budget: BUDGET,
      onCaught: (slug) => {
        by.push(slug);
        return 'stop';
      },
    });
    if (by.length > 0) return { kind: 'caught', seed, by: [...new Set(by)] };
    verdicts.push(verdict);
  }
  return { kind: 'survived', verdicts };
}
