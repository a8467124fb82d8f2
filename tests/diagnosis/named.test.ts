/** Faults that run as black boxes are named by what the suite saw of them, and by that alone. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { diagnoseSubject, isNamedFirst } from '../../src/prove/diagnose-subject.ts';
import type { Diagnosis } from '../../src/result/result.ts';

const contract = loadContract();

function named([first]: readonly Diagnosis[]): readonly string[] {
  return first === undefined ? [] : [first.fault, ...first.alike];
}

const FAULTS = [
  'version-not-read',
  'any-token-accepted',
  'limit-one-more',
  'offset-one-more',
  'total-of-page',
  'total-flickers',
  'ties-in-any-order',
  'limit-before-filters',
  'window-shifted-by-zone',
  'zone-ignored',
  'type-lacks-failed',
  'id-crosses-instances',
  'unknown-id-lists-all',
  'size-null',
  'wrapped-in-data',
  'no-rows-null',
  'error-as-200',
  'error-body-html',
];

for (const fault of FAULTS) {
  test(`the fault ${fault} is named`, async () => {
    const diagnosis = await diagnoseSubject(contract, { subject: { fault }, seed: 5, budget: 'smoke' });

    expect(named(diagnosis)).toContain(fault);
    const [{ explained, of } = { explained: 0, of: 1 }] = diagnosis;
    expect(explained).toBeGreaterThanOrEqual(0.98 * of);
  });
}

test('a fault whose rows are rare is named by the kind of damage, whichever rows the model would damage', async () => {
  // Another data set: the model counts rows from the ones it saw, so that its own rare rows are others.
  const subject = { fault: 'name-null', variant: 'oldest-first', seed: 9, backups: 230 };
  const diagnosis = await diagnoseSubject(contract, { subject, seed: 5, budget: 'standard' });

  expect(isNamedFirst('name-null', diagnosis)).toBe(true);
});

const IN_COMPANY: readonly (readonly [string, readonly string[]])[] = [
  ['limit-before-filters', ['oldest-first', 'utc-times', 'window-by-overlap']],
  ['window-by-hour', ['unordered-but-stable', 'window-by-end', 'status-422']],
  ['type-lacks-failed', ['largest-first', 'mixed-zones', 'incremental-only-when-asked']],
];

for (const [fault, variant] of IN_COMPANY) {
  test(`the fault ${fault} is named in a deployment that is ${variant.join(', ')}`, async () => {
    test.slow();
    const subject = { fault, variant };
    const diagnosis = await diagnoseSubject(contract, { subject, seed: 5, budget: 'standard' });

    expect(named(diagnosis)).toContain(fault);
  });
}

for (const variant of ['oldest-first', 'mixed-zones', 'window-by-end', 'unknown-id-404', 'lenient-times']) {
  test(`nothing is said of a deployment that is merely ${variant}`, async () => {
    const diagnosis = await diagnoseSubject(contract, { subject: { variant }, seed: 5, budget: 'smoke' });

    expect(diagnosis).toEqual([]);
  });
}
