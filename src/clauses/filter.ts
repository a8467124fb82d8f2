/** What a case filters a list by: an instance, and perhaps a type, a window and an id. Plain data that shrinks well. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { Ask, Row } from '../contract/operation.ts';
import { writeTime } from '../contract/time.ts';
import type { Deployment, Listed } from './clause.ts';
import {
  HISTORY,
  isTimed,
  type Known,
  type KnownInstance,
  neededFilters,
  ofRichest,
  type TimedRow,
  withRows,
} from './known.ts';

/** Two instants in epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Minutes east of UTC that the instants are written in; 0 unless said. */
  readonly zone?: number;
}

export interface Filter {
  readonly instance: string;
  readonly id?: string;
  /** Values of equality filters, by parameter name. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly span?: Span;
}

export interface Page {
  readonly offset?: number;
  readonly limit?: number;
}

/** The query for one page under a filter. */
export function askFor({ instance, id, filters, span }: Filter, { offset, limit }: Page = {}): Ask {
  const zone = span?.zone ?? 0;
  const window =
    span === undefined ? {} : { begin: writeTime(span.from, zone), end: writeTime(span.to, zone) };
  return { instance, id, filters, ...window, offset, limit };
}

/** The window that strictly encloses every row with both its times. */
export const WHOLE_HISTORY: Span = HISTORY;

export function timedRows(instance: KnownInstance): readonly TimedRow[] {
  return instance.rows.filter(isTimed);
}

/** The narrowest whole-second window that strictly encloses these rows. */
export function spanAround(rows: readonly TimedRow[]): Span {
  const from = Math.min(...rows.map((row) => row.begin)) - 1;
  const to = Math.max(...rows.map((row) => row.end)) + 1;
  return { from, to };
}

export function liesStrictlyInside(row: Row, span: Span): boolean {
  return isTimed(row) && row.begin > span.from && row.end < span.to;
}

/** Whether a row and a window have an instant in common; a row without an end, or being built, is still going on. */
export function meets(row: Row, span: Span): boolean {
  const end = (row.isBuilding ? undefined : row.end) ?? Number.POSITIVE_INFINITY;
  return row.begin === undefined || (row.begin <= span.to && end >= span.from) || !(row.begin <= end);
}

/** Most rows that a case gathers page by page before it calls the list too long for it. */
export const GATHERED_AT_MOST = 300;

/** All rows under a filter, in order, or undefined where there are more than a case may gather. */
export async function gather(deployment: Deployment, filter: Filter): Promise<Listed | undefined> {
  const { maximum } = deployment.contract.operation.limit;
  const head = await deployment.list(askFor(filter, { offset: 0, limit: maximum }));
  if (head.total > GATHERED_AT_MOST) return undefined;
  const offsets = Array.from(
    { length: Math.max(0, Math.ceil(head.total / maximum) - 1) },
    (_, page) => (page + 1) * maximum,
  );
  const pages = await Promise.all(
    offsets.map((offset) => deployment.list(askFor(filter, { offset, limit: maximum }))),
  );
  return { ...head, rows: [head, ...pages].flatMap((page) => page.rows) };
}

/** Instances that hold backups, as an arbitrary that shrinks to the one with most. */
export function anyInstance(known: Known): fc.Arbitrary<KnownInstance> {
  return fc.constantFrom(...withRows(known));
}

/** A window whose ends lie at, just before, just after or between times of known rows. */
export function anySpan(instance: KnownInstance): fc.Arbitrary<Span> {
  const instants = instantsOf(instance);
  const instant = fc.tuple(fc.nat(instants.length - 1), fc.constantFrom(0, -1, 1, 1800));
  return fc.tuple(instant, instant).map(([[one, before], [other, after]]) => {
    const [a, b] = [(instants[one] ?? 0) + before, (instants[other] ?? 0) + after];
    return a < b ? { from: a, to: b } : { from: b, to: a + (a === b ? 1 : 0) };
  });
}

/** Begin and end times of the known rows, in order; where none are known, one instant of the sample's. */
export function instantsOf(instance: KnownInstance): readonly number[] {
  const found = INSTANTS.get(instance);
  if (found !== undefined) return found;
  const times = new Set(timedRows(instance).flatMap((row) => [row.begin, row.end]));
  const instants = times.size === 0 ? [SAMPLE_DAY] : [...times].sort((one, other) => one - other);
  INSTANTS.set(instance, instants);
  return instants;
}

const SAMPLE_DAY = Date.UTC(2018, 7, 6) / 1000;

/** Generators ask for the same instance's instants with every case they draw. */
const INSTANTS = new WeakMap<KnownInstance, readonly number[]>();

/** A filter by any combination of type and window, of an instance that holds backups. */
export function anyFilter(known: Known, contract: Contract): fc.Arbitrary<Filter> {
  return anyInstance(known).chain((instance) =>
    fc.record(
      {
        instance: fc.constant(instance.id),
        filters: anyFilters(contract),
        span: anySpan(instance),
      },
      { requiredKeys: ['instance'] },
    ),
  );
}

/** Values of any of the equality filters, of at least one. */
export function anyFilters({ operation }: Contract): fc.Arbitrary<Readonly<Record<string, string>>> {
  const values = operation.filters.map(({ parameter, values }) => [parameter, fc.constantFrom(...values)]);
  return fc
    .record<Record<string, string>, string>(Object.fromEntries(values), { requiredKeys: [] })
    .filter((filters) => Object.keys(filters).length > 0) as fc.Arbitrary<Readonly<Record<string, string>>>;
}

/** Each value of each equality filter alone. */
export function singleFilters({ operation }: Contract): readonly Readonly<Record<string, string>>[] {
  return operation.filters.flatMap(({ parameter, values }) =>
    values.map((value) => ({ [parameter]: value })),
  );
}

/** Filters that every standard run visits: none, each type, a window, and a type within a window. */
export function certainFilters(known: Known, contract: Contract): readonly Filter[] {
  return ofRichest(known, 1, (instance) => {
    const rows = timedRows(instance);
    const around = rows.length > 0 ? [spanAround(middle(rows))] : [];
    const plain: Filter = { instance: instance.id };
    const singles = singleFilters(contract);
    const [first, ...others] = singles.map((filters) => ({ ...plain, filters }));
    return [
      plain,
      ...(first === undefined ? [] : [first]),
      ...around.map((span) => ({ ...plain, span })),
      ...others,
      ...singles.flatMap((filters) => around.map((span) => ({ ...plain, filters, span }))),
    ];
  });
}

/** A backup's id alone, with its type, within a window around it, and all of these. */
export function filtersWithId(known: KnownInstance, { operation }: Contract): readonly Filter[] {
  const row = timedRows(known).find((each) => neededFilters(known, each, operation) === undefined);
  if (row === undefined) return [];
  const byId = { instance: known.id, id: row.id };
  const [filters, span] = [{ [operation.type.parameter]: row.type }, spanAround([row])];
  return [byId, { ...byId, filters }, { ...byId, span }, { ...byId, filters, span }];
}

/** The middle third: long enough to matter, short of the whole. */
export function middle<T>(rows: readonly T[]): readonly T[] {
  const third = Math.floor(rows.length / 3);
  return rows.slice(third, Math.max(third + 1, 2 * third));
}
