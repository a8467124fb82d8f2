/** Each fault can be seen, in exactly the places where the deployment differs from a correct one. */
import { expect, test } from '@playwright/test';
import type { ReferenceOptions } from '../../src/reference/reference.ts';
import { faults, variants } from '../../src/reference/registry.ts';
import { type Asked, contract, gist, reference } from './asking.ts';
import { probesFor } from './probes.ts';

async function answersOf(options: ReferenceOptions, probes: readonly Asked[]): Promise<readonly string[]> {
  const asked = reference(options);
  const answers: string[] = [];
  for (const probe of probes) answers.push(gist(await asked.answer({ method: 'GET', ...probe })));
  // Some faults show only in requests that are under way together.
  const together = probes
    .slice(0, 8)
    .map(async (probe) => gist(await asked.answer({ method: 'GET', ...probe })));
  return [...answers, ...(await Promise.all(together))];
}

function differences(one: readonly string[], other: readonly string[]): number {
  return one.filter((answer, place) => answer !== other[place]).length;
}

test('every fault has a slug of its own and a sentence, and names clauses that the catalogue has', () => {
  expect(new Set([...faults, ...variants].map(({ slug }) => slug)).size).toBe(
    faults.length + variants.length,
  );
  for (const { slug, description, caughtBy } of faults) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(caughtBy.length).toBeGreaterThan(0);
    for (const clause of caughtBy) expect(contract.catalogue.entry(clause).slug).toBe(clause);
  }
});

test('every clause with a verdict is what some fault is caught by', () => {
  const caught = new Set(faults.flatMap(({ caughtBy }) => caughtBy));
  const due = contract.catalogue.entries.filter(({ level }) => level === 'MUST').map(({ slug }) => slug);
  expect(due.filter((slug) => !caught.has(slug))).toEqual([]);
});

test('every fault can be seen by fixed requests, and not in all of them', async () => {
  const probes = await probesFor(reference());
  const correct = await answersOf({}, probes);
  expect(differences(correct, await answersOf({}, probes))).toBe(0);
  for (const { slug } of faults) {
    const seen = differences(correct, await answersOf({ fault: slug }, probes));
    expect([slug, seen > 0, seen < probes.length]).toEqual([slug, true, true]);
  }
});

test('no two faults are one', async () => {
  const probes = await probesFor(reference());
  const bySymptoms = new Map<string, string>();
  for (const { slug } of faults) {
    const symptoms = (await answersOf({ fault: slug }, probes)).join('\n');
    expect([slug, bySymptoms.get(symptoms)]).toEqual([slug, undefined]);
    bySymptoms.set(symptoms, slug);
  }
});

test('a fault goes together with any variant', async () => {
  const probes = (await probesFor(reference())).slice(0, 60);
  for (const { slug } of variants) {
    if (['slow', 'busy', 'resetting', 'throttled', 'empty-instance'].includes(slug)) continue;
    const conformant = await answersOf({ variant: slug }, probes);
    const faulty = await answersOf({ variant: slug, fault: 'limit-one-more' }, probes);
    expect([slug, differences(conformant, faulty) > 0]).toEqual([slug, true]);
  }
});
