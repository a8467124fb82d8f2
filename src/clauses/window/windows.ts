/** The windows that cases are drawn from: around, between and beside the rows that are known. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Row } from '../../contract/operation.ts';
import type { Deployment } from '../clause.ts';
import {
  anyFilters,
  anyInstance,
  anySpan,
  instantsOf,
  middle,
  type Span,
  spanAround,
  timedRows,
  WHOLE_HISTORY,
} from '../filter.ts';
import { type Known, type KnownInstance, ofRichest } from '../known.ts';

/** A window on one instance, perhaps of one type. */
export interface Windowed {
  readonly instance: string;
  readonly span: Span;
  readonly filters?: Readonly<Record<string, string>>;
}

/** No backup has begun there yet. */
const FAR_FUTURE: Span = { from: Date.UTC(2098, 0, 1) / 1000, to: Date.UTC(2099, 0, 1) / 1000 };

/** No backup had begun yet. */
const FAR_PAST: Span = { from: Date.UTC(1961, 0, 1) / 1000, to: Date.UTC(1969, 0, 1) / 1000 };

/** Windows that every standard run visits, around and between real rows. */
export function certainWindows(known: Known): readonly Windowed[] {
  return ofRichest(known, 2, (instance) => {
    const rows = inTime(instance);
    const instants = instantsOf(instance);
    const [first, last] = [instants[0] ?? 0, instants.at(-1) ?? 0];
    const one = rows.slice(Math.floor(rows.length / 2)).slice(0, 1);
    const spans: Span[] = [
      ...(one.length > 0 ? [spanAround(one)] : []),
      ...(rows.length > 0
        ? [spanAround(middle(rows)), spanAround(rows.slice(-3)), spanAround(rows.slice(0, 3))]
        : []),
      { from: first - 86_400, to: first + 1 },
      { from: last - 1, to: last + 86_400 },
      { from: Date.UTC(2016, 1, 28, 23, 59, 59) / 1000, to: Date.UTC(2016, 1, 29, 0, 0, 0) / 1000 },
      WHOLE_HISTORY,
      FAR_FUTURE,
      FAR_PAST,
    ];
    return spans.map((span) => ({ instance: instance.id, span }));
  });
}

/** Rows with both their times, in order of begin time. */
export function inTime(instance: KnownInstance) {
  return [...timedRows(instance)].sort((one, other) => one.begin - other.begin);
}

/** A window drawn from the times of known rows. */
export function anyWindow(known: Known, contract: Contract): fc.Arbitrary<Windowed> {
  return anyInstance(known).chain((instance) =>
    fc.record(
      { instance: fc.constant(instance.id), span: anySpan(instance), filters: anyFilters(contract) },
      { requiredKeys: ['instance', 'span'] },
    ),
  );
}

/** The two times of a row, as it writes them. */
export function describeTimes(row: Row, deployment: Deployment): string {
  const { begin, end } = deployment.contract.operation.fields;
  return `${row.json[begin] ?? 'no begin'} to ${row.json[end] ?? 'no end'}`;
}
