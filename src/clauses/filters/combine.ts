/**
 * Filters act together (table 1, all optional parameters): a combination lists what its filters list each on its own.
 * What a filter lists alone, in which order, on which pages and under which total is judged by other clauses.
 */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask, Listing, Row } from '../../contract/operation.ts';
import { usualValue } from '../../contract/parameters.ts';
import { coverPairs } from '../../query/pairwise.ts';
import { parameterValue } from '../../query/parameter-value.ts';
import { wholeNumber } from '../../query/whole-number.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { gather } from '../gather.ts';
import {
  instanceOf,
  isLeftOut,
  isTimed,
  type Known,
  type KnownInstance,
  ofRichest,
  passes,
  rowOf,
  type TimedRow,
  timedRows,
} from '../known.ts';
import { ofAnyInstance } from '../pools.ts';
import { missingRow, nameOf, otherContent } from '../rows.ts';
import { liesStrictlyInside, spanAround } from '../span.ts';

/** A combination of filters drawn around one row that is known. */
interface Combination {
  readonly instance: string;
  /** The row that the filters are drawn around. */
  readonly about: string;
  /** Whether the row is asked for by its id. */
  readonly byId: boolean;
  /** Values of equality filters, by parameter name; not always those of the row. */
  readonly filters: Readonly<Record<string, string>>;
  /** Values of the parameters that play no role: in the combination, and beside each of its filters alone. */
  readonly others: NonNullable<Ask['others']>;
  /** Seconds that the window reaches to each side of the row; no window when left out. */
  readonly reach?: number;
  /** The window ends before the row begins, so that it leaves the row out. */
  readonly before?: boolean;
  readonly offset?: number;
  readonly limit?: number;
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
        ...idsUnderOtherValues(instance, contract),
        ...certainCombinations(instance, contract),
      ]),
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

/** What every combination of an instance has in common: around this row, by nothing yet. */
function about({ id: instance }: KnownInstance, row: Row, { operation }: Contract): Combination {
  const required = operation.others.filter((other) => other.required);
  const others = Object.fromEntries(required.map((other) => [other.name, usualValue(other)]));
  return { instance, about: row.id, byId: false, filters: {}, others };
}

/** Combinations of which one filter alone, or the offset, leaves out what the others list. */
function tellingCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const rows = timedRows(instance);
  const row = rows[Math.floor(rows.length / 2)];
  if (row === undefined) return [];
  const plain = about(instance, row, contract);
  const byId = { ...plain, byId: true };
  const { filters } = contract.operation;
  const otherValues = filters.flatMap(({ parameter, values, valueIn }) => {
    const other = values.find((value) => value !== valueIn(row));
    return other === undefined ? [] : [{ ...byId, filters: { [parameter]: other } }];
  });
  return [
    ...filters.slice(0, 1).map(({ parameter, valueIn }) => ({
      ...plain,
      filters: { [parameter]: valueIn(row) },
      reach: 7 * DAY,
    })),
    ...otherValues.slice(0, 1),
    { ...byId, reach: DAY, before: true },
    { ...byId, offset: 1 },
    ...otherValues.slice(1),
  ];
}

/** Under each value of each filter the id of a backup with another one: nothing is listed, or the id refused. */
function idsUnderOtherValues(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const found = instance.rows.filter((row) => !isLeftOut(contract, instance, row));
  return contract.operation.filters.flatMap(({ parameter, values, valueIn }) =>
    values.flatMap((value) => {
      const row = found.find((each) => valueIn(each) !== value);
      if (row === undefined) return [];
      return [{ ...about(instance, row, contract), byId: true, filters: { [parameter]: value } }];
    }),
  );
}

const ABSENT = 'absent';

/** Classes of the features of a query, of which every two are combined. */
function certainCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const { filters, others, limit } = contract.operation;
  const rows = timedRows(instance);
  const limits = new Map([
    ['least', limit.minimum],
    ['between', Math.ceil(limit.maximum / 3)],
    ['most', limit.maximum],
  ]);
  const offsets = new Map([
    ['first', 0],
    ['between', 2],
  ]);
  const optional = others.filter(({ required }) => !required);
  const classes: Readonly<Record<string, readonly string[]>> = {
    id: [ABSENT, 'given'],
    ...Object.fromEntries(filters.map(({ parameter, values }) => [parameter, [ABSENT, ...values]])),
    ...Object.fromEntries(optional.map(({ name }) => [name, [ABSENT, 'given']])),
    window: [ABSENT, 'around', 'before'],
    offset: [ABSENT, ...offsets.keys()],
    limit: [ABSENT, ...limits.keys()],
  };
  return coverPairs(classes).flatMap((chosen, place) => {
    const values = Object.fromEntries(
      filters.flatMap(({ parameter }) => {
        const value = chosen[parameter] ?? ABSENT;
        return value === ABSENT ? [] : [[parameter, value]];
      }),
    );
    const wanted = rows.filter((row) => passes(contract, row, values));
    const row = wanted[(place * 7) % Math.max(1, wanted.length)] ?? rows[0];
    if (row === undefined) return [];
    const plain = about(instance, row, contract);
    const given = optional.filter(({ name }) => chosen[name] === 'given');
    const [size, start] = [limits.get(chosen.limit ?? ''), offsets.get(chosen.offset ?? '')];
    return [
      {
        ...plain,
        byId: chosen.id === 'given',
        filters: values,
        others: {
          ...plain.others,
          ...Object.fromEntries(given.map((other) => [other.name, usualValue(other)])),
        },
        ...(chosen.window === ABSENT ? {} : { reach: 7200, before: chosen.window === 'before' }),
        ...(size === undefined ? {} : { limit: size }),
        ...(start === undefined ? {} : { offset: start }),
      } satisfies Combination,
    ];
  });
}

/** Shrinks towards a combination without filters, window and page. */
function anyCombination(known: Known, { operation }: Contract): fc.Arbitrary<Combination> {
  const filters = operation.filters.map(({ parameter, values }) => [parameter, fc.constantFrom(...values)]);
  const others = operation.others.map((other) => [other.name, parameterValue(other)]);
  const required = operation.others.filter((other) => other.required).map(({ name }) => name);
  return ofAnyInstance(known, (instance) =>
    fc.record(
      {
        instance: fc.constant(instance.id),
        about: fc.constantFrom(...instance.rows.map((row) => row.id)),
        byId: fc.boolean(),
        filters: fc.record<Record<string, string>, string>(Object.fromEntries(filters), { requiredKeys: [] }),
        others: fc.record<Record<string, string | number>, string>(Object.fromEntries(others), {
          requiredKeys: required,
        }),
        reach: fc.nat(7 * DAY),
        before: fc.boolean(),
        offset: fc.nat(5),
        limit: wholeNumber(operation.limit),
      },
      { requiredKeys: ['instance', 'about', 'byId', 'filters', 'others'] },
    ),
  );
}
