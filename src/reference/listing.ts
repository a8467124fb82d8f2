/** From a query to the rows of its page: instance, filters, window, order, total, page. */

import type { Instance } from './instance.ts';
import type { ListQuery, Window } from './list-query.ts';
import { noSuchInstance } from './refusal.ts';
import { firstNot, listed, noRows, type Rows, reversed, slice } from './rows.ts';
import type { Call } from './stages.ts';

export function findInstance(query: ListQuery, { route, deployment }: Call): Instance {
  const instance = deployment.dataset.instancesOf(route.project).find(({ id }) => id === query.instance);
  if (instance === undefined) throw noSuchInstance();
  return instance;
}

export function filter(instance: Instance, { id, type }: ListQuery, { deployment }: Call): Rows {
  const { dataset } = deployment;
  if (id === undefined) return dataset.rowsOf(instance, type === undefined ? undefined : [type]);
  const row = dataset.rowOf(id);
  if (row === undefined || row < instance.from || row >= instance.to) return noRows;
  return type === undefined || dataset.typeOf(row) === type ? listed([row]) : noRows;
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
