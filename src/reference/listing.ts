/** From a question to the rows of its page: instance, filters, window, order, total, page. */
import type { Question, Window } from './question.ts';
import { noSuchInstance } from './refusal.ts';
import { firstNot, listed, noRows, type Rows, reversed, slice } from './rows.ts';
import type { Shelf } from './shelf.ts';
import type { Call } from './stages.ts';

export function find({ instance }: Question, { route, world }: Call): Shelf {
  const shelf = world.data.shelvesOf(route.project).find((one) => one.instance === instance);
  if (shelf === undefined) throw noSuchInstance();
  return shelf;
}

export function select(shelf: Shelf, { id, type }: Question, { world }: Call): Rows {
  const { data } = world;
  if (id === undefined) return data.rowsOf(shelf, type === undefined ? undefined : [type]);
  const row = data.rowOf(id);
  if (row === undefined || row < shelf.from || row >= shelf.to) return noRows;
  return type === undefined || data.typeOf(row) === type ? listed([row]) : noRows;
}

/** A backup is in a window when it begins in it, both ends included. */
export function within(rows: Rows, { from, to }: Window, { world }: Call): Rows {
  const { data } = world;
  return slice(
    rows,
    firstNot(rows, (row) => data.beginOf(row) < from),
    firstNot(rows, (row) => data.beginOf(row) <= to),
  );
}

/** Newest first: by begin time, then by id. */
export function order(rows: Rows): Rows {
  return reversed(rows);
}

export function count(rows: Rows): number {
  return rows.length;
}

export function page(rows: Rows, { offset, limit }: Question): Rows {
  return slice(rows, offset, offset + limit);
}
