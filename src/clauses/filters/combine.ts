/**
 * Filters act together (table 1, all optional parameters): a combination lists what its filters list each on its own.
 * What a filter lists alone, in which order, on which pages and under which total is the matter of other clauses.
 */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Listing, Row } from '../../contract/operation.ts';
import { coverPairs } from '../../query/pairwise.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import {
  anyInstance,
  askFor,
  type Filter,
  gather,
  liesStrictlyInside,
  type Page,
  type Span,
  spanAround,
  timedRows,
} from '../filter.ts';
import {
  instanceOf,
  isTimed,
  type Known,
  type KnownInstance,
  neededFilters,
  ofRichest,
  rowOf,
  type TimedRow,
} from '../known.ts';
import { missingRow, nameOf, otherContent } from '../rows.ts';

/** A combination of filters drawn around one row that is known. */
interface Combination {
  readonly instance: string;
  /** The row that the filters are drawn around. */
  readonly about: string;
  readonly id: 'absent' | 'given';
  /** A type of the contract, or none. */
  readonly type?: string;
  /** Seconds that the window reaches to each side of the row; no window when left out. */
  readonly reach?: number;
  /** The window ends before the row begins, so that it leaves the row out. */
  readonly before?: boolean;
  readonly page: Page;
}

export const combine: Clause = {
  slug: 'filters.combine',
  budgetWeight: 4,
  check: trials<Combination>({
    smokeProbes: 4,
    cost: 6,
    probes: (known, contract) =>
      ofRichest(known, 1, (instance) => [
        ...tellingCombinations(instance, contract),
        ...idsUnderOtherTypes(instance, contract),
        ...certainCombinations(instance, contract),
      ]),
    cases: anyCombination,
    trial: async ({ instance, about, id, type, reach, before, page }, deployment) => {
      const { operation } = deployment.contract;
      const row = rowOf(deployment.known, instance, about);
      const span = reach === undefined || !isTimed(row) ? undefined : windowBy(row, reach, before === true);
      const known = instanceOf(deployment.known, instance);
      // Whether an id alone finds a row that the unfiltered list leaves out is open.
      if (id === 'given' && type === undefined && neededFilters(known, row, operation)) return undefined;
      const filters = type === undefined ? undefined : { [operation.type.parameter]: type };
      const filter: Filter = {
        instance,
        ...(filters === undefined ? {} : { filters }),
        ...(span === undefined ? {} : { span }),
        ...(id === 'given' ? { id: row.id } : {}),
      };
      const reply = await deployment.ask(operation.write(askFor(filter, page)));
      if (reply.listing === undefined) {
        // An id that the other filters rule out may be answered as an unknown one is: refused or empty.
        const due =
          (type === undefined || row.type === type) && (span === undefined || liesStrictlyInside(row, span));
        if (id === 'given' && reply.status < 500 && !due) return undefined;
        throw new NotListed(reply);
      }
      if (known.leftOut.some(({ value }) => value === type) && span !== undefined) return undefined;
      const parts = await partsOf(filter, deployment);
      const what = `filtered by ${parts.map(({ name }) => name).join(', ')} together`;
      const listed = { ...reply.listing, reply };
      const stray = strayRow(listed, parts, what);
      if (stray !== undefined || parts.length < 2) return stray;
      const all = await gather(deployment, filter);
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

async function partsOf(
  { instance, id, filters, span }: Filter,
  deployment: Deployment,
): Promise<readonly Part[]> {
  const ofType = async (): Promise<Part> => {
    const { type } = deployment.contract.operation;
    const listed = await gather(deployment, { instance, ...(filters === undefined ? {} : { filters }) });
    return { name: 'type', says: (row) => row.type === filters?.[type.parameter], ...rowsOf(listed) };
  };
  const inWindow = async (): Promise<Part> => {
    const listed = await gather(deployment, { instance, ...(span === undefined ? {} : { span }) });
    return { name: 'window', ...rowsOf(listed) };
  };
  const ofId = async (): Promise<Part> => {
    const { listing } = await deployment.ask(deployment.contract.operation.write({ instance, id }));
    return { name: 'id', says: (row) => row.id === id, ...rowsOf(listing) };
  };
  return Promise.all([
    ...(filters === undefined ? [] : [ofType()]),
    ...(span === undefined ? [] : [inWindow()]),
    ...(id === undefined ? [] : [ofId()]),
  ]);
}

function rowsOf(listing: Listing | undefined): Pick<Part, 'rows' | 'total'> {
  if (listing === undefined) return {};
  return { rows: new Map(listing.rows.map((row) => [row.id, row])), total: listing.total };
}

/** What a combination was held against: the list may itself be cut short, and then that is what is wrong. */
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
        culprit: listed.reply,
      };
    }
    const shown = parts.flatMap(({ rows }) => rows?.get(row.id) ?? []);
    if (shown.length > 0 && shown.every(({ settled }) => settled !== row.settled)) {
      return {
        rule: 'row-changed',
        expected: `${what}: ${nameOf(row)} as each of the filters shows it alone`,
        observed: otherContent(shown[0] ?? row, row),
        culprit: listed.reply,
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
      expected: `${what}: ${nameOf(lost)}, which stands among ${parts.map(gathered).join(' and among ')}`,
      observed: `${all.rows.length} backups gathered of total_count ${all.total}, without it`,
      culprit: all.reply,
    }
  );
}

function windowBy(row: TimedRow, reach: number, before: boolean): Span {
  const { from, to } = spanAround([row]);
  return before ? { from: from - reach - 1, to: from } : { from: from - reach, to: to + reach };
}

const DAY = 86_400;

/** Combinations of which one filter alone, or the offset, leaves out what the others list. */
function tellingCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const rows = timedRows(instance);
  const row = rows[Math.floor(rows.length / 2)];
  if (row === undefined) return [];
  const other = contract.operation.type.values.find((value) => value !== row.type);
  const about = { instance: instance.id, about: row.id, page: {} } as const;
  return [
    { ...about, id: 'absent', type: row.type, reach: 7 * DAY },
    ...(other === undefined ? [] : [{ ...about, id: 'given' as const, type: other }]),
    { ...about, id: 'given', reach: DAY, before: true },
    { ...about, id: 'given', page: { offset: 1 } },
  ];
}

/** Under each type the id of a backup of another: nothing is listed, or the id refused. */
function idsUnderOtherTypes(known: KnownInstance, { operation }: Contract): readonly Combination[] {
  return operation.type.values.flatMap((type) => {
    const row = known.rows.find((each) => each.type !== type && !neededFilters(known, each, operation));
    const about = { instance: known.id, about: row?.id ?? '', id: 'given', type, page: {} } as const;
    return row === undefined ? [] : [about];
  });
}

/** Classes of features whose pairs are all visited. */
function certainCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const { type, limit } = contract.operation;
  const rows = timedRows(instance);
  const classes = {
    id: ['absent', 'given'],
    type: ['absent', ...type.values],
    window: ['absent', 'around', 'before'],
    offset: ['absent', 'first', 'between'],
    limit: ['absent', 'least', 'between', 'most'],
  };
  const limits: Readonly<Record<string, number>> = {
    least: limit.minimum,
    between: Math.ceil(limit.maximum / 3),
    most: limit.maximum,
  };
  const offsets: Readonly<Record<string, number>> = { first: 0, between: 2 };
  return coverPairs(classes).flatMap((chosen, place) => {
    const wanted = rows.filter((row) => chosen.type === 'absent' || row.type === chosen.type);
    const row = wanted[(place * 7) % Math.max(1, wanted.length)] ?? rows[0];
    if (row === undefined) return [];
    const [size, start] = [limits[chosen.limit ?? ''], offsets[chosen.offset ?? '']];
    return [
      {
        instance: instance.id,
        about: row.id,
        id: chosen.id === 'given' ? 'given' : 'absent',
        ...(chosen.type === 'absent' || chosen.type === undefined ? {} : { type: chosen.type }),
        ...(chosen.window === 'absent' ? {} : { reach: 7200, before: chosen.window === 'before' }),
        page: {
          ...(size === undefined ? {} : { limit: size }),
          ...(start === undefined ? {} : { offset: start }),
        },
      } satisfies Combination,
    ];
  });
}

function anyCombination(known: Known, contract: Contract): fc.Arbitrary<Combination> {
  return anyInstance(known).chain((instance) =>
    fc
      .record({
        about: fc.constantFrom(...instance.rows.map((row) => row.id)),
        id: fc.constantFrom('absent' as const, 'given' as const),
        type: fc.option(fc.constantFrom(...contract.operation.type.values), { nil: undefined, freq: 3 }),
        reach: fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: undefined, freq: 3 }),
        before: fc.boolean(),
        offset: fc.option(fc.nat(5), { nil: undefined }),
        limit: fc.option(fc.integer({ min: 1, max: contract.operation.limit.maximum }), { nil: undefined }),
      })
      .map(({ about, id, type, reach, before, offset, limit }) => ({
        instance: instance.id,
        about,
        id,
        ...(type === undefined ? {} : { type }),
        ...(reach === undefined ? {} : { reach, before }),
        page: { ...(limit === undefined ? {} : { limit }), ...(offset === undefined ? {} : { offset }) },
      })),
  );
}
