/** What the documentation names exists: clauses, npm scripts and files. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { files, ROOT, read } from './repository.ts';

const PAGES = files().filter((path) => path.endsWith('.md') && !path.startsWith('tests/'));

/** Slugs of the catalogue, read without the suite's own reader. */
const SLUGS = slugsIn(parse(read('openapi/clauses.yaml')));

function slugsIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const own = 'slug' in value && typeof value.slug === 'string' ? [value.slug] : [];
  return new Set([...own, ...Object.values(value).flatMap((part: unknown) => [...slugsIn(part)])]);
}

test('every clause that a page names is in the catalogue', () => {
  const chapters = [...new Set([...SLUGS].map((slug) => slug.split('.')[0]))];
  const slug = new RegExp(`\`((?:${chapters.join('|')})\\.[a-z0-9-]+)\``, 'g');
  const named = PAGES.flatMap((page) => [...read(page).matchAll(slug)].map(([, name]) => `${page}: ${name}`));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((each) => !SLUGS.has(each.split(': ')[1] ?? ''))).toEqual([]);
});

test('every clause that the reading did not have is ruled on', () => {
  const rulings = read('docs/rulings.md');
  const added = [
    'errors.v3-names',
    'filters.totals',
    'response.integer-spelling',
    'response.incremental-end-not-before-begin',
  ];
  expect(added.filter((each) => !SLUGS.has(each) || !rulings.includes(`\`${each}\``))).toEqual([]);
});

test('every npm script that a page names is in package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = PAGES.flatMap((page) =>
    [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name ?? ''),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('every file that a page links to or names in full exists', () => {
  const links = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) =>
      join(dirname(page), link ?? ''),
    ),
  );
  const paths = PAGES.flatMap((page) =>
    [...read(page).matchAll(/`((?:src|tests|tools|openapi|docs|bench|\.ci)\/[\w./-]+\.\w+)`/g)].map(
      ([, path]) => path ?? '',
    ),
  );
  expect(links.length).toBeGreaterThan(2);
  expect([...links, ...paths].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
