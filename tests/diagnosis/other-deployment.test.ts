/** A deployment of another making is diagnosed as well as the reference: by the clauses that it breaks alone. */
import { expect, test } from '@playwright/test';
import { readSignatures } from '../../src/diagnosis/signatures.ts';
import { createReference } from '../../src/reference/reference.ts';
import { faults } from '../../src/reference/registry.ts';
import { contract, isNamed, judged, STRANGERS, spoilt } from './judged.ts';
import { FAULTS, otherDeployment } from './other-deployment.ts';

const CERTAIN = 0.75;

test('without a fault it is conformant, and nothing is diagnosed', async () => {
  expect(await judged(otherDeployment())).toEqual({ verdict: 'conformant', diagnosis: undefined });
});

test('its faults are known ones', () => {
  const slugs = new Set<string>(faults.map(({ slug }) => slug));
  expect(FAULTS.filter((fault) => !slugs.has(fault))).toEqual([]);
});

test('of its faults nine in ten are named', async () => {
  // All of them are measured by `npm run diagnosis`; here every second is enough to see that the naming works.
  const signatures = readSignatures();
  const some = FAULTS.filter((fault, place) => place % 2 === 0 && signatures.has(fault));
  expect(some.length).toBeGreaterThan(20);
  const missed: string[] = [];
  for (const fault of some) {
    const small = await judged(otherDeployment(fault));
    // What a smoke run has no probe for, a standard run has.
    const { verdict, diagnosis } =
      small.verdict === 'nonconformant' ? small : await judged(otherDeployment(fault), 'standard');
    expect([fault, verdict]).toEqual([fault, 'nonconformant']);
    if (!isNamed(fault, diagnosis)) missed.push(`${fault}: ${diagnosis?.fault ?? 'nothing'}`);
  }
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(some.length / 10);
});

test('faults that nobody knows are not named with certainty', async () => {
  for (const [description, spoil] of Object.entries(STRANGERS)) {
    for (const deployment of [otherDeployment(), createReference(contract)]) {
      const { verdict, diagnosis } = await judged(spoilt(deployment, spoil), 'standard');
      const isNamed = (diagnosis?.certainty ?? 0) >= CERTAIN;
      expect([description, verdict, isNamed]).toEqual([description, 'nonconformant', false]);
    }
  }
});

test('of two faults at once none is named that explains one of them alone', async () => {
  const [strange] = Object.entries(STRANGERS).filter(([description]) => description.includes('total'));
  for (const fault of ['window-end-ignored', 'id-matched-by-start'] as const) {
    const { diagnosis } = await judged(spoilt(otherDeployment(fault), strange?.[1] ?? ((answer) => answer)));
    expect(diagnosis?.certainty ?? 0).toBeLessThan(CERTAIN);
  }
});
