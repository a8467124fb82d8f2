import { expect, test } from '@playwright/test';
import type { CatalogueFile } from '../../src/contract/catalogue.ts';
import { createContract, loadContract } from '../../src/contract/contract.ts';
import { ContractError } from '../../src/contract/contract-error.ts';
import { dataCheck } from '../../src/contract/data-check.ts';
import { readDataFile } from '../../src/contract/document.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';

const { catalogue, locate } = loadContract();
const catalogueCheck = () => dataCheck<CatalogueFile>('openapi/clauses.schema.json');
const document = readDataFile(packageFile('openapi/rds-backups.openapi.yaml'), 'contract');

for (const { slug, chapter, reads, statement, needs, recipe } of catalogue.entries) {
  test(`${slug} reads places that the document has, and speaks both languages`, () => {
    for (const address of reads) expect(locate(address).node, address).toBeDefined();
    expect(slug.startsWith(`${chapter}.`)).toBe(true);
    expect(statement.en).toMatch(/^[A-Z].*\.$/);
    expect(statement.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(recipe !== undefined).toBe(needs.length > 0);
  });
}

test('an address is a scope, parts or names, and a keyword', () => {
  expect(locate('query/limit/maximum')).toEqual({ name: 'query/limit/maximum', node: 100 });
  expect(locate('query/begin/format')).toEqual({
    name: 'query/begin_time/format',
    node: 'basic-offset-date-time',
  });
  expect(locate('query/begin_time/required')).toEqual({ name: 'query/begin_time/required', node: false });
  expect(locate('row/type').node).toMatchObject({ $ref: '#/components/schemas/BackupType' });
  expect(locate('row/engine/enum')).toEqual({
    name: 'row/datastore/type/enum',
    node: ['MySQL', 'PostgreSQL', 'SQLServer'],
  });
  expect(locate('listing/total').name).toBe('listing/total_count');
  expect(locate('header/X-Language/enum').node).toEqual(['en-us', 'zh-cn']);
  expect(locate('error/code').name).toBe('error/error_code');
});

for (const address of ['query/size', 'query/limit/pattern', 'rows', 'row/engine/name', 'query/3', '']) {
  test(`the address ${address || '(empty)'} leads nowhere, and says so`, () => {
    expect(() => locate(address)).toThrow(ContractError);
  });
}

test('an address leads to its parameter wherever that stands in the document', () => {
  const turned = structuredClone(document) as { paths: Record<string, { get: { parameters: Json[] } }> };
  for (const { get } of Object.values(turned.paths)) get.parameters.reverse();
  const other = createContract(turned as JsonObject);
  for (const { reads } of catalogue.entries)
    for (const address of reads) expect(other.locate(address)).toEqual(locate(address));
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
  reads: ['path'],
  recipe: { en: 'Rows.', zh: '行。' },
};

const WRONG: readonly (readonly [string, JsonObject])[] = [
  ['a slug without a chapter', { slug: 'shape' }],
  ['a slug of no chapter', { slug: 'others.shape' }],
  ['a level of its own', { level: 'MAY' }],
  ['a statement in one language', { statement: { en: 'An error.' } }],
  ['no source', { source: [] }],
  ['a need that nobody knows', { needs: ['luck'] }],
  ['an address that is none', { reads: ['/path'] }],
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
