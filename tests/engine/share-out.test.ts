/** Names, numbers and shares of the budget. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import { BUDGETS, readBudget } from '../../src/config/budget.ts';
import { shareOut } from '../../src/engine/share-out.ts';
import { contract } from './bench.ts';

const clauses = allClauses(contract);

const sumOf = (shares: ReadonlyMap<string, number>) =>
  [...shares.values()].reduce((sum, share) => sum + share, 0);

test('a name is a number of requests', () => {
  expect(readBudget('smoke')).toEqual({
    name: 'smoke',
    requests: 200,
    reserve: 8,
    beyondSmokeProbes: 0,
    everyProbe: false,
    exhaustive: false,
    surveyPages: 3,
  });
  expect(readBudget('standard')).toEqual({
    name: 'standard',
    requests: 2500,
    reserve: 100,
    beyondSmokeProbes: 1500,
    everyProbe: true,
    exhaustive: false,
    surveyPages: 10,
  });
  expect(readBudget('exhaustive')).toMatchObject({ requests: 15_000, everyProbe: true, exhaustive: true });
});

test('a number stands for itself; every probe runs from that of a standard run on', () => {
  expect(readBudget('1')).toMatchObject({ name: '1', requests: 1, everyProbe: false });
  expect(readBudget('2499').everyProbe).toBe(false);
  expect(readBudget('2500')).toEqual({ ...readBudget('standard'), name: '2500' });
  expect(readBudget('9999999').requests).toBe(9_999_999);
});

for (const text of [
  '',
  '0',
  '-1',
  '01',
  '1.5',
  '1e3',
  ' 5',
  '5 ',
  '10000000',
  'Smoke',
  'toString',
  '__proto__',
]) {
  test(`"${text}" is no budget`, () => {
    expect(() => readBudget(text)).toThrow(
      new RangeError(`"${text}" is no budget: say smoke, standard, exhaustive or a number of requests`),
    );
  });
}

test('the shares of a named budget add up to no more than it, apart from one request for each check without weight', () => {
  for (const [name, requests] of Object.entries(BUDGETS)) {
    const shares = shareOut(readBudget(name), clauses);
    expect([...shares.keys()]).toEqual(clauses.map(({ slug }) => slug));
    const weightless = clauses.filter((clause) => clause.budgetWeight === 0 && clause.check !== undefined);
    expect.soft(sumOf(shares) - weightless.length, name).toBeLessThanOrEqual(requests * 0.9 + 1);
  }
});

const check: Clause['check'] = () => Promise.resolve({ kind: 'held', cases: 0 });

test('a clause that only watches has no share, whatever its weight', () => {
  const watching = { slug: 'watching', budgetWeight: 3, watch: () => undefined };
  const asking = { slug: 'asking', budgetWeight: 0, check };
  expect(Object.fromEntries(shareOut(readBudget('smoke'), [watching, asking]))).toEqual({
    watching: 0,
    asking: 1,
  });
});

test('shares: at least one each, no more than the budget allows, and more for a larger weight', () => {
  const weights = fc.array(fc.nat(5), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 20_000 }), (all, requests) => {
      const some = all.map((budgetWeight, place) => ({ slug: `clause-${place}`, budgetWeight, check }));
      const shares = shareOut({ ...readBudget('1'), beyondSmokeProbes: requests }, some);
      expect(sumOf(shares)).toBeLessThanOrEqual(requests * 0.9 + some.length);
      const byWeight = some
        .toSorted((one, other) => one.budgetWeight - other.budgetWeight)
        .map(({ slug, budgetWeight }) => ({ budgetWeight, share: shares.get(slug) ?? 0 }));
      // In order of weight, so that neighbours speak for all pairs; equal weights have equal shares.
      const wrong = byWeight.filter(({ budgetWeight, share }, place) => {
        const before = byWeight[place - 1];
        const isLess = before !== undefined && share < before.share;
        const differs = before?.budgetWeight === budgetWeight && share !== before.share;
        return !Number.isInteger(share) || share < 1 || isLess || differs;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200, seed: 20181206 },
  );
});
