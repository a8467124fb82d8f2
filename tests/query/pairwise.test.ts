import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { coverPairs, type FeatureRow, type Features } from '../../src/query/pairwise.ts';
import { RUNS } from './runs.ts';

const anyFeatures: fc.Arbitrary<Features> = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 })
  .map((sizes) =>
    sizes.map((size, place) => [`f${place}`, Array.from({ length: size }, (_, name) => `c${name}`)]),
  )
  .map((entries) => Object.fromEntries(entries) as Features);

/** Every combination of classes, of which the rows are a few. */
function allRows(features: Features): readonly FeatureRow[] {
  return Object.entries(features).reduce<readonly FeatureRow[]>(
    (rows, [feature, names]) => rows.flatMap((row) => names.map((name) => ({ ...row, [feature]: name }))),
    [{}],
  );
}

/** The pairs of classes that these rows have, each once. */
function pairsCovered(rows: readonly FeatureRow[]): readonly string[] {
  const pairs = rows.flatMap((row) => {
    const classes = Object.entries(row)
      .map(([feature, name]) => `${feature} ${name}`)
      .sort();
    return classes.flatMap((one, place) => classes.slice(place + 1).map((other) => `${one}, ${other}`));
  });
  return [...new Set(pairs)].sort();
}

test('the rows cover every pair that all combinations cover', () => {
  const covers = fc.property(anyFeatures, (features) => {
    expect(pairsCovered(coverPairs(features))).toEqual(pairsCovered(allRows(features)));
  });
  fc.assert(covers, { ...RUNS, numRuns: 100 });
});

test('the features of a list query take a quarter of their combinations at most, the same rows each time', () => {
  const features = {
    type: ['absent', 'auto', 'manual', 'fragment', 'incremental'],
    window: ['absent', 'narrow', 'whole'],
    limit: ['absent', 'least', 'between', 'most'],
    offset: ['absent', 'first', 'between', 'beyond'],
    id: ['absent', 'known'],
  };
  const rows = coverPairs(features);
  expect(rows).toEqual(coverPairs(features));
  expect(rows.length).toBeGreaterThanOrEqual(5 * 4);
  expect(rows.length).toBeLessThanOrEqual((5 * 3 * 4 * 4 * 2) / 4);
});
