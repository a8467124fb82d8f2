/** A standard run visits every boundary of the contract and every pair of features, whatever the seed. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';

const contract = loadContract();
const { limit, filters } = contract.operation;

const CERTAIN = [
  ...[limit.minimum - 2, limit.minimum - 1, limit.minimum, limit.minimum + 1].map(
    (value) => `limit ${value}`,
  ),
  ...[limit.maximum - 1, limit.maximum, limit.maximum + 1].map((value) => `limit ${value}`),
  ...['-1', '0', '1', 'total-1', 'total', 'total+1', '2147483647', '2147483648'].map(
    (value) => `offset ${value}`,
  ),
  ...filters.flatMap(({ parameter, values }) =>
    [...values, 'outside'].map((value) => `${parameter} ${value}`),
  ),
  'pair begin alone',
  'pair end alone',
  'pair reversed',
  'pair equal',
  'pair one second',
  ...['+0530', '+0545', '-0330', '+1400', '-1200', '+0800', '+0000'].map((zone) => `zone ${zone}`),
];

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}`, async () => {
    test.slow();
    const { coverage } = await judgeSubject(contract, { subject: {}, seed, budget: 'standard' });
    const visited = coverage.boundaries.map(({ name }) => name);
    expect(CERTAIN.filter((name) => !visited.includes(name))).toEqual([]);
    expect(coverage.pairs.missing).toEqual([]);
  });
}

test('a million backups take no more requests than a few hundred, within a tenth', async () => {
  test.slow();
  const few = await judgeSubject(contract, { subject: { backups: 260 }, seed: 3, budget: 'standard' });
  const many = await judgeSubject(contract, { subject: { backups: 1_000_000 }, seed: 3, budget: 'standard' });
  expect(many.verdict).toBe('conformant');
  expect(many.requests).toBeLessThanOrEqual(few.requests * 1.1);
});

test('a smoke run is about as small as its name says', async () => {
  const { requests, verdict } = await judgeSubject(contract, { subject: {}, seed: 3, budget: 'smoke' });
  expect(requests).toBeLessThanOrEqual(200);
  expect(verdict).toBe('conformant');
});
