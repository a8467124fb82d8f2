/** Whether a backup belongs to a window: the readings that variants follow, and faults mix. */
import { LONGEST } from './generated-backup.ts';
import { filtered, firstNot, type Rows, slice } from './rows.ts';
import type { Call, Change, ListQuery, Window } from './stages.ts';

/** All in epoch seconds; `end` is undefined while a backup is being built. */
export type Belongs = (begin: number, end: number | undefined, window: Window) => boolean;

/** The backups of the rows that belong to a window. Looks only at those that begin in it, or shortly enough before. */
export function belonging(rows: Rows, window: Window, { deployment }: Call, belongs: Belongs): Rows {
  const { dataset } = deployment;
  const near = slice(
    rows,
    firstNot(rows, (row) => dataset.beginOf(row) < window.from - LONGEST),
    firstNot(rows, (row) => dataset.beginOf(row) <= window.to),
  );
  return filtered(near, (row) => belongs(dataset.beginOf(row), dataset.endOf(row), window));
}

/** Lists by one reading, whatever else is asked for. */
export function comparing(belongs: Belongs): Change {
  return () => ({ inWindow: (rows, window, call) => belonging(rows, window, call, belongs) });
}

/** Lists by the reading that a query is given; by that of the other stages where it is given none. */
export function comparingBy(choose: (query: ListQuery, call: Call) => Belongs | undefined): Change {
  return ({ validate, inWindow }) => {
    const asked = new WeakMap<Window, ListQuery>();
    return {
      validate: (texts, call) => {
        const query = validate(texts, call);
        if (query.window !== undefined) asked.set(query.window, query);
        return query;
      },
      inWindow: (rows, window, call) => {
        const query = asked.get(window);
        const belongs = query && choose(query, call);
        return belongs === undefined ? inWindow(rows, window, call) : belonging(rows, window, call, belongs);
      },
    };
  };
}

export const byBegin: Belongs = (begin, _end, { from, to }) => begin >= from && begin <= to;
export const byBeginHalfOpen: Belongs = (begin, _end, { from, to }) => begin >= from && begin < to;
export const byEnd: Belongs = (_begin, end, { from, to }) => end !== undefined && end >= from && end <= to;
export const byOverlap: Belongs = (begin, end, { from, to }) =>
  begin <= to && (end === undefined || end >= from);
export const byContainment: Belongs = (begin, end, { from, to }) =>
  begin >= from && end !== undefined && end <= to;
