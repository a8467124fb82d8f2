/** Which needs a survey meets. */
import { expect, test } from '@playwright/test';
import type { Known } from '../../src/clauses/known.ts';
import type { CatalogueEntry } from '../../src/contract/catalogue.ts';
import { unmetNeed } from '../../src/engine/survey/needs.ts';
import { instance, knowing, row } from '../result/values.ts';
import { contract } from './bench.ts';

type Need = CatalogueEntry['needs'][number];

const unmet = (needs: readonly Need[], known: Known) =>
  unmetNeed({ ...contract.catalogue.entry('pagination.page-size'), needs }, known, contract);

const nothing = knowing(instance([]));
const some = knowing(instance([row('a')]));
const { end: _end, ...open } = row('b', { status: 'BUILDING' });

/** What meets each need, and what just falls short. */
const TABLE: Readonly<Record<Need, { readonly met: Known; readonly short: Known }>> = {
  auth: { met: nothing, short: { ...some, authenticated: false } },
  rows: { met: some, short: nothing },
  'rows>0': { met: knowing(instance([], { total: 1 })), short: nothing },
  'rows>2': { met: knowing(instance([], { total: 3 })), short: knowing(instance([], { total: 2 })) },
  'rows>default-limit': {
    met: knowing(instance([], { total: 101 })),
    short: knowing(instance([], { total: 100 })),
  },
  'timed-rows': { met: some, short: knowing(instance([open, row('c', { begin: 1_000_061 })])) },
  'two-instances': {
    met: knowing(instance([row('a')]), instance([row('b')])),
    short: knowing(instance([row('a'), row('b')]), instance([])),
  },
  'building-rows': { met: knowing(instance([row('a'), open])), short: some },
  'incremental-rows': {
    met: knowing(instance([]), instance([row('a', { type: 'incremental' })])),
    short: some,
  },
};

for (const [need, { met, short }] of Object.entries(TABLE)) {
  test(`${need} is met, or just not`, () => {
    expect(unmet([need as Need], met)).toBeUndefined();
    expect(unmet([need as Need], short)).toBe(need);
  });
}

test('the first need that is not met is told; none needed, none missing', () => {
  expect(unmet(['rows', 'building-rows', 'incremental-rows'], some)).toBe('building-rows');
  expect(unmet([], knowing())).toBeUndefined();
});
