import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { coverPairs, type Features, pairsCovered } from '../../src/query/pairwise.ts';
import { RUNS } from './runs.ts';

type Row = Readonly<Record<string, string>>;

const anyFeatures: fc.Arbitrary<Features<string>> = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 })
  .map((sizes) =>
    sizes.map((size, place) => [`f${place}`, Array.from({ length: size }, (_, name) => `c${name}`)]),
  )
  .map((entries) => Object.fromEntries(entries) as Features<string>);

/** Every combination of classes: what a covering array is there to spare. */
function allRows(features: Features<string>): readonly Row[] {
  return Object.entries(features).reduce<readonly Row[]>(
    (rows, [feature, names]) => rows.flatMap((row) => names.map((name) => ({ ...row, [feature]: name }))),
    [{}],
  );
}

test('the rows cover every pair that all combinations cover', () => {
  const covers = fc.property(anyFeatures, (features) => {
    expect(pairsCovered(coverPairs(features))).toEqual(pairsCovered(allRows(features)));
  });
  fc.assert(covers, { ...RUNS, numRuns: 100 });
});

test('where classes exclude each other, the rows cover what the possible combinations cover, and no more', () => {
  const anyClass = fc
    .tuple(fc.nat(4), fc.nat(4))
    .map(([feature, name]) => [`f${feature}`, `c${name}`] as const);
  const covers = fc.property(anyFeatures, anyClass, anyClass, (features, [one, first], [other, second]) => {
    const possible = (row: Partial<Row>) => one === other || row[one] !== first || row[other] !== second;
    const rows = coverPairs(features, possible);
    expect(rows.every(possible)).toBe(true);
    expect(pairsCovered(rows)).toEqual(pairsCovered(allRows(features).filter(possible)));
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

test('a pair is named by its classes in one order, whatever the order of the features', () => {
  expect(pairsCovered([{ b: 'two', a: 'one' }])).toEqual(['a one x b two']);
  expect(
    pairsCovered([
      { a: 'one', b: 'two' },
      { b: 'two', a: 'one' },
    ]),
  ).toEqual(['a one x b two']);
});
