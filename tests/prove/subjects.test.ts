/** The faults and variants that a proof tries. */
import { expect, test } from '@playwright/test';
import { allSubjects, chapterOf, sampleOf, subjectsNamed } from '../../src/prove/subjects.ts';
import { faultOf, faults } from '../../src/reference/registry.ts';

const slugsOf = (size: number, turn: number) => sampleOf(size, turn).map(({ slug }) => slug);

test('a sample holds faults of every chapter and variants, each once, about as many as asked for', () => {
  const chapters = new Set(faults.map(chapterOf));
  for (const size of [1, 20, 100]) {
    const sample = sampleOf(size, 1);
    const slugs = sample.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(Math.abs(slugs.length - Math.max(size, chapters.size + 1))).toBeLessThan(4);
    const tried = sample.filter(({ kind }) => kind === 'fault').map(({ slug }) => chapterOf(faultOf(slug)));
    expect(new Set(tried)).toEqual(chapters);
    expect(sample.some(({ kind }) => kind === 'variant')).toBe(true);
  }
});

test('the same turn takes the same ones, the next turn others, and enough turns take all', () => {
  expect(slugsOf(20, 1)).toEqual(slugsOf(20, 1));
  expect(slugsOf(20, 2).filter((slug) => slugsOf(20, 1).includes(slug))).toEqual([]);
  const turns = Array.from({ length: 60 }, (_, turn) => slugsOf(20, turn)).flat();
  expect(new Set(turns)).toEqual(new Set(allSubjects.map(({ slug }) => slug)));
});

test('slugs name faults and variants, in the order of the registries', () => {
  expect(subjectsNamed(['utc-times', 'limit-ignored'])).toEqual([
    { kind: 'fault', slug: 'limit-ignored' },
    { kind: 'variant', slug: 'utc-times' },
  ]);
});
