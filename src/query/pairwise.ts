/**
 * Rows that have every two classes of different features together, in far fewer rows than there are combinations.
 * Greedy and deterministic: the same features give the same rows.
 */

/** The classes of each feature, the plainest first. */
export type Features = Readonly<Record<string, readonly string[]>>;

/** One class for each feature. */
export type FeatureRow = Readonly<Record<string, string>>;

/**
 * Returns rows that cover every pair of classes. Each starts from the first pair that is still missing, and takes for
 * every other feature the class that adds most missing pairs.
 */
export function coverPairs(features: Features): readonly FeatureRow[] {
  const pairs = pairRows(features);
  const missing = new Set(pairs.flatMap(pairsIn));
  const gainOf = (row: FeatureRow) => pairsIn(row).filter((pair) => missing.has(pair)).length;
  const rows: FeatureRow[] = [];
  for (const pair of pairs) {
    if (gainOf(pair) === 0) continue;
    let row = pair;
    for (const [feature, classes] of Object.entries(features)) {
      if (row[feature] !== undefined) continue;
      const longer = classes.map((name) => ({ ...row, [feature]: name }));
      row = longer.reduce((best, each) => (gainOf(each) > gainOf(best) ? each : best), longer[0] ?? row);
    }
    for (const covered of pairsIn(row)) missing.delete(covered);
    rows.push(row);
  }
  return rows;
}

/** The pairs of a row, each named by its classes in order of the alphabet. */
function pairsIn(row: FeatureRow): readonly string[] {
  const classes = Object.entries(row).map(([feature, name]) => `${feature} ${name}`);
  classes.sort();
  return classes.flatMap((one, place) => classes.slice(place + 1).map((other) => `${one} x ${other}`));
}

/** Every two classes of different features, as rows of those two features alone. */
function pairRows(features: Features): readonly FeatureRow[] {
  const all = Object.entries(features);
  return all.flatMap(([one, first], place) =>
    all
      .slice(place + 1)
      .flatMap(([other, second]) =>
        first.flatMap((name) => second.map((each) => ({ [one]: name, [other]: each }))),
      ),
  );
}
