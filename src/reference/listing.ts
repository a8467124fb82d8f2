/** From a query to the rows of its page: instance, filters, window, order, total, page. */
import type { EqualityFilter } from '../contract/operation.ts';
import { type Dataset, type Instance, instancesOf } from './dataset.ts';
import { unknownInstance } from './errors.ts';
import { fieldText, renderRow } from './rendering.ts';
import { filtered, firstNot, listed, noRows, type Rows, reversed, slice, toArray } from './rows.ts';
import type { Call, Deployment, ListQuery, Window } from './stages.ts';

export function findInstance(query: ListQuery, { route, deployment }: Call): Instance {
  const instance = instancesOf(deployment.dataset, route.project).find(({ id }) => id === query.instance);
  if (instance === undefined) throw unknownInstance();
  return instance;
}

export function filter(instance: Instance, { id, filters }: ListQuery, { deployment }: Call): Rows {
  const asked = deployment.operation.filters.filter(({ parameter }) => filters[parameter] !== undefined);
  const wanted = ({ parameter }: EqualityFilter) => filters[parameter] ?? '';
  const [first, ...others] = asked;
  const matches = (row: number, some: readonly EqualityFilter[]) =>
    some.every((each) => valueIn(row, each, deployment) === wanted(each));
  if (id !== undefined) {
    const row = deployment.dataset.rowOf(id);
    const isHere = row !== undefined && row >= instance.from && row < instance.to;
    return isHere && matches(row, asked) ? listed([row]) : noRows;
  }
  if (first === undefined) return deployment.dataset.rowsOf(instance);
  const rows = rowsByValue(instance, first, deployment).get(wanted(first)) ?? noRows;
  return others.length === 0 ? rows : filtered(rows, (row) => matches(row, others));
}

function valueIn(row: number, { field }: EqualityFilter, deployment: Deployment): string | undefined {
  return fieldText(renderRow(deployment.dataset.backup(row), deployment), field);
}

type RowsByValue = ReadonlyMap<string | undefined, Rows>;

/** For each dataset the rows of an instance by the value of a filter's field: to look at all rows for each query is slow. */
const indexes = new WeakMap<
  Dataset,
  { readonly revision: number; readonly rows: Map<string, RowsByValue> }
>();

function rowsByValue(instance: Instance, by: EqualityFilter, deployment: Deployment): RowsByValue {
  const { dataset } = deployment;
  let index = indexes.get(dataset);
  if (index === undefined || index.revision !== dataset.revision) {
    index = { revision: dataset.revision, rows: new Map() };
    indexes.set(dataset, index);
  }
  // Variants and faults find instances that list only some of their rows, or none.
  const key = `${instance.from} ${instance.to} ${by.parameter}`;
  const known = index.rows.get(key);
  if (known !== undefined) return known;
  const numbers = new Map<string | undefined, number[]>();
  for (const row of toArray(dataset.rowsOf(instance))) {
    const value = valueIn(row, by, deployment);
    const those = numbers.get(value);
    if (those === undefined) numbers.set(value, [row]);
    else those.push(row);
  }
  const rows = new Map([...numbers].map(([value, those]) => [value, listed(those)]));
  index.rows.set(key, rows);
  return rows;
}

/** A backup is in a window when it begins in it, both ends included. */
export function inWindow(rows: Rows, { from, to }: Window, { deployment }: Call): Rows {
  const { dataset } = deployment;
  return slice(
    rows,
    firstNot(rows, (row) => dataset.beginOf(row) < from),
    firstNot(rows, (row) => dataset.beginOf(row) <= to),
  );
}

/** Newest first: by begin time, then by id. */
export function sort(rows: Rows): Rows {
  return reversed(rows);
}

export function count(rows: Rows): number {
  return rows.length;
}

export function page(rows: Rows, { offset, limit }: ListQuery): Rows {
  return slice(rows, offset, offset + limit);
}
