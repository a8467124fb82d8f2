/**
 * How probable it is that a deployment with a fault shows what a run shows. The run is compared with each run of the
 * signature (what a fault breaks in one run depends on the data and the ways of the deployment as a whole), clause by
 * clause and trait by trait (naive Bayes). What few faults show has more weight.
 */
import type { ClauseRecord, Signature } from './signatures.ts';
import type { Symptoms } from './symptoms.ts';
import { isRule } from './traits.ts';

/** How far a deployment may differ from one run of the signature. */
export interface Tolerance {
  /** The average of all faults counts as so many further runs: the fault may do what its few runs did not show. */
  readonly averageRuns: number;
  /** The same for the traits of the runs that broke a clause. */
  readonly averageBrokenRuns: number;
  /** A clause that the fault always breaks holds with at least this probability. */
  readonly leastHeld: number;
}

/** The deployment has the fault itself. */
export const SAME_FAULT: Tolerance = { averageRuns: 0.3, averageBrokenRuns: 0.5, leastHeld: 0.01 };
/** The deployment has a fault that nobody knows and that is similar to the known one. */
export const SIMILAR_FAULT: Tolerance = { averageRuns: 2, averageBrokenRuns: 2, leastHeld: 0.1 };

/** All runs of the signature together count as so many further runs. */
const SIGNATURE_RUNS = 0.5;
/** The traits of one counterexample depend on each other, so each of them, except the rule, has half the weight. */
const TRAIT_WEIGHT = 0.5;

type Records = ReadonlyMap<string, ClauseRecord>;

/**
 * Returns the natural logarithm of the probability that a deployment with this signature shows these symptoms. A
 * signature without runs is that of a fault like no other.
 * @param average what the runs of all faults show together
 */
export function logLikelihood(
  symptoms: Symptoms,
  { runs, all }: Signature,
  average: Records,
  tolerance: Tolerance,
): number {
  const compared = runs.length > 0 ? runs : [new Map<string, readonly string[]>()];
  const logs = compared.map(() => 0);
  for (const [slug, traits] of symptoms) {
    const records = [all.get(slug) ?? NOTHING, average.get(slug) ?? NOTHING] as const;
    for (const [place, run] of compared.entries())
      logs[place] = (logs[place] ?? 0) + logOfClause(traits, run.get(slug), records, tolerance);
  }
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

const NOTHING: ClauseRecord = { judged: 0, broken: 0, traits: new Map() };

/**
 * The constants keep what was never seen from being impossible. Sums are written out: this runs 300,000 times.
 * @param own the traits in one run of the signature; undefined where that run did not judge the clause
 */
function logOfClause(
  traits: readonly string[],
  own: readonly string[] | undefined,
  [all, average]: readonly [ClauseRecord, ClauseRecord],
  { averageRuns, averageBrokenRuns, leastHeld }: Tolerance,
): number {
  const isBroken = own !== undefined && own.length > 0;
  const usual = (average.broken + 0.5) / (average.judged + 20);
  const often = all.judged === 0 ? 0 : SIGNATURE_RUNS / all.judged;
  const breaks =
    ((isBroken ? 1 : 0) + often * all.broken + averageRuns * usual) /
    ((own === undefined ? 0 : 1) + often * all.judged + averageRuns);
  if (traits.length === 0) return Math.log(Math.max(1 - breaks, leastHeld));
  const shown = all.broken === 0 ? 0 : SIGNATURE_RUNS / all.broken;
  const runs = (isBroken ? 1 : 0) + shown * all.broken + averageBrokenRuns;
  let sum = Math.log(breaks);
  for (const trait of traits) {
    const common = ((average.traits.get(trait) ?? 0) + 0.1) / (average.broken + 2);
    const shows =
      ((own?.includes(trait) === true ? 1 : 0) +
        shown * (all.traits.get(trait) ?? 0) +
        averageBrokenRuns * common) /
      runs;
    sum += (isRule(trait) ? 1 : TRAIT_WEIGHT) * Math.log(Math.min(1, shows));
  }
  return sum;
}
