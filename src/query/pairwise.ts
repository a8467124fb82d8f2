/**
 * Rows that visit every pair of classes of two features, in far fewer rows than there are combinations.
 * Greedy, and deterministic: the same features give the same rows.
 */

/** The classes of each feature, the plainest first. */
export type Features<F extends string> = Readonly<Record<F, readonly string[]>>;

/** One class for each feature. */
export type FeatureRow<F extends string> = Readonly<Record<F, string>>;

/** Whether the classes chosen so far can stand in one row; a feature without a class yet is absent. */
export type Possible<F extends string> = (row: Readonly<Partial<Record<F, string>>>) => boolean;

/**
 * Rows that cover every pair of classes which some possible row holds. Each starts from the first pair still
 * missing, and takes for every other feature the class that adds most missing pairs.
 */
export function coverPairs<F extends string>(
  features: Features<F>,
  possible: Possible<F> = () => true,
): readonly FeatureRow<F>[] {
  const names = Object.keys(features) as F[];
  const missing = new Set<string>();
  const rows: FeatureRow<F>[] = [];

  /** Fills the features left, the most fruitful class first, stepping back from dead ends. */
  function complete(chosen: Readonly<Partial<Record<F, string>>>): FeatureRow<F> | undefined {
    if (!possible(chosen)) return undefined;
    const feature = names.find((name) => chosen[name] === undefined);
    if (feature === undefined) return chosen as FeatureRow<F>;
    return features[feature]
      .map((name) => ({ ...chosen, [feature]: name }))
      .map((longer) => ({ longer, gain: pairsIn(longer).filter((pair) => missing.has(pair)).length }))
      .sort((one, other) => other.gain - one.gain)
      .reduce<FeatureRow<F> | undefined>((row, { longer }) => row ?? complete(longer), undefined);
  }

  const pairs = pairRows(features);
  for (const pair of pairs) for (const label of pairsIn(pair)) missing.add(label);
  for (const pair of pairs) {
    if (!pairsIn(pair).some((label) => missing.has(label))) continue;
    const row = complete(pair);
    if (row === undefined) continue;
    for (const label of pairsIn(row)) missing.delete(label);
    rows.push(row);
  }
  return rows;
}

/** The pairs that these rows visit, without repetition, each as `feature class x feature class` in order of the alphabet. */
export function pairsCovered<F extends string>(rows: readonly FeatureRow<F>[]): readonly string[] {
  return [...new Set(rows.flatMap(pairsIn))].sort();
}

function pairsIn(row: Readonly<Record<string, string | undefined>>): readonly string[] {
  const classes = Object.entries(row).map(([feature, name]) => `${feature} ${name}`);
  classes.sort();
  return classes.flatMap((one, place) => classes.slice(place + 1).map((other) => `${one} x ${other}`));
}

/** Every two classes of different features, as rows of those two features alone. */
function pairRows<F extends string>(features: Features<F>): readonly Readonly<Partial<Record<F, string>>>[] {
  const names = Object.keys(features) as F[];
  return names.flatMap((one, place) =>
    names
      .slice(place + 1)
      .flatMap((other) =>
        features[one].flatMap((first) =>
          features[other].map((second) => ({ [one]: first, [other]: second }) as Partial<Record<F, string>>),
        ),
      ),
  );
}
