/** Published tables lead to clauses and clauses to faults, and no name leads nowhere. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { faults, variants } from '../../src/reference/registry.ts';
import { problemsOf, readRows, traceabilityPage, tracedHere } from '../../tools/traceability.ts';
import { files, read } from './repository.ts';

const traced = tracedHere();
const { entries } = traced;

test('every row of the source leads to a clause, every clause to a check and to a fault or a reason', () => {
  expect(problemsOf(traced)).toEqual([]);
});

test('the rows of the source are those of the contract', () => {
  const rowsOf = (table: string) =>
    readRows()
      .filter((row) => row.page === 'list-backups' && row.table === table)
      .flatMap(({ row }) => row ?? []);
  const { operation, document } = loadContract();
  const schemas = document.components?.schemas ?? {};
  const fields = (schema: string) => Object.keys(schemas[schema]?.properties ?? {});

  expect(rowsOf('table 1').sort()).toEqual(
    ['version_id', 'project_id', ...operation.parameters.map(({ name }) => name)].sort(),
  );
  expect(rowsOf('table 2').sort()).toEqual(fields('Listing').sort());
  expect(rowsOf('table 3').sort()).toEqual(fields('Backup').sort());
});

test('what leads nowhere is reported', () => {
  const [first, ...rest] = entries;
  if (first === undefined) throw new Error('no clause');
  const [row] = first.source;
  const without = (slug: string) => traced.clauses.filter((clause) => clause.slug !== slug);
  const cases: readonly (readonly [Partial<typeof traced>, RegExp])[] = [
    [
      { rows: [...traced.rows, { page: 'clients', table: 'table 9', row: 'colour' }] },
      /no clause names clients, table 9, colour/,
    ],
    [
      { rows: traced.rows.filter(({ table }) => table !== row?.table) },
      /names list-backups, table 1, .*which is no row/,
    ],
    [{ rows: traced.rows.map((each) => ({ ...each, without: 'why not' })) }, /remove the reason/],
    [{ clauses: without(first.slug) }, /has neither check nor watch/],
    [{ faults: [] }, /no fault is caught by/],
    [{ entries: rest }, /is not in the catalogue/],
    [{ entries: [{ ...first, reads: ['query/colour'] }, ...rest] }, /does not have query\/colour/],
    [
      { faults: [...traced.faults, { slug: 'odd', caughtBy: ['window.never'] }] },
      /the fault odd names window\.never/,
    ],
    [
      { faults: [...traced.faults, { slug: 'odd', caughtBy: ['pagination.order'] }] },
      /pagination\.order, but an OBSERVE clause has no fault/,
    ],
  ];
  for (const [change, says] of cases) expect(problemsOf({ ...traced, ...change }).join('\n')).toMatch(says);
});

test('the page names every row, every clause and every fault', () => {
  const page = traceabilityPage(traced);
  for (const { row } of traced.rows) if (row !== undefined) expect(page).toContain(`| \`${row}\` |`);
  for (const { slug } of [...entries, ...faults]) expect(page).toContain(`\`${slug}\``);
});

/** Names in tests that are wrong on purpose, and beginnings of names. */
const MEANT = new Set([
  'window.soudn',
  'window.never',
  'window.gone',
  'window.later',
  'pagination.limit-bound',
  'pagination.tilling',
  'addressing.made-up',
  'auth.of-tomorrow',
  'addressing.version',
  'pagination.default',
]);

test('every clause that is named anywhere exists', () => {
  const slugs = new Set(entries.map(({ slug }) => slug));
  const chapters = [...new Set(entries.map(({ chapter }) => chapter))].join('|');
  const named = new RegExp(`['"\`]((?:${chapters})\\.[a-z][a-z0-9-]*)['"\`]`, 'g');
  const texts = files().filter((path) => /\.(ts|md|ya?ml|mjs)$/.test(path));
  const unknown = texts.flatMap((path) =>
    [...read(path).matchAll(named)]
      .map(([, slug = '']) => slug)
      .filter((slug) => !slugs.has(slug) && !(path.startsWith('tests/') && MEANT.has(slug)))
      .map((slug) => `${path}: ${slug}`),
  );
  expect(unknown).toEqual([]);
});

test('every fault and variant in a command of a page exists', () => {
  const slugs = new Set([...faults, ...variants].map(({ slug }) => slug));
  const pages = files().filter((path) => path.endsWith('.md'));
  const told = pages.flatMap((path) => [...read(path).matchAll(/--(?:fault|variant) ([a-z][a-z0-9-]+)/g)]);
  expect(told.map(([, slug = '']) => slug).filter((slug) => !slugs.has(slug))).toEqual([]);
});
