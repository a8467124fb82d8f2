/**
 * Traces the published tables to clauses, and the clauses to faults. docs/traceability.md shows it; the problems are the
 * rows, clauses and names that lead nowhere.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { allClauses } from '../src/clauses/all-clauses.ts';
import type { Clause } from '../src/clauses/clause.ts';
import type { CatalogueEntry } from '../src/contract/catalogue.ts';
import { loadContract } from '../src/contract/contract.ts';
import { ContractError } from '../src/contract/contract-error.ts';
import { packageFile } from '../src/contract/package.ts';
import { WITHOUT_FAULT } from '../src/prove/proof.ts';
import type { Fault } from '../src/reference/mutation.ts';
import { faults } from '../src/reference/registry.ts';
import type { Generated } from './generated.ts';

const ROWS = packageFile('openapi/source-rows.yaml');

/** A row of a published table; without `row` it is a whole table or paragraph. */
export interface SourceRow {
  readonly page: string;
  readonly table: string;
  readonly row?: string;
  /** Why no clause names it. */
  readonly without?: string;
}

/** What is traced. */
export interface Traced {
  readonly rows: readonly SourceRow[];
  readonly entries: readonly CatalogueEntry[];
  readonly clauses: readonly Pick<Clause, 'slug' | 'check' | 'watch'>[];
  readonly faults: readonly Pick<Fault, 'slug' | 'caughtBy'>[];
  /** Finds a place of the contract. @throws ContractError where an address leads nowhere */
  readonly locate: (address: string) => unknown;
  /** Clauses that no fault can break, with reasons. */
  readonly withoutFault: Readonly<Record<string, string>>;
}

interface SourceFile {
  readonly pages: readonly {
    readonly page: string;
    readonly tables: readonly {
      readonly table: string;
      readonly rows?: readonly string[];
      readonly without?: Readonly<Record<string, string>>;
    }[];
  }[];
}

export function readRows(): readonly SourceRow[] {
  const { pages }: SourceFile = parse(readFileSync(ROWS, 'utf8'));
  return pages.flatMap(({ page, tables }) =>
    tables.flatMap(({ table, rows, without = {} }): readonly SourceRow[] =>
      rows === undefined
        ? [{ page, table }]
        : rows.map((row) => {
            const reason = without[row];
            return { page, table, row, ...(reason === undefined ? {} : { without: reason }) };
          }),
    ),
  );
}

export function tracedHere(): Traced {
  const contract = loadContract();
  return {
    rows: readRows(),
    entries: contract.catalogue.entries,
    clauses: allClauses(contract),
    faults,
    locate: contract.locate,
    withoutFault: WITHOUT_FAULT,
  };
}

/** Returns one line for each row, clause or name that leads nowhere. */
export function problemsOf({
  rows,
  entries,
  clauses,
  faults,
  locate,
  withoutFault,
}: Traced): readonly string[] {
  const slugs = new Set(entries.map(({ slug }) => slug));
  return [
    ...rows
      .filter((row) => row.without === undefined && namedBy(row, entries).length === 0)
      .map((row) => `no clause names ${nameOf(row)}`),
    ...rows
      .filter((row) => row.without !== undefined && namedBy(row, entries).length > 0)
      .map((row) => `${nameOf(row)} is named by a clause: remove the reason why none names it`),
    ...entries.flatMap(({ slug, source }) =>
      source
        .filter((named) => !rows.some((row) => covers(named, row)))
        .map((named) => `${slug} names ${nameOf(named)}, which is no row of the source`),
    ),
    ...entries.flatMap(({ slug, reads }) => reads.flatMap((address) => danglingIn(slug, address, locate))),
    ...entries.flatMap((entry) => problemsOfClause(entry, clauses, faults, withoutFault)),
    ...faults.flatMap(({ slug, caughtBy }) =>
      caughtBy
        .filter((clause) => !slugs.has(clause))
        .map((clause) => `the fault ${slug} names ${clause}, which is no clause`),
    ),
    ...[...clauses.map(({ slug }) => slug), ...Object.keys(withoutFault)]
      .filter((slug) => !slugs.has(slug))
      .map((slug) => `${slug} is not in the catalogue`),
  ];
}

function danglingIn(slug: string, address: string, locate: Traced['locate']): readonly string[] {
  try {
    locate(address);
    return [];
  } catch (problem) {
    if (!(problem instanceof ContractError)) throw problem;
    return [`${slug} reads a place that is not there: ${problem.message}`];
  }
}

function problemsOfClause(
  { slug, level }: CatalogueEntry,
  clauses: Traced['clauses'],
  faults: Traced['faults'],
  withoutFault: Traced['withoutFault'],
): readonly string[] {
  const clause = clauses.find((each) => each.slug === slug);
  const isJudged = clause?.check !== undefined || clause?.watch !== undefined;
  const isBroken = faults.some(({ caughtBy }) => caughtBy.includes(slug));
  return [
    ...(isJudged ? [] : [`${slug} has neither check nor watch`]),
    ...(isBroken || level === 'OBSERVE' || withoutFault[slug] !== undefined
      ? []
      : [`no fault is caught by ${slug}: add one (only OBSERVE clauses have none)`]),
    ...(isBroken && level === 'OBSERVE'
      ? [`a fault names ${slug}, but an OBSERVE clause has no fault: it never fails`]
      : []),
  ];
}

/** A clause that names a table names all its rows. */
function covers(named: CatalogueEntry['source'][number], row: SourceRow): boolean {
  const isSameTable = named.page === row.page && named.table === row.table;
  return isSameTable && (named.row === undefined || named.row === row.row);
}

function namedBy(row: SourceRow, entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  return entries.filter(({ source }) => source.some((named) => covers(named, row)));
}

function nameOf({ page, table, row }: SourceRow): string {
  return row === undefined ? `${page}, ${table}` : `${page}, ${table}, ${row}`;
}

/** Returns the text of docs/traceability.md. */
export function traceabilityPage(traced: Traced): string {
  const { rows, entries } = traced;
  const tables = [...new Map(rows.map((row) => [`${row.page}, ${row.table}`, row])).entries()];
  return `${[
    '# From the source to the faults',
    '',
    'Generated by `npm run generate`; do not edit. `npm run check` fails if no clause names a row of the published tables, if a clause has no check, if a MUST or SHOULD clause has no fault, or if a name leads nowhere. An OBSERVE clause has no fault: it records what a deployment does and never fails.',
    '',
    '## Rows of the source',
    '',
    'Which clauses rest on which row. A clause in *italics* names the table as a whole.',
    '',
    ...tables.flatMap(([name, { page, table }]) => [
      `### ${name}`,
      '',
      ...tableOf(
        ['row', 'clauses'],
        rows
          .filter((row) => row.page === page && row.table === table)
          .map((row) => [
            row.row === undefined ? '(all of it)' : `\`${row.row}\``,
            clausesText(row, entries),
          ]),
      ),
      '',
    ]),
    '## Clauses',
    '',
    'Which faults of the reference deployment each clause is named for. A fault in **bold** is named for this clause alone.',
    '',
    ...tableOf(
      ['clause', 'level', 'faults'],
      entries.map(({ slug, level }) => [`\`${slug}\``, level, faultsText(slug, level, traced)]),
    ),
  ].join('\n')}\n`;
}

function clausesText(row: SourceRow, entries: readonly CatalogueEntry[]): string {
  if (row.without !== undefined) return row.without;
  return namedBy(row, entries)
    .map(({ slug, source }) => {
      const isExact = source.some((named) => covers(named, row) && named.row === row.row);
      return isExact ? `\`${slug}\`` : `*\`${slug}\`*`;
    })
    .join(', ');
}

function faultsText(slug: string, level: string, { faults, withoutFault }: Traced): string {
  const named = faults.filter(({ caughtBy }) => caughtBy.includes(slug));
  if (named.length === 0) return withoutFault[slug] ?? (level === 'OBSERVE' ? 'none: it never fails' : '');
  return named
    .map((fault) => (fault.caughtBy.length === 1 ? `**\`${fault.slug}\`**` : `\`${fault.slug}\``))
    .join(', ');
}

function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

export const traceability: Generated = {
  texts: () => new Map([['docs/traceability.md', traceabilityPage(tracedHere())]]),
  problems: () => problemsOf(tracedHere()),
};
