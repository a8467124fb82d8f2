/** The page of a proof. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import type { JobResult } from '../../src/prove/job.ts';
import { proofPage } from '../../src/prove/page.ts';
import { evaluate, type Proof } from '../../src/prove/proof.ts';
import { faultOf, faults, variants } from '../../src/reference/registry.ts';

const contract = loadContract();
const { entries } = contract.catalogue;
const HOSTILE = `</td><script>alert(1)</script><img src=x onerror='alert(1)'>`;

function caught(slug: string, requests: number, others: readonly string[] = [], seed = 1): JobResult {
  const named = faultOf(slug).caughtBy;
  const catches = [...named, ...others].map((clause) => ({
    slug: clause,
    verdict: 'fail' as const,
    requests: 3,
    first: requests,
    detail: HOSTILE,
  }));
  const firstCatch = { slug: named[0] ?? '', requests };
  const job = { kind: 'fault' as const, slug, seed, budget: 'standard' };
  return { job, verdict: 'nonconformant', requests: 1500, catches, undecided: [], named, firstCatch };
}

function missed(slug: string, seed = 1): JobResult {
  const { firstCatch: _, ...result } = caught(slug, 0, [], seed);
  return { ...result, catches: [], verdict: 'conformant' };
}

function cleared(slug: string): JobResult {
  const job = { kind: 'variant' as const, slug, seed: 1, budget: 'standard' };
  return { job, verdict: 'conformant', requests: 1500, catches: [], undecided: [], named: [] };
}

function proofOf(results: readonly JobResult[], seeds: readonly number[] = [1]): Proof {
  const evaluateed = evaluate(results, entries);
  return {
    suite: { name: 'suite', version: '0' },
    contract: { digest: 'd', catalogue: 'c' },
    budget: 'standard',
    seeds,
    verdict: evaluateed.complaints.length === 0 ? 'holds' : 'broken',
    ...evaluateed,
    workers: 2,
    milliseconds: 159_000,
    results,
  };
}

/** The row of one subject. */
function rowIn(page: string, slug: string): string {
  return new RegExp(`<tr id="${slug}"[^]*?</tr>`).exec(page)?.[0] ?? '';
}

test('every fault has a row, under the chapter of the first clause named for it, with the marks of the clauses', async () => {
  const results = faults.map(({ slug }) => caught(slug, 12, ['filters.combine']));
  const page = await proofPage(proofOf(results), contract);

  for (const { slug, description, caughtBy } of faults) {
    const row = rowIn(page, slug);
    expect(row.match(/class="named"/g)).toHaveLength(new Set(caughtBy).size);
    expect(row.match(/class="other"/g) ?? []).toHaveLength(caughtBy.includes('filters.combine') ? 0 : 1);
    expect(row.replaceAll('&#39;', "'").replaceAll('&quot;', '"')).toContain(description);
    expect(row).toContain('<td class="number">12</td>');
    const before = page
      .slice(0, page.indexOf(row))
      .match(/<h3>(\w+)<\/h3>/g)
      ?.at(-1);
    expect(before).toBe(`<h3>${contract.catalogue.entry(caughtBy[0] ?? '').chapter}</h3>`);
  }
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});

test('what clauses saw is text', async () => {
  const page = await proofPage(proofOf([caught('limit-one-more', 3)]), contract);

  expect(page).not.toContain('<img');
  expect(page).not.toContain('<script>alert');
});

test('a broken proof says why before anything else', async () => {
  const page = await proofPage(proofOf([missed('limit-one-more'), cleared('utc-times')]), contract);

  expect(page).toContain('<h1>The proof is broken</h1>');
  const [why, matrix] = [page.indexOf('limit-one-more, seed 1: is not caught'), page.indexOf('id="matrix"')];
  expect(why).toBeGreaterThan(0);
  expect(why).toBeLessThan(matrix);
  expect(rowIn(page, 'limit-one-more')).toContain('missed');
  expect(rowIn(page, 'utc-times')).toContain(variants.find(({ slug }) => slug === 'utc-times')?.description);
});

test('several seeds are one row: the range of first catches, and what wavered', async () => {
  const results = [
    caught('limit-one-more', 30, [], 1),
    caught('limit-one-more', 12, [], 2),
    missed('limit-one-more', 3),
  ];
  const page = await proofPage(proofOf(results, [1, 2, 3]), contract);

  const row = rowIn(page, 'limit-one-more');
  expect(row).toContain('12–30, missed in 1');
  expect(row).toContain('class="some-seeds"');
  expect(row).not.toContain('class="named"');
});

test('a clause that alone caught a fault is told so, with the fault', async () => {
  const alone = { ...caught('limit-one-more', 3), named: ['pagination.page-size'] };
  const only = { ...alone, catches: alone.catches.filter(({ slug }) => slug === 'pagination.page-size') };
  const page = await proofPage(proofOf([only]), contract);

  const table = page.slice(page.indexOf('id="alone"'));
  expect(table).toMatch(/<code>pagination\.page-size<\/code><\/th><td><a href="#limit-one-more">/);
  expect(table).toContain('<strong class="none">none</strong>');
});
