/**
 * What the queries that show violations have in common and most other queries have not: the plain fact that a developer
 * looks for first. Counterexamples are reduced, so what is left in all of them plays a part.
 */
import type { Contract } from '../contract/contract.ts';
import { ABSENT_CLASS, classesOf, featureClasses, requestsOfClass } from '../result/coverage.ts';
import type { CommonFeature, RunResult } from '../result/result.ts';

/** Fewer violations have something in common by chance. */
const FEWEST = 3;
/** Largest share of all valid queries that have the feature: what most queries have tells nothing. */
const LARGEST_SHARE = 0.5;

/** Returns the rarest feature that every violation's query has; undefined where there is none. */
export function commonFeature(
  contract: Contract,
  { clauses, coverage }: RunResult,
): CommonFeature | undefined {
  const wrong = clauses.flatMap(({ verdict, counterexample }) =>
    (verdict === 'fail' || verdict === 'warn') && counterexample !== undefined
      ? [classesOf(counterexample.exchange.target.split(/\?(.*)/s)[1] ?? '', contract)]
      : [],
  );
  if (wrong.length < FEWEST) return undefined;
  const count = requestsOfClass(coverage, contract);
  const common = featureClasses(contract).flatMap((all, place) => {
    const shown = new Set(wrong.map((classes) => classes[place] ?? ''));
    const absent = all.find((each) => each.endsWith(` ${ABSENT_CLASS}`));
    if (absent === undefined || shown.has(absent)) return [];
    const total = all.reduce((sum, each) => sum + count(each), 0);
    const [only] = shown.size === 1 ? shown : [];
    // Where the queries have several values of it, what they share is that they have it at all.
    const has = only === undefined ? total - count(absent) : count(only);
    const parameter = absent.slice(0, -ABSENT_CLASS.length - 1);
    const value = only?.slice(parameter.length + 1);
    const named = value === undefined ? {} : { value };
    return [
      { feature: parameter, ...named, violations: wrong.length, without: total - has, share: has / total },
    ];
  });
  const [rarest] = common
    .filter(({ share }) => share <= LARGEST_SHARE)
    .sort((one, other) => one.share - other.share);
  if (rarest === undefined) return undefined;
  const { share: _share, ...feature } = rarest;
  return feature;
}
