/**
 * The reading that a deployment follows, learned from a few queries about one row: which of a row's times a window is
 * compared with, and whether each end belongs to it. A reading predicts what any window lists. It only tells where to
 * look, never what is wrong: a deployment may follow a reading that is none of these.
 */
import type { Contract } from '../../contract/contract.ts';
import type { Row } from '../../contract/operation.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import type { Deployment } from '../clause.ts';
import { isLeftOut, isTimed, type KnownInstance, type Reading, type TimedRow } from '../known.ts';
import { meets } from '../span.ts';

const READINGS: readonly Reading[] = (['begin', 'end', 'containment', 'overlap'] as const).flatMap(
  (compares) =>
    [true, false].flatMap((includesBegin) =>
      [true, false].map((includesEnd) => ({ compares, includesBegin, includesEnd })),
    ),
);

/** Asks about one row that takes some time. Returns the readings that fit all answers; every one where none fits. */
export async function learnReadings(
  deployment: Deployment,
  instance: KnownInstance,
): Promise<readonly Reading[]> {
  const row = longRow(deployment.contract, instance);
  if (row === undefined) return READINGS;
  const spans = tellingSpans(row);
  const listed = await Promise.all(spans.map((span) => isListed(deployment, row, span)));
  const fitting = READINGS.filter((reading) =>
    spans.every((span, place) => belongs(reading, row, span) === listed[place]),
  );
  return fitting.length === 0 ? READINGS : fitting;
}

/** Whether a window lists the row, where all of these readings agree; undefined where they do not, or the row is open. */
export function predict(readings: readonly Reading[], row: Row, span: Span): boolean | undefined {
  if (!isTimed(row)) return meets(row, span) ? undefined : false;
  const [first, ...others] = readings.map((reading) => belongs(reading, row, span));
  return others.every((other) => other === first) ? first : undefined;
}

function belongs(
  { compares, includesBegin, includesEnd }: Reading,
  { begin, end }: TimedRow,
  { from, to }: Span,
): boolean {
  const isAfter = (second: number) => second > from || (includesBegin && second === from);
  const isBefore = (second: number) => second < to || (includesEnd && second === to);
  switch (compares) {
    case 'begin':
      return isAfter(begin) && isBefore(begin);
    case 'end':
      return isAfter(end) && isBefore(end);
    case 'containment':
      return isAfter(begin) && isBefore(end);
    case 'overlap':
      return isBefore(begin) && isAfter(end);
  }
}

const DAY = 86_400;

/** Each window touches the row's begin or its end with one of its own ends, or holds one of them, or neither. */
function tellingSpans({ begin, end }: TimedRow): readonly Span[] {
  return [
    { from: begin + 1, to: end - 1 },
    { from: begin, to: begin + 1 },
    { from: begin - DAY, to: begin },
    { from: end, to: end + DAY },
    { from: end - 1, to: end },
    { from: begin, to: end + DAY },
    { from: begin - DAY, to: end },
  ];
}

function longRow(contract: Contract, instance: KnownInstance): TimedRow | undefined {
  return instance.rows
    .filter(isTimed)
    .find((row) => row.end - row.begin > 4 && !isLeftOut(contract, instance, row));
}

async function isListed(deployment: Deployment, row: TimedRow, span: Span): Promise<boolean> {
  const { contract } = deployment;
  const reply = await deployment.ask(
    contract.operation.write({ instance: row.instance, id: row.id, window: writeWindow(span) }),
  );
  return reply.listing?.rows.some((each) => each.id === row.id) ?? false;
}
