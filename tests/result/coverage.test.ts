/** What a query visits, and what visits add up to. */
import { expect, test } from '@playwright/test';
import { encodeQuery, writeQuery } from '../../src/contract/wire.ts';
import { addVisits, coverageOf, visitsOf } from '../../src/result/coverage.ts';
import { contract } from '../engine/bench.ts';
import { instance, knowing } from './values.ts';

const known = knowing(instance([], { total: 200 }));

function visited(values: Readonly<Record<string, string | number>>): readonly string[] {
  return visitsOf(writeQuery(encodeQuery({ instance_id: 'i', ...values })), contract, known);
}

const boundariesOf = (visits: readonly string[]) => visits.filter((visit) => !visit.includes(' x '));

const BEGIN = '2026-01-01T00:00:00+0530';
const TABLE: readonly (readonly [Readonly<Record<string, string | number>>, readonly string[]])[] = [
  [{}, []],
  [{ limit: 1 }, ['limit 1']],
  [{ limit: 50 }, []],
  [{ limit: 101 }, ['limit 101']],
  [{ limit: -1 }, ['limit -1']],
  [{ offset: 0 }, ['offset 0']],
  [{ offset: 199 }, ['offset total-1']],
  [{ offset: 200 }, ['offset total']],
  [{ offset: 201 }, ['offset total+1']],
  [{ offset: 150 }, []],
  [{ backup_type: 'auto' }, ['backup_type auto']],
  [{ backup_type: 'bogus' }, ['backup_type outside']],
  [{ begin_time: BEGIN }, ['zone +0530', 'pair begin alone']],
  [{ end_time: BEGIN }, ['zone +0530', 'pair end alone']],
  [{ begin_time: BEGIN, end_time: BEGIN }, ['zone +0530', 'zone +0530', 'pair equal']],
  [
    { begin_time: BEGIN, end_time: '2025-12-31T18:30:01+0000' },
    ['zone +0530', 'zone +0000', 'pair one second', 'pair ordered'],
  ],
  [
    { begin_time: BEGIN, end_time: '2025-12-31T18:29:59+0000' },
    ['zone +0530', 'zone +0000', 'pair reversed'],
  ],
  [{ begin_time: BEGIN, end_time: 'later' }, ['zone +0530', 'pair malformed']],
];

for (const [values, expected] of TABLE) {
  test(`${JSON.stringify(values)} visits ${expected.join(', ') || 'no boundary'}`, () => {
    expect(boundariesOf(visited(values))).toEqual(expected);
  });
}

test('a list of unknown length has no offsets around its total', () => {
  expect(boundariesOf(visitsOf('instance_id=other&offset=200', contract, known))).toEqual([]);
  expect(boundariesOf(visitsOf('instance_id=%ZZ&offset=200', contract, known))).toEqual([]);
});

test('only valid queries count for pairs of features: ten each', () => {
  const pairs = visited({ limit: 1, backup_type: 'auto' }).filter((visit) => visit.includes(' x '));
  expect(pairs).toHaveLength(10);
  expect(pairs).toContain('backup_type auto x limit least');
  expect(pairs).toContain('id absent x window absent');
  expect(visited({ limit: 0 }).filter((visit) => visit.includes(' x '))).toEqual([]);
});

test('coverage tells the pairs that were visited from those that were not', () => {
  const none = coverageOf({}, contract);
  expect(none.pairs.covered).toBe(0);
  expect(none.pairs.missing).toHaveLength(none.pairs.possible);
  const visits = Object.fromEntries(visited({ limit: 1, offset: 0 }).map((visit) => [visit, 2]));
  const some = coverageOf(visits, contract);
  expect(some.pairs).toMatchObject({ covered: 10, possible: none.pairs.possible });
  expect(some.pairs.missing).not.toContain('offset first x limit least');
  expect(some.boundaries).toEqual([
    { name: 'limit 1', requests: 2 },
    { name: 'offset 0', requests: 2 },
  ]);
});

test('visits add up by name', () => {
  expect(addVisits([{ b: 1, a: 2 }, {}, { b: 3, c: 1 }])).toEqual({ a: 2, b: 4, c: 1 });
});
