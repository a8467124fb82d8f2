/** Queries that satisfy every constraint of the document: any filters, a window and a page, in any combination. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { Ask, ListOperation, TimeWindow } from '../contract/operation.ts';
import { parameterValue, wholeNumber } from './parameter-values.ts';
import type { Pool, PoolRow, Pools } from './pools.ts';
import { shrinkingTo, smallerNumbers } from './shrinking.ts';
import { smallerWindows, timeWindow, writeWindow } from './window.ts';
import { zone } from './zone.ts';

type Presence = 'given' | 'absent';

/** Which parts of a query are always given and which never; a part that is left out here is either. */
export type Shape = Readonly<Partial<Record<'id' | 'filters' | 'window' | 'offset' | 'limit', Presence>>>;

/** A whole list: no page of it is chosen. */
export const WITHOUT_PAGE = { offset: 'absent', limit: 'absent' } as const satisfies Shape;

/**
 * Valid queries for the instances of the pools. Every optional parameter of the document is present or absent. Numbers
 * are at their bounds and around totals, windows around known instants, in any zone. A query that names a backup asks for
 * no value that the backup does not have.
 * Shrinks towards absent parameters, the first instance, small numbers, UTC and the whole of history.
 */
export function validQuery(contract: Contract, pools: Pools, shape: Shape = {}): fc.Arbitrary<Ask> {
  const drawn = fc.oneof(...pools.map((pool) => queryOf(contract, pool, shape)));
  const isWanted = (ask: Ask) => hasShape(ask, shape) && hasPartners(contract.operation, ask);
  return shrinkingTo(drawn.filter(isWanted), (ask) =>
    [...smallerQueries(contract, pools, ask)].filter(isWanted),
  );
}

function hasShape(ask: Ask, shape: Shape): boolean {
  return Object.entries(shape).every(
    ([part, presence]) => (ask[part as keyof Shape] === undefined) === (presence === 'absent'),
  );
}

/** Whether every parameter that needs another one has it. */
function hasPartners({ pairs, write }: ListOperation, ask: Ask): boolean {
  const given = new Set(write(ask).map(({ name }) => name));
  return pairs.every(({ parameter, needs }) => !given.has(parameter) || given.has(needs));
}

function queryOf({ operation }: Contract, pool: Pool, shape: Shape): fc.Arbitrary<Ask> {
  const { filters, others, offset, limit } = operation;
  const valuesOfFilters = filters.map(({ parameter, values }) => [
    parameter,
    perhaps(fc.constantFrom(...values)),
  ]);
  const valuesOfOthers = others.map((parameter) => {
    const value = parameterValue(parameter);
    return [parameter.name, parameter.required ? value : perhaps(value)];
  });
  return fc
    .record({
      row:
        pool.rows.length === 0
          ? fc.constant(undefined)
          : part(shape.id, fc.constantFrom(...pool.rows), 1 / 5),
      filters: fc.record<Values<string>>(Object.fromEntries(valuesOfFilters)),
      others: fc.record<Values<string | number>>(Object.fromEntries(valuesOfOthers)),
      window: part(shape.window, timeWindow(pool.instants)),
      reach: fc.constantFrom(1, 3600, 86_400),
      zones: fc.tuple(zone(), zone()),
      offset: part(shape.offset, wholeNumber(offset, [pool.total]), 2 / 3),
      limit: part(shape.limit, wholeNumber(limit), 3 / 4),
    })
    .map(({ row, filters, others, window, reach, zones, offset, limit }) =>
      withoutGaps({
        instance: pool.instance,
        id: row?.id,
        filters:
          shape.filters === 'absent' ? undefined : given(row === undefined ? filters : ofRow(row, filters)),
        others: given(others),
        window: row === undefined || window === undefined ? window : around(row, reach, zones),
        offset,
        limit,
      }),
    );
}

/** Values by parameter name; undefined where the parameter is absent. */
type Values<T> = Readonly<Record<string, T | undefined>>;

/** The part as often as `share` says, unless the shape decides. */
function part<T>(
  presence: Presence | undefined,
  value: fc.Arbitrary<T>,
  share = 1 / 2,
): fc.Arbitrary<T | undefined> {
  if (presence === 'given') return value;
  if (presence === 'absent') return fc.constant(undefined);
  const [present, absent] = [Math.round(share * 60), 60 - Math.round(share * 60)];
  return fc.oneof(
    { arbitrary: value, weight: present },
    { arbitrary: fc.constant(undefined), weight: absent },
  );
}

function perhaps<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return part(undefined, value);
}

/** The values of the row's own for the filters that are given. */
function ofRow({ filters: own }: PoolRow, filters: Values<string>): Values<string> {
  return Object.fromEntries(Object.keys(filters).map((name) => [name, filters[name] && own[name]]));
}

/** A window that strictly encloses the row by so many seconds; none where the row has no times. */
function around(
  { times }: PoolRow,
  reach: number,
  [begin, end]: readonly [number, number],
): TimeWindow | undefined {
  return times && writeWindow({ from: times.from - reach, to: times.to + reach }, begin, end);
}

function given<T>(values: Values<T>): Readonly<Record<string, T>> | undefined {
  const present = withoutGaps(values);
  return Object.keys(present).length === 0 ? undefined : (present as Readonly<Record<string, T>>);
}

function withoutGaps<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

const PARTS = ['id', 'filters', 'others', 'window', 'offset', 'limit'] as const;

/** The query without each of its parts, all of them first; then the same parts with plainer values. */
function* smallerQueries({ operation }: Contract, pools: Pools, ask: Ask): Iterable<Ask> {
  const required = operation.others.filter((other) => other.required).map(({ name }) => name);
  const { instance, id, filters, others, window, offset, limit } = ask;
  const least = given(only(others, required));
  const present = PARTS.filter((each) => ask[each] !== undefined);
  if (present.length > 1) yield withoutGaps({ instance, others: least });
  for (const each of present) yield withoutGaps({ ...ask, [each]: each === 'others' ? least : undefined });
  for (const name of Object.keys(filters ?? {}))
    yield withoutGaps({ ...ask, filters: given(without(filters, name)) });
  for (const name of Object.keys(others ?? {}))
    if (!required.includes(name)) yield withoutGaps({ ...ask, others: given(without(others, name)) });
  const [first] = pools;
  if (first !== undefined && first.instance !== instance && id === undefined)
    yield { ...ask, instance: first.instance };
  if (window !== undefined) for (const smaller of smallerWindows(window)) yield { ...ask, window: smaller };
  for (const smaller of smallerNumbers(offset ?? 0, operation.offset.minimum))
    yield { ...ask, offset: smaller };
  for (const smaller of smallerNumbers(limit ?? 0, operation.limit.minimum)) yield { ...ask, limit: smaller };
}

function without<T>(values: Values<T> = {}, name: string): Values<T> {
  return { ...values, [name]: undefined };
}

function only<T>(values: Values<T> = {}, names: readonly string[]): Values<T> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
