/** Each fault can be seen, in exactly the places where the deployment differs from a correct one. */
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { WITHOUT_FAULT } from '../../src/prove/proof.ts';
import type { ReferenceOptions } from '../../src/reference/reference.ts';
import { faults, variants } from '../../src/reference/registry.ts';
import { type Asked, contract, gist, reference } from './asking.ts';
import { probesFor, takesToken } from './probes.ts';

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

test('every MUST clause has a fault, and no clause that only observes has one', () => {
  const caught = new Set(faults.flatMap(({ caughtBy }) => caughtBy));
  const slugsOf = (level: string) =>
    contract.catalogue.entries.filter((entry) => entry.level === level).map(({ slug }) => slug);
  const due = slugsOf('MUST').filter((slug) => WITHOUT_FAULT[slug] === undefined);
  expect(due.filter((slug) => !caught.has(slug))).toEqual([]);
  expect(slugsOf('OBSERVE').filter((slug) => caught.has(slug))).toEqual([]);
});

test('every fault can be seen by fixed requests, not in all of them, and no two faults in the same way', async () => {
  const probes = await probesFor(reference());
  const correct = await answersOf({}, probes);
  expect(await answersOf({}, probes)).toEqual(correct);
  const bySymptoms = new Map<string, string>();
  for (const { slug } of faults.filter(takesToken)) {
    const answers = await answersOf({ fault: slug }, probes);
    const wrong = [...answers.entries()].filter(([place, answer]) => answer !== correct[place]);
    expect([slug, wrong.length > 0, wrong.length < probes.length]).toEqual([slug, true, true]);
    const symptoms = createHash('sha256').update(wrong.join('\n')).digest('hex');
    expect([slug, bySymptoms.get(symptoms)]).toEqual([slug, undefined]);
    bySymptoms.set(symptoms, slug);
  }
});

test('a fault goes together with any variant', async () => {
  const probes = (await probesFor(reference())).slice(0, 60);
  for (const { slug } of variants.filter(takesToken)) {
    if (['slow', 'busy', 'resetting', 'throttled', 'empty-instance'].includes(slug)) continue;
    const conformant = await answersOf({ variant: slug }, probes);
    const faulty = await answersOf({ variant: slug, fault: 'limit-one-more' }, probes);
    expect([slug, differences(conformant, faulty) > 0]).toEqual([slug, true]);
  }
});
