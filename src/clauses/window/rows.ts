/** Which rows a window lists. Only what every reading of the document agrees on is asserted (docs/rulings.md). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Row } from '../../contract/operation.ts';
import { type Clause, type Listed, type Scene, trials, type Violation } from '../clause.ts';
import {
  anyInstance,
  anySpan,
  askFor,
  type Filter,
  gather,
  instantsOf,
  liesStrictlyInside,
  meets,
  middle,
  type Page,
  type Span,
  spanAround,
  timedRows,
  WHOLE_HISTORY,
} from '../filter.ts';
import { instanceOf, isTimed, type Known, type KnownInstance, rowOf, withRows } from '../known.ts';
import { differentListings, differentRows, missingRow, nameOf } from '../rows.ts';

interface Windowed {
  readonly instance: string;
  readonly span: Span;
  readonly type?: string;
}

/** Windows that every standard run visits, around and between real rows. */
function certainWindows(known: Known): readonly Windowed[] {
  return withRows(known)
    .slice(0, 2)
    .flatMap((instance) => {
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
      ];
      return spans.map((span) => ({ instance: instance.id, span }));
    });
}

function inTime(instance: KnownInstance) {
  return [...timedRows(instance)].sort((one, other) => one.begin - other.begin);
}

function anyWindow(known: Known, contract: Contract): fc.Arbitrary<Windowed> {
  return anyInstance(known).chain((instance) =>
    fc
      .record({
        span: anySpan(instance),
        type: fc.option(fc.constantFrom(...contract.operation.type.values), { nil: undefined, freq: 2 }),
      })
      .map(({ span, type }) => ({ instance: instance.id, span, ...(type === undefined ? {} : { type }) })),
  );
}

/** No row lies wholly outside the window. */
export const sound: Clause = {
  slug: 'window.sound',
  worth: 3,
  check: trials<Windowed>({
    probes: (known) => certainWindows(known),
    cases: anyWindow,
    trial: async (window, scene) => {
      const listed = await scene.list(askFor(window, { limit: scene.contract.operation.limit.maximum }));
      const place = listed.rows.findIndex((row) => !meets(row, window.span));
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      const { begin, end } = askFor(window);
      return {
        expected: `only backups that meet the window from ${begin} to ${end}`,
        observed: `${nameOf(row)} lies wholly outside it: ${describeTimes(row, scene)}`,
        culprit: listed.reply,
        pointer: `/${scene.contract.operation.fields.rows}/${place}`,
      };
    },
  }),
};

function describeTimes(row: Row, scene: Scene): string {
  const { begin, end } = scene.contract.operation.fields;
  return `${row.json[begin]} to ${row.json[end]}`;
}

interface Enclosed {
  readonly instance: string;
  /** Rows the window is drawn around. */
  readonly ids: readonly string[];
  readonly alsoBy?: 'type' | 'id';
}

/** Every row that lies wholly and strictly inside is listed, together with every other filter. */
export const complete: Clause = {
  slug: 'window.complete',
  worth: 3,
  check: trials<Enclosed>({
    cost: 2,
    probes: (known) =>
      withRows(known)
        .slice(0, 2)
        .flatMap((instance) => {
          const rows = inTime(instance);
          const some = [rows[0], rows.at(-1), rows[Math.floor(rows.length / 2)]].filter(
            (row) => row !== undefined,
          );
          const ofEachStatus = firstOfEach(rows, (row) => row.status);
          const ofEachType = firstOfEach(rows, (row) => row.type);
          const single = [...some, ...ofEachStatus, ...ofEachType].map((row) => ({
            instance: instance.id,
            ids: [row.id],
          }));
          const wide =
            rows.length > 2
              ? [middle(rows), rows].map((each) => ({ instance: instance.id, ids: ends(each) }))
              : [];
          const filtered = ofEachType.flatMap((row) =>
            (['type', 'id'] as const).map((alsoBy) => ({ instance: instance.id, ids: [row.id], alsoBy })),
          );
          return [...single, ...wide, ...filtered];
        }),
    cases: (known) =>
      anyInstance(known)
        .filter((instance) => timedRows(instance).length > 0)
        .chain((instance) => {
          const id = fc.constantFrom(...timedRows(instance).map((row) => row.id));
          return fc
            .record({
              ids: fc.array(id, { minLength: 1, maxLength: 2 }),
              alsoBy: fc.constantFrom(undefined, 'type' as const, 'id' as const),
            })
            .map(({ ids, alsoBy }) => ({
              instance: instance.id,
              ids,
              ...(alsoBy === undefined ? {} : { alsoBy }),
            }));
        }),
    trial: async ({ instance, ids, alsoBy }, scene) => {
      const around = ids.map((id) => rowOf(scene.known, instance, id)).filter(isTimed);
      const [row] = around;
      if (row === undefined) return undefined;
      const span = spanAround(around);
      const filter: Filter = {
        instance,
        span,
        ...(alsoBy === 'type' ? { type: row.type } : {}),
        ...(alsoBy === 'id' ? { id: row.id } : {}),
      };
      const inside = instanceOf(scene.known, instance).rows.filter(
        (each) =>
          liesStrictlyInside(each, span) &&
          (filter.type === undefined || each.type === filter.type) &&
          (filter.id === undefined || each.id === filter.id) &&
          (filter.type !== undefined || !isLeftOut(scene.known, instance, each)),
      );
      const all = await gather(scene, filter);
      const missing = all && missingRow(inside, all.rows);
      if (all === undefined || missing === undefined) return undefined;
      const { begin, end } = askFor(filter);
      return {
        expected: `${nameOf(missing)} listed: ${describeTimes(missing, scene)} lies inside the window from ${begin} to ${end}`,
        observed: `${all.rows.length} backups without it`,
        culprit: all.reply,
      };
    },
  }),
};

function ends(rows: readonly Row[]): readonly string[] {
  return [rows[0], rows.at(-1)].flatMap((row) => (row === undefined ? [] : [row.id]));
}

function firstOfEach<T>(rows: readonly T[], key: (row: T) => string): readonly T[] {
  return [...new Map([...rows].reverse().map((row) => [key(row), row])).values()];
}

function isLeftOut(known: Known, instance: string, row: Row): boolean {
  return instanceOf(known, instance).leftOut.has(row.type);
}

interface Zoned extends Windowed {
  /** Zones, in minutes east of UTC, that begin and end are written in. */
  readonly zones: readonly [number, number];
}

const ZONES = [480, 330, 345, -210, 840, -720, 0, -480, 60];

/** The same two instants written in other zones give the same answer. */
export const zoneInvariant: Clause = {
  slug: 'window.zone-invariant',
  worth: 2,
  check: trials<Zoned>({
    cost: 2,
    probes: (known) => {
      const windows = certainWindows(known);
      const plain = windows
        .slice(0, 1)
        .flatMap((window) => ZONES.map((zone) => ({ ...window, zones: [zone, zone] as const })));
      const mixed = windows.slice(1, 4).flatMap((window) =>
        [
          [480, 0],
          [-210, 345],
        ].map(([one, other]) => ({ ...window, zones: [one ?? 0, other ?? 0] as const })),
      );
      const wide = windows
        .slice(1, 2)
        .flatMap((window) => ZONES.map((zone) => ({ ...window, zones: [zone, zone] as const })));
      return [...plain, ...wide, ...mixed];
    },
    cases: (known, contract) =>
      fc
        .tuple(anyWindow(known, contract), fc.constantFrom(...ZONES), fc.constantFrom(...ZONES))
        .map(([window, one, other]) => ({ ...window, zones: [one, other] as const })),
    trial: async ({ zones: [beginZone, endZone], ...window }, scene) => {
      const { operation } = scene.contract;
      const utc = askFor(window);
      const begin = askFor({ ...window, span: { ...window.span, zone: beginZone } }).begin;
      const end = askFor({ ...window, span: { ...window.span, zone: endZone } }).end;
      const [plain, zoned] = await Promise.all([
        scene.list({ ...utc, limit: operation.limit.maximum }),
        scene.list({ ...utc, begin, end, limit: operation.limit.maximum }),
      ]);
      return differentListings(plain, zoned, `the window ${begin} to ${end} as ${utc.begin} to ${utc.end}`);
    },
  }),
};

interface Nested {
  readonly instance: string;
  readonly inner: Span;
  readonly outer: Span;
}

/** A wider window lists every row that a narrower one inside it lists. */
export const monotone: Clause = {
  slug: 'window.monotone',
  worth: 2,
  check: trials<Nested>({
    cost: 4,
    probes: (known) =>
      withRows(known)
        .slice(0, 2)
        .flatMap((instance) => {
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
    trial: async ({ instance, inner, outer }, scene) => {
      const narrow = await gather(scene, { instance, span: inner });
      const wide = narrow && (await gather(scene, { instance, span: outer }));
      const missing = narrow && wide && missingRow(narrow.rows, wide.rows);
      if (wide === undefined || missing === undefined) return undefined;
      return {
        expected: `${nameOf(missing)}, which a narrower window lists, in the wider one too`,
        observed: `${wide.rows.length} backups without it`,
        culprit: wide.reply,
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
  worth: 2,
  check: trials<Cut>({
    cost: 4,
    probes: (known) =>
      withRows(known)
        .slice(0, 2)
        .flatMap((instance) => {
          const rows = middle(inTime(instance));
          const [row] = rows.slice(Math.floor(rows.length / 2));
          if (row === undefined) return [];
          const span = spanAround(rows);
          return [row.begin, row.begin + 1, row.end, row.end + 1, Math.floor((span.from + span.to) / 2)]
            .filter((at) => at > span.from && at < span.to)
            .map((at) => ({ instance: instance.id, span, at }));
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
    trial: async ({ instance, span, at }, scene) => {
      const whole = await gather(scene, { instance, span });
      if (whole === undefined) return undefined;
      const [before, after] = await Promise.all([
        gather(scene, { instance, span: { from: span.from, to: at } }),
        gather(scene, { instance, span: { from: at, to: span.to } }),
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
    expected: `${nameOf(extra)}, which half of the window lists, in the whole window too`,
    observed: `${whole.rows.length} backups without it`,
    culprit: whole.reply,
  };
}

function inNoHalf(whole: Listed, before: Listed, after: Listed, at: number): Violation | undefined {
  const aside = whole.rows.filter((row) => isTimed(row) && (row.end < at || row.begin > at));
  const lost = missingRow(aside, [...before.rows, ...after.rows]);
  if (lost === undefined) return undefined;
  const half = isTimed(lost) && lost.end < at ? before : after;
  return {
    expected: `${nameOf(lost)}, which the whole window lists, in the half on its side of the cut`,
    observed: `${half.rows.length} backups without it`,
    culprit: half.reply,
  };
}

interface PageInWindow extends Windowed {
  readonly page: Required<Page>;
}

/** Pagination holds under a window: first the filter, then the page. */
export const pages: Clause = {
  slug: 'window.pages',
  worth: 2,
  check: trials<PageInWindow>({
    cost: 3,
    probes: (known, contract) => {
      const { minimum, maximum } = contract.operation.limit;
      return certainWindows(known).flatMap((window) =>
        [
          { offset: 0, limit: minimum },
          { offset: 1, limit: minimum + 1 },
          { offset: 2, limit: maximum },
        ].map((page) => ({ ...window, page })),
      );
    },
    cases: (known, contract) =>
      fc
        .tuple(
          anyWindow(known, contract),
          fc.nat(40),
          fc.integer({ min: 1, max: contract.operation.limit.maximum }),
        )
        .map(([window, offset, limit]) => ({ ...window, page: { offset, limit } })),
    trial: async ({ page, ...window }, scene) => {
      const { maximum } = scene.contract.operation.limit;
      const [head, next, cut] = await Promise.all([
        scene.list(askFor(window, { offset: 0, limit: maximum })),
        page.offset + page.limit > maximum
          ? scene.list(askFor(window, { offset: maximum, limit: maximum }))
          : undefined,
        scene.list(askFor(window, page)),
      ]);
      const rows = [...head.rows, ...(next?.rows ?? [])].slice(page.offset, page.offset + page.limit);
      return differentRows(rows, cut, `offset ${page.offset} and limit ${page.limit} within the window`);
    },
  }),
};

/** A window over all of history lists every row that has both its times. */
export const wholeHistory: Clause = {
  slug: 'window.whole-history',
  worth: 1,
  check: trials<{ readonly instance: string; readonly offset: number }>({
    cost: 2,
    probes: (known, contract) =>
      withRows(known).flatMap((instance) => {
        const { maximum } = contract.operation.limit;
        const offsets = [0, Math.max(0, instance.total - maximum), Math.floor(instance.total / 2)];
        return [...new Set(offsets)].map((offset) => ({ instance: instance.id, offset }));
      }),
    trial: async ({ instance, offset }, scene) => {
      const { maximum } = scene.contract.operation.limit;
      const page = { offset, limit: maximum };
      const [plain, windowed] = await Promise.all([
        scene.list(askFor({ instance }, page)),
        scene.list(askFor({ instance, span: WHOLE_HISTORY }, page)),
      ]);
      // Rows that are still being built may have no end to compare: they may be missing, and then later rows move up.
      const due = plain.rows.filter(isTimed);
      const shift = plain.total - windowed.total;
      const candidates = shift > 0 ? await neighbours(scene, instance, offset, shift) : windowed.rows;
      const missing = missingRow(due, candidates);
      if (missing === undefined) return undefined;
      return {
        expected: `${nameOf(missing)} listed: a window from 1970 to 2100 holds every backup`,
        observed: `${windowed.rows.length} backups, total_count ${windowed.total}, without it`,
        culprit: windowed.reply,
      };
    },
  }),
};

/** The windowed rows from as many places earlier as rows were left out before them. */
async function neighbours(
  scene: Scene,
  instance: string,
  offset: number,
  shift: number,
): Promise<readonly Row[]> {
  const { maximum } = scene.contract.operation.limit;
  const start = Math.max(0, offset - Math.min(shift, maximum));
  const starts = [start, start + maximum];
  const found = await Promise.all(
    starts.map((each) =>
      scene.list(askFor({ instance, span: WHOLE_HISTORY }, { offset: each, limit: maximum })),
    ),
  );
  return found.flatMap((page) => page.rows);
}
