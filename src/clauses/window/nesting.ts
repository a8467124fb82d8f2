/** How windows within windows relate: what holds whichever of a row's times is compared. */
import * as fc from 'fast-check';
import type { Ask } from '../../contract/operation.ts';
import { instant } from '../../query/instant.ts';
import { validQuery, WITHOUT_PAGE } from '../../query/valid-query.ts';
import { type Span, WHOLE_HISTORY, writeWindow } from '../../query/window.ts';
import { type Clause, type Listed, NOTHING_TO_JUDGE, trials, type Violation } from '../clause.ts';
import { gather } from '../gather.ts';
import { isTimed, ofRichest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { missingRow, nameOf } from '../rows.ts';
import { middle, spanAround } from '../span.ts';
import { inTime, spanIn } from './windows.ts';

/** Whole windows; a backup's id has one row to list, which other clauses look for. */
const LISTS = { window: 'given', id: 'absent', ...WITHOUT_PAGE } as const;

interface Widened {
  /** A query with a window. */
  readonly query: Ask;
  /** Seconds that the wider window begins earlier and ends later. */
  readonly before: number;
  readonly after: number;
}

const DAY = 86_400;

/** A wider window lists every row that a narrower one inside it lists. */
export const monotone: Clause = {
  slug: 'window.monotone',
  budgetWeight: 2,
  check: trials<Widened>({
    cost: 4,
    probes: (known) =>
      ofRichest(known, 2, (instance) => {
        const rows = inTime(instance);
        if (rows.length === 0) return [];
        const [inner, outer] = [spanAround(middle(middle(rows))), spanAround(middle(rows))];
        const widened = (from: Span, to: Span): Widened => ({
          query: { instance: instance.id, window: writeWindow(from) },
          before: from.from - to.from,
          after: to.to - from.to,
        });
        return [
          widened(inner, { from: inner.from - 1, to: inner.to + DAY }),
          widened(inner, outer),
          widened(outer, spanIn({ instance: instance.id, window: WHOLE_HISTORY })),
        ];
      }),
    cases: (known, contract) =>
      fc.record({
        query: validQuery(contract, poolsOf(known, contract), LISTS),
        before: fc.nat(DAY),
        after: fc.nat(DAY),
      }),
    trial: async ({ query, before, after }, deployment) => {
      const { from, to } = spanIn(query);
      const narrow = await gather(deployment, query);
      const window = writeWindow({ from: from - before, to: to + after });
      const wide = narrow && (await gather(deployment, { ...query, window }));
      const missing = narrow && wide && missingRow(narrow.rows, wide.rows);
      if (wide === undefined) return NOTHING_TO_JUDGE;
      if (missing === undefined) return undefined;
      return {
        rule: 'row-missing-from-wider-window',
        expected: `${nameOf(missing)}, which a narrower window lists, in the wider one too`,
        observed: `${wide.rows.length} backups without it`,
        reply: wide.reply,
        missing: [missing],
      };
    },
  }),
};

interface Cut {
  /** A query with a window. */
  readonly query: Ask;
  /** An instant within the window. */
  readonly at: number;
}

/** A window cut in two: the whole lists every row of both halves, and one half lists each row that ends before the cut or begins after it. */
export const additive: Clause = {
  slug: 'window.additive',
  budgetWeight: 2,
  check: trials<Cut>({
    cost: 4,
    probes: (known) =>
      ofRichest(known, 2, (instance) => {
        const rows = middle(inTime(instance));
        const [row] = rows.slice(Math.floor(rows.length / 2));
        if (row === undefined) return [];
        const span = spanAround(rows);
        const half = Math.floor((span.from + span.to) / 2);
        // Whether the ends of a window belong to it is open, but not that they belong to the whole alone.
        const touching = { from: span.from + 1, to: span.to - 1 };
        const cut = (within: Span, at: number) => ({
          query: { instance: instance.id, window: writeWindow(within) },
          at,
        });
        return [
          ...[row.begin, row.begin + 1, row.end, row.end + 1, half].map((at) => cut(span, at)),
          cut(touching, half),
        ].filter(isInside);
      }),
    cases: (known, contract) =>
      fc.oneof(
        ...poolsOf(known, contract).map((pool) =>
          fc
            .record({ query: validQuery(contract, [pool], LISTS), at: instant(pool.instants) })
            .filter((cut) => isInside(cut) && isShort(cut)),
        ),
      ),
    trial: async ({ query, at }, deployment) => {
      const { from, to } = spanIn(query);
      const whole = await gather(deployment, query);
      if (whole === undefined) return NOTHING_TO_JUDGE;
      const [before, after] = await Promise.all([
        gather(deployment, { ...query, window: writeWindow({ from, to: at }) }),
        gather(deployment, { ...query, window: writeWindow({ from: at, to }) }),
      ]);
      if (before === undefined || after === undefined) return NOTHING_TO_JUDGE;
      return (
        outsideTheWhole(before, whole) ?? outsideTheWhole(after, whole) ?? inNoHalf(whole, before, after, at)
      );
    },
  }),
};

/** Longer windows mostly hold more rows than can be gathered; window.monotone looks at them. */
const LONGEST_CUT = 366 * DAY;

function isShort({ query }: Cut): boolean {
  const { from, to } = spanIn(query);
  return to - from <= LONGEST_CUT;
}

function isInside({ query, at }: Cut): boolean {
  const { from, to } = spanIn(query);
  return from < at && at < to;
}

function outsideTheWhole(half: Listed, whole: Listed): Violation | undefined {
  const extra = missingRow(half.rows, whole.rows);
  if (extra === undefined) return undefined;
  return {
    rule: 'row-missing-from-whole-window',
    expected: `${nameOf(extra)}, which half of the window lists, in the whole window too`,
    observed: `${whole.rows.length} backups without it`,
    reply: whole.reply,
    missing: [extra],
  };
}

function inNoHalf(whole: Listed, before: Listed, after: Listed, at: number): Violation | undefined {
  const aside = whole.rows.filter((row) => isTimed(row) && (row.end < at || row.begin > at));
  const lost = missingRow(aside, [...before.rows, ...after.rows]);
  if (lost === undefined) return undefined;
  const half = isTimed(lost) && lost.end < at ? before : after;
  return {
    rule: 'row-missing-from-half-window',
    expected: `${nameOf(lost)}, which the whole window lists, in the half on its side of the cut`,
    observed: `${half.rows.length} backups without it`,
    reply: half.reply,
    missing: [lost],
  };
}
