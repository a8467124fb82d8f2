/** Lists of row numbers that are viewed and not copied: to cut a page out of a million rows costs no more than the page. */

/** Row numbers in some order. `at` is asked only for places from 0 to length - 1. */
export interface Rows {
  readonly length: number;
  at(place: number): number;
}

export const noRows: Rows = { length: 0, at: () => -1 };

/** The numbers from `from` up to, not including, `to`. */
export function span(from: number, to: number): Rows {
  return { length: Math.max(0, to - from), at: (place) => from + place };
}

export function listed(numbers: ArrayLike<number>): Rows {
  return { length: numbers.length, at: (place) => numbers[place] ?? -1 };
}

/** The places from `from` up to, not including, `to`, as far as there are such places. */
export function slice(rows: Rows, from: number, to: number): Rows {
  const start = Math.min(Math.max(0, from), rows.length);
  const length = Math.max(0, Math.min(to, rows.length) - start);
  return { length, at: (place) => rows.at(start + place) };
}

export function reversed(rows: Rows): Rows {
  const last = rows.length - 1;
  return { length: rows.length, at: (place) => rows.at(last - place) };
}

export function toArray(rows: Rows): number[] {
  return Array.from({ length: rows.length }, (_, place) => rows.at(place));
}

export function filtered(rows: Rows, keeps: (row: number) => boolean): Rows {
  const kept: number[] = [];
  for (let place = 0; place < rows.length; place++) {
    const row = rows.at(place);
    if (keeps(row)) kept.push(row);
  }
  return listed(kept);
}

/** The first place whose row is not `before`; the length where all are. All rows that are `before` come first. */
export function firstNot(rows: Rows, before: (row: number) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(rows.at(middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
