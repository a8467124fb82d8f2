import { expect, test } from '@playwright/test';
import type { CatalogueFile } from '../../src/contract/catalogue.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { ContractError } from '../../src/contract/contract-error.ts';
import { dataCheck } from '../../src/contract/data-check.ts';
import { readDataFile } from '../../src/contract/document.ts';
import { type JsonObject, resolvePointer } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';

const { catalogue } = loadContract();
const catalogueCheck = () => dataCheck<CatalogueFile>('openapi/clauses.schema.json');
const document = readDataFile(packageFile('openapi/rds-backups.openapi.yaml'), 'contract');

for (const { slug, chapter, reads, statement, needs, recipe } of catalogue.entries) {
  test(`${slug} reads places that the document has, and speaks both languages`, () => {
    for (const pointer of reads) expect(resolvePointer(document, pointer), pointer).toBeDefined();
    expect(slug.startsWith(`${chapter}.`)).toBe(true);
    expect(statement.en).toMatch(/^[A-Z].*\.$/);
    expect(statement.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(recipe !== undefined).toBe(needs.length > 0);
  });
}

test('pointers to a parameter lead to the one that the clause is about', () => {
  const named = (slug: string) =>
    catalogue
      .entry(slug)
      .reads.map((pointer) => /^.*\/parameters\/\d+/.exec(pointer)?.[0])
      .map((pointer) => (pointer === undefined ? undefined : resolvePointer(document, `${pointer}/name`)));
  expect(named('addressing.project-owned')).toEqual(['project_id']);
  expect(named('addressing.instance-required')).toEqual(['instance_id']);
  expect(named('filters.unknown-id')).toEqual(['backup_id']);
  expect(named('pagination.offset-negative')).toEqual(['offset']);
  expect(named('pagination.limit-bounds')).toEqual(['limit', 'limit']);
  expect(named('window.whole-history')).toEqual(['begin_time', 'end_time']);
});

test('every clause that the document names in a schema is in the catalogue', () => {
  const named = new Set(JSON.stringify(document).match(/"x-clause":"[^"]+"/g));
  expect(named.size).toBeGreaterThan(0);
  for (const mention of named) catalogue.entry(mention.slice('"x-clause":"'.length, -1));
});

test('the catalogue answers by slug, and a dangling slug is an error', () => {
  expect(catalogue.entry('pagination.tiling').level).toBe('MUST');
  expect(() => catalogue.entry('pagination.tilling')).toThrow(ContractError);
  expect(catalogue.digest).toMatch(/^sha256:[\da-f]{64}$/);
});

const ENTRY: JsonObject = {
  slug: 'errors.shape',
  chapter: 'errors',
  level: 'MUST',
  statement: { en: 'An error.', zh: '错误。' },
  source: [{ page: 'errors', table: 'v3 table' }],
  needs: ['rows'],
  reads: ['/openapi'],
  recipe: { en: 'Rows.', zh: '行。' },
};

const WRONG: readonly (readonly [string, JsonObject])[] = [
  ['a slug without a chapter', { slug: 'shape' }],
  ['a slug of no chapter', { slug: 'others.shape' }],
  ['a level of its own', { level: 'MAY' }],
  ['a statement in one language', { statement: { en: 'An error.' } }],
  ['no source', { source: [] }],
  ['a need that nobody knows', { needs: ['luck'] }],
  ['a pointer that is none', { reads: ['openapi'] }],
  ['a field that nobody reads', { severity: 'high' }],
  ['a recipe for nothing', { needs: [] }],
];

test('a sound entry passes the schema of the catalogue', () => {
  const { accepts } = catalogueCheck();
  expect(accepts({ version: '1.0', clauses: [ENTRY] })).toBe(true);
});

for (const [what, change] of WRONG) {
  test(`${what} breaks the schema of the catalogue`, () => {
    const { accepts, complaint } = catalogueCheck();
    expect(accepts({ version: '1.0', clauses: [{ ...ENTRY, ...change }] })).toBe(false);
    expect(complaint()).not.toBe('');
  });
}

test('needs without a recipe break the schema of the catalogue', () => {
  const { recipe, ...bare } = ENTRY;
  expect(recipe).toBeDefined();
  expect(catalogueCheck().accepts({ version: '1.0', clauses: [bare] })).toBe(false);
});
