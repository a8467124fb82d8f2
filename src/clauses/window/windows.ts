/** The windows that every standard run asks for: around, between and beside the rows that are known. */
import type { Ask, Row } from '../../contract/operation.ts';
import { HISTORY, LEAP_DAYS } from '../../query/instant.ts';
import { type Span, spanOf, writeWindow } from '../../query/window.ts';
import type { Deployment } from '../clause.ts';
import { type Known, type KnownInstance, ofRichest, type TimedRow, timedRows } from '../known.ts';
import { instantsOf } from '../pools.ts';
import { middle, spanAround } from '../span.ts';

/** A query with a window. */
export type Windowed = Ask & { readonly window: NonNullable<Ask['window']> };

const DAY = 86_400;

/** No backup has begun there yet. */
const FAR_FUTURE: Span = { from: Date.UTC(2098, 0, 1) / 1000, to: Date.UTC(2099, 0, 1) / 1000 };

/** No backup had begun yet. */
const FAR_PAST: Span = { from: Date.UTC(1961, 0, 1) / 1000, to: Date.UTC(1969, 0, 1) / 1000 };

/**
 * Windows around one row, the middle, the last and the first rows, at the edges of all, of one second, and without rows.
 * @param instances how many, those with most backups first
 */
export function fixedWindows(known: Known, instances = 2): readonly Windowed[] {
  return ofRichest(known, instances, (instance) => {
    const rows = inTime(instance);
    const instants = instantsOf(instance);
    const [first, last] = [instants[0] ?? 0, instants.at(-1) ?? 0];
    const one = rows.slice(Math.floor(rows.length / 2)).slice(0, 1);
    const groups = [one, middle(rows), rows.slice(-3), rows.slice(0, 3)];
    const spans: readonly Span[] = [
      ...groups.filter((group) => group.length > 0).map(spanAround),
      { from: first - DAY, to: first + 1 },
      { from: last - 1, to: last + DAY },
      ...LEAP_DAYS.slice(0, 1).map(({ from }) => ({ from: from - 1, to: from })),
      HISTORY,
      FAR_FUTURE,
      FAR_PAST,
    ];
    return spans.map((span) => ({ instance: instance.id, window: writeWindow(span) }));
  });
}

/** Rows with both their times, in order of begin time. */
export function inTime(instance: KnownInstance): readonly TimedRow[] {
  return [...timedRows(instance)].sort((one, other) => one.begin - other.begin);
}

/** Windows whose ends are the very begin times of two rows, and the very end times of two; around the row where there is one. */
export function betweenRows(instance: KnownInstance): readonly Span[] {
  const rows = inTime(instance);
  const some = rows.slice(Math.floor(rows.length / 2)).slice(0, FEW);
  const spans = [some.map(({ begin }) => begin), some.map(({ end }) => end)].map((times) => ({
    from: Math.min(...times),
    to: Math.max(...times),
  }));
  const [row] = some;
  const isWindow = ({ from, to }: Span) => from < to;
  return [...spans.filter(isWindow), ...(row === undefined ? [] : [spanAround([row])])];
}

/** Rows from the begin of one to that of another. */
const FEW = 4;

/** The instants between which a query lists. @throws RangeError where it has no window */
export function spanIn({ window }: Ask): Span {
  if (window === undefined) throw new RangeError('the query has no window');
  return spanOf(window);
}

/** The two times of a row, as it writes them. */
export function describeTimes(row: Row, deployment: Deployment): string {
  const { begin, end } = deployment.contract.operation.fields;
  return `${row.json[begin] ?? 'no begin'} to ${row.json[end] ?? 'no end'}`;
}
