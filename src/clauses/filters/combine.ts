/**
 * Filters act together (table 1, all optional parameters): a combination lists what its filters list each on its own.
 * What a filter lists alone, in which order, on which pages and under which total is judged by other clauses.
 */
import type { Ask, Listing, Row } from '../../contract/operation.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { gather } from '../gather.ts';
import { instanceOf, isLeftOut, isTimed, passes, rowOf, type TimedRow } from '../known.ts';
import { missingRow, nameOf, otherContent } from '../rows.ts';
import { liesStrictlyInside, spanAround } from '../span.ts';
import { anyCombination, type Combination, fixedCombinations } from './combinations.ts';

export const combine: Clause = {
  slug: 'filters.combine',
  budgetWeight: 4,
  check: trials<Combination>({
    smokeProbes: 3,
    cost: 6,
    probes: fixedCombinations,
    cases: anyCombination,
    trial: async (combination, deployment) => {
      const { contract, known } = deployment;
      const { instance, about, byId, filters, reach, before = false, ...rest } = combination;
      const row = rowOf(known, instance, about);
      const span = reach === undefined || !isTimed(row) ? undefined : windowBy(row, reach, before);
      const instanceNow = instanceOf(known, instance);
      // Whether an id alone finds a row that the list without filters leaves out is open.
      if (byId && isLeftOut(contract, instanceNow, row, filters)) return undefined;
      const { offset, limit, others } = rest;
      const query: Ask = {
        instance,
        others,
        filters,
        ...(byId ? { id: row.id } : {}),
        ...(span === undefined ? {} : { window: writeWindow(span) }),
      };
      const reply = await deployment.ask(contract.operation.write({ ...query, offset, limit }));
      if (reply.listing === undefined) {
        // An id that the other filters rule out may be answered as an unknown one is: refused or empty.
        const due = passes(contract, row, filters) && (span === undefined || liesStrictlyInside(row, span));
        if (byId && reply.status < 500 && !due) return undefined;
        throw new NotListed(reply);
      }
      const isHidden = instanceNow.leftOut.some(({ parameter, value }) => filters[parameter] === value);
      if (isHidden && span !== undefined) return undefined;
      const parts = await partsOf(query, deployment);
      const what = `filtered by ${parts.map(({ name }) => name).join(', ')} together`;
      const listed = { ...reply.listing, reply };
      const stray = strayRow(listed, parts, what);
      if (stray !== undefined || parts.length < 2) return stray;
      const all = await gather(deployment, query);
      return all && (strayRow(all, parts, what) ?? lostRow(all, parts, what));
    },
  }),
};

/** One filter of a combination, and what it lists on its own. */
interface Part {
  readonly name: string;
  /** Whether the row's own field says that it passes; undefined where no field can tell. */
  readonly says?: (row: Row) => boolean;
  /** Absent where the list is too long to be gathered, or was refused. */
  readonly rows?: ReadonlyMap<string, Row>;
  /** `total_count` of that list. */
  readonly total?: number;
}

function partsOf(
  { instance, others, id, filters = {}, window }: Ask,
  deployment: Deployment,
): Promise<readonly Part[]> {
  const { contract } = deployment;
  const alone = { instance, others };
  const byValue = async (name: string, value: string): Promise<Part> => {
    const filter = { [name]: value };
    const listed = await gather(deployment, { ...alone, filters: filter });
    return { name, says: (row) => passes(contract, row, filter), ...rowsOf(listed) };
  };
  const inWindow = async (): Promise<Part> => ({
    name: 'window',
    ...rowsOf(await gather(deployment, { ...alone, window })),
  });
  const withId = async (): Promise<Part> => {
    const { listing } = await deployment.ask(contract.operation.write({ ...alone, id }));
    return { name: 'id', says: (row) => row.id === id, ...rowsOf(listing) };
  };
  return Promise.all([
    ...Object.entries(filters).map(([name, value]) => byValue(name, value)),
    ...(window === undefined ? [] : [inWindow()]),
    ...(id === undefined ? [] : [withId()]),
  ]);
}

function rowsOf(listing: Listing | undefined): Pick<Part, 'rows' | 'total'> {
  if (listing === undefined) return {};
  return { rows: new Map(listing.rows.map((row) => [row.id, row])), total: listing.total };
}

/** What a combination is compared with: the list may itself be cut short, and then that is what is wrong. */
function gathered({ name, rows, total }: Part): string {
  return rows === undefined
    ? `those whose own ${name} says so`
    : `the ${rows.size} backups of total_count ${total} gathered page by page by ${name} alone`;
}

/** A row that one of the parts neither lists nor has a field for, or that none of them shows with this content. */
function strayRow(listed: Listed, parts: readonly Part[], what: string): Violation | undefined {
  for (const row of listed.rows) {
    const stranger = parts.find(({ rows, says }) => rows?.has(row.id) === false && says?.(row) !== true);
    if (stranger !== undefined) {
      return {
        rule: 'row-outside-combination',
        expected: `${what}: only backups among ${gathered(stranger)}`,
        observed: `${nameOf(row)}, which is not among them`,
        reply: listed.reply,
      };
    }
    const shown = parts.flatMap(({ rows }) => rows?.get(row.id) ?? []);
    if (shown.length > 0 && shown.every(({ settled }) => settled !== row.settled)) {
      return {
        rule: 'row-changed',
        expected: `${what}: ${nameOf(row)} as each of the filters shows it alone`,
        observed: otherContent(shown[0] ?? row, row),
        reply: listed.reply,
      };
    }
  }
  return undefined;
}

/** A row that every part lists alone, and the combination does not. */
function lostRow(all: Listed, parts: readonly Part[], what: string): Violation | undefined {
  const passes = (row: Row) => parts.every(({ rows, says }) => rows?.has(row.id) ?? says?.(row) ?? false);
  const due = parts.flatMap(({ rows }) => [...(rows?.values() ?? [])]).filter(passes);
  const lost = missingRow(due, all.rows);
  return (
    lost && {
      rule: 'row-missing-from-combination',
      expected: `${what}: ${nameOf(lost)}, which is among ${parts.map(gathered).join(' and among ')}`,
      observed: `${all.rows.length} backups gathered of total_count ${all.total}, without it`,
      reply: all.reply,
    }
  );
}

function windowBy(row: TimedRow, reach: number, before: boolean): Span {
  const { from, to } = spanAround([row]);
  return before ? { from: from - reach - 1, to: from } : { from: from - reach, to: to + reach };
}
