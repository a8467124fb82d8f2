/** How windows within windows relate: what holds whichever of a row's times is compared. */
import * as fc from 'fast-check';
import { type Clause, type Listed, trials, type Violation } from '../clause.ts';
import { anyInstance, anySpan, gather, middle, type Span, spanAround, WHOLE_HISTORY } from '../filter.ts';
import { isTimed, ofRichest } from '../known.ts';
import { missingRow, nameOf } from '../rows.ts';
import { inTime } from './windows.ts';

interface Nested {
  readonly instance: string;
  readonly inner: Span;
  readonly outer: Span;
}

/** A wider window lists every row that a narrower one inside it lists. */
export const monotone: Clause = {
  slug: 'window.monotone',
  budgetWeight: 2,
  check: trials<Nested>({
    cost: 4,
    probes: (known) =>
      ofRichest(known, 2, (instance) => {
        const rows = inTime(instance);
        if (rows.length === 0) return [];
        const [inner, outer] = [spanAround(middle(middle(rows))), spanAround(middle(rows))];
        const widened = { from: inner.from - 1, to: inner.to + 86_400 };
        return [
          { instance: instance.id, inner, outer: widened },
          { instance: instance.id, inner, outer },
          { instance: instance.id, inner: outer, outer: WHOLE_HISTORY },
        ];
      }),
    cases: (known) =>
      anyInstance(known).chain((instance) =>
        fc.tuple(anySpan(instance), fc.nat(86_400), fc.nat(86_400)).map(([inner, before, after]) => ({
          instance: instance.id,
          inner,
          outer: { from: inner.from - before, to: inner.to + after },
        })),
      ),
    trial: async ({ instance, inner, outer }, deployment) => {
      const narrow = await gather(deployment, { instance, span: inner });
      const wide = narrow && (await gather(deployment, { instance, span: outer }));
      const missing = narrow && wide && missingRow(narrow.rows, wide.rows);
      if (wide === undefined || missing === undefined) return undefined;
      return {
        rule: 'row-missing-from-wider-window',
        expected: `${nameOf(missing)}, which a narrower window lists, in the wider one too`,
        observed: `${wide.rows.length} backups without it`,
        culprit: wide.reply,
        due: [missing],
      };
    },
  }),
};

interface Cut {
  readonly instance: string;
  readonly span: Span;
  readonly at: number;
}

/** Split at any instant, a window's halves lie in the whole, and what does not straddle the cut lies in a half. */
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
        return [
          ...[row.begin, row.begin + 1, row.end, row.end + 1, half].map((at) => ({ span, at })),
          { span: touching, at: half },
        ]
          .filter((cut) => cut.at > cut.span.from && cut.at < cut.span.to)
          .map((cut) => ({ instance: instance.id, ...cut }));
      }),
    cases: (known) =>
      anyInstance(known).chain((instance) =>
        anySpan(instance)
          .filter((span) => span.to - span.from > 1)
          .chain((span) =>
            fc
              .integer({ min: span.from + 1, max: span.to - 1 })
              .map((at) => ({ instance: instance.id, span, at })),
          ),
      ),
    trial: async ({ instance, span, at }, deployment) => {
      const whole = await gather(deployment, { instance, span });
      if (whole === undefined) return undefined;
      const [before, after] = await Promise.all([
        gather(deployment, { instance, span: { from: span.from, to: at } }),
        gather(deployment, { instance, span: { from: at, to: span.to } }),
      ]);
      if (before === undefined || after === undefined) return undefined;
      return (
        outsideTheWhole(before, whole) ?? outsideTheWhole(after, whole) ?? inNoHalf(whole, before, after, at)
      );
    },
  }),
};

function outsideTheWhole(half: Listed, whole: Listed): Violation | undefined {
  const extra = missingRow(half.rows, whole.rows);
  if (extra === undefined) return undefined;
  return {
    rule: 'row-missing-from-whole-window',
    expected: `${nameOf(extra)}, which half of the window lists, in the whole window too`,
    observed: `${whole.rows.length} backups without it`,
    culprit: whole.reply,
    due: [extra],
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
    culprit: half.reply,
    due: [lost],
  };
}
