/** Windows at which readings differ: an end at the very instant of a row, far years, summer times. */
import type { Contract } from '../../contract/contract.ts';
import { HISTORY } from '../../query/instant.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { REGIONS } from '../../query/zone.ts';
import { filtersOf, isLeftOut, type Known, type KnownInstance, ofRichest, type TimedRow } from '../known.ts';
import { spanAround } from '../span.ts';
import type { Compared, Form } from './forms.ts';
import { inTime } from './windows.ts';

const DAY = 86_400;

/** Every case that each standard run compares. */
export function touchingWindows(known: Known, contract: Contract): readonly Compared[] {
  return ofRichest(known, 1, (instance) => {
    const rows = inTime(instance).filter((row) => !isLeftOut(contract, instance, row));
    const [first, ...others] = ofEachKind(rows, contract);
    if (first === undefined) return [];
    const own = filtersOf(contract, first);
    const forms: readonly Form[] = [
      ...Object.entries(own).map(([name, value]) => ({ filters: { [name]: value } })),
      { id: first.id },
      { offset: 1 },
      { limit: 1 },
    ];
    const about = (span: Span, some: readonly Form[]) => compared(instance, span, some);
    return [
      // The first is all that a smoke run can afford.
      ...touching(first)
        .slice(0, 1)
        .map((span) => about(span, forms.slice(0, 1))),
      ...touching(first).map((span, place) => about(span, place === 0 ? forms.slice(1) : forms)),
      ...others.flatMap((row) =>
        touching(row).map((span) =>
          about(
            span,
            Object.entries(filtersOf(contract, row)).map(([name, value]) => ({ filters: { [name]: value } })),
          ),
        ),
      ),
      ...seasons(rows).map((row) =>
        about(
          spanAround([row]),
          REGIONS.map((minutes) => ({ zones: [minutes, minutes] })),
        ),
      ),
      ...farYears(rows).map((span) => about(span, [{ id: first.id }])),
    ];
  });
}

function compared({ id: instance }: KnownInstance, span: Span, forms: readonly Form[]): Compared {
  return { query: { instance, window: writeWindow(span) }, forms };
}

/** A row of each value of each filter, of those that take longest: its two times lie well apart. */
function ofEachKind(rows: readonly TimedRow[], { operation }: Contract): readonly TimedRow[] {
  const byLength = [...rows].sort((one, other) => other.end - other.begin - (one.end - one.begin));
  const kinds = operation.filters.flatMap(({ valueIn }) => [
    ...new Map([...byLength].reverse().map((row) => [valueIn(row), row])).values(),
  ]);
  return [...new Set([...kinds, ...byLength.slice(0, 1)])];
}

/** Windows of which one end is one of the row's times: whichever time is compared, one of them tells whether the end belongs. */
function touching({ begin, end }: TimedRow): readonly Span[] {
  const spans = [
    { from: begin - DAY, to: begin },
    { from: end, to: end + DAY },
    { from: begin, to: end + DAY },
    { from: begin - DAY, to: end },
  ];
  return spans.filter(isCertain);
}

function isCertain({ from, to }: Span): boolean {
  return from >= HISTORY.from && to <= HISTORY.to;
}

/** A row of the northern summer and one of the southern, as far as there are any: some region's clocks are turned then. */
function seasons(rows: readonly TimedRow[]): readonly TimedRow[] {
  const north = rows.find(({ begin }) => isBetween(monthOf(begin), 4, 10));
  const south = rows.find(({ begin }) => !isBetween(monthOf(begin), 4, 10));
  return [north, south].filter((row) => row !== undefined);
}

/** The month of an instant, from 1, in UTC. */
function monthOf(instant: number): number {
  return new Date(instant * 1000).getUTCMonth() + 1;
}

function isBetween(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}

/** The last rows up to the year 9999 and to that after the certain ones, the first rows from 1900 on. */
function farYears(rows: readonly TimedRow[]): readonly Span[] {
  const [newest, oldest] = [rows.slice(-3), rows.slice(0, 3)].map(spanAround) as [Span, Span];
  return [
    { from: newest.from, to: Date.UTC(9999, 11, 30) / 1000 },
    { from: newest.from, to: Date.UTC(2101, 0, 1) / 1000 },
    { from: Date.UTC(1900, 1, 28) / 1000, to: oldest.to },
  ];
}
