/** How rows lie to windows of time. */
import type { Row } from '../contract/operation.ts';
import type { Span } from '../query/window.ts';
import { isTimed, type TimedRow } from './known.ts';

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

/** The middle third of a list: long enough to tell something, short of the whole. */
export function middle<T>(rows: readonly T[]): readonly T[] {
  const third = Math.floor(rows.length / 3);
  return rows.slice(third, Math.max(third + 1, 2 * third));
}
