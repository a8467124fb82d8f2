/** Clause sets: a released one never changes, and the catalogue can judge as of each. */
import { expect, test } from '@playwright/test';
import { type ClauseSet, departures, loadClauseSets, pickSet, setOf } from '../../src/contract/clause-set.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { readDataFile } from '../../src/contract/document.ts';
import { packageFile } from '../../src/contract/package.ts';
import { isScored, setToScoreBy } from '../../src/result/scoring.ts';
import { complaintsOf, followingSet } from '../../tools/clause-sets.ts';

const contract = loadContract();
const { catalogue } = contract;
const CURRENT = { ...setOf(catalogue, '1.1'), digest: 'sha256:current' };
const [SLUG = '', ...OTHERS] = Object.keys(CURRENT.clauses);

/** A set of the catalogue's clauses but one, released. */
function earlier(
  change: (clauses: ClauseSet['clauses']) => ClauseSet['clauses'] = (same) => same,
): ClauseSet {
  const { [SLUG]: _later, ...rest } = CURRENT.clauses;
  return { version: '1.0', released: '2026-01-01', clauses: change(rest), digest: 'sha256:earlier' };
}

const RELEASED = { '1.0': 'sha256:earlier' };

test("the package's own sets are in order", () => {
  const released = readDataFile(packageFile('openapi/released-sets.yaml'), 'released sets');
  expect(loadClauseSets().length).toBeGreaterThan(0);
  expect(complaintsOf(loadClauseSets(), released, catalogue)).toEqual([]);
});

test('a released set beside a newer one is in order', () => {
  expect(complaintsOf([earlier(), CURRENT], RELEASED, catalogue)).toEqual([]);
});

const [OTHER = ''] = OTHERS;
const changed = (change: object) => (clauses: ClauseSet['clauses']) => ({
  ...clauses,
  [OTHER]: { level: 'MUST' as const, statement: `sha256:${'0'.repeat(64)}`, ...clauses[OTHER], ...change },
});

const DISORDER: readonly (readonly [what: string, sets: readonly ClauseSet[], says: RegExp])[] = [
  ['a released set that changed', [{ ...earlier(), digest: 'sha256:other' }, CURRENT], /1\.0 .* has changed/],
  ['a released set that is gone', [CURRENT], /1\.0 was released and is gone/],
  [
    'a released set that says no more so',
    [{ ...withoutRelease(earlier()), digest: 'sha256:x' }, CURRENT],
    /has changed/,
  ],
  [
    'a statement that changed',
    [earlier(changed({ statement: `sha256:${'1'.repeat(64)}` })), CURRENT],
    /states something else/,
  ],
  ['a level that changed', [earlier(changed({ level: 'OBSERVE' })), CURRENT], /was OBSERVE and is/],
  [
    'a clause that was lost',
    [earlier((all) => ({ ...all, 'window.gone': { level: 'MUST', statement: '' } })), CURRENT],
    /window\.gone is not in the catalogue/,
  ],
];

function withoutRelease({ released: _released, ...rest }: ClauseSet): ClauseSet {
  return rest;
}

for (const [what, sets, says] of DISORDER) {
  test(`${what} is told`, () => {
    expect(complaintsOf(sets, RELEASED, catalogue).join('\n')).toMatch(says);
  });
}

test('the newest set follows the catalogue until it is released', () => {
  const released = { ...CURRENT, version: '1.9', released: '2026-01-01' };
  expect(followingSet(undefined, catalogue)?.version).toBe('1.0');
  expect(followingSet({ ...CURRENT, version: '1.9' }, catalogue)?.version).toBe('1.9');
  expect(followingSet(released, catalogue)).toBeUndefined();
  expect(followingSet({ ...released, clauses: {} }, catalogue)?.version).toBe('1.10');
  expect(departures(CURRENT, catalogue)).toEqual([]);
});

test('the newest set is picked, unless another is asked for', () => {
  const sets = [earlier(), CURRENT];
  expect(pickSet(sets)?.version).toBe('1.1');
  expect(pickSet(sets, '1.0')?.version).toBe('1.0');
  expect(pickSet(sets, '2.0')).toBeUndefined();
  expect(setToScoreBy(contract)).toMatchObject({ version: '1.0', released: false });
  expect([
    isScored(SLUG, '1.0'),
    isScored('window.later', '1.0'),
    isScored('window.later', undefined),
  ]).toEqual([true, false, true]);
  expect(() => setToScoreBy(contract, '7.0')).toThrow(/no clause set is called "7\.0"; there are 1\.0/);
});
