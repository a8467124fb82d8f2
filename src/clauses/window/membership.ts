/** Which rows a window lists. Only what every reading of the document agrees on is asserted (docs/rulings.md). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask, Row } from '../../contract/operation.ts';
import { validQuery } from '../../query/valid-query.ts';
import { writeWindow } from '../../query/window.ts';
import { type Clause, NOTHING_TO_JUDGE, trials } from '../clause.ts';
import { gather } from '../gather.ts';
import {
  fewOf,
  filtersOf,
  instanceOf,
  isLeftOut,
  isTimed,
  neededFilters,
  ofRichest,
  passes,
  rowOf,
  type TimedRow,
  timedRows,
} from '../known.ts';
import { ofAnyInstance, poolsOf } from '../pools.ts';
import { missingRow, nameOf } from '../rows.ts';
import { liesStrictlyInside, meets, middle, spanAround } from '../span.ts';
import { describeTimes, fixedWindows, inTime, spanIn } from './windows.ts';

/** No row is wholly outside the window. */
export const sound: Clause = {
  slug: 'window.sound',
  budgetWeight: 3,
  check: trials<Ask>({
    probes: (known, { operation }) =>
      fixedWindows(known).map((query) => ({ ...query, limit: operation.limit.maximum })),
    cases: (known, contract) => validQuery(contract, poolsOf(known, contract), { window: 'given' }),
    trial: async (query, deployment) => {
      const listed = await deployment.list(query);
      const span = spanIn(query);
      const place = listed.rows.findIndex((row) => !meets(row, span));
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      return {
        rule: 'row-outside-window',
        expected: `only backups that meet the window from ${query.window?.begin} to ${query.window?.end}`,
        observed: `${nameOf(row)} is wholly outside it: ${describeTimes(row, deployment)}`,
        reply: listed.reply,
        pointer: `/${deployment.contract.operation.fields.rows}/${place}`,
      };
    },
  }),
};

interface Enclosed {
  readonly instance: string;
  /** Rows the window is drawn around. */
  readonly ids: readonly string[];
  /** Names of parameters that the first of these rows is also asked for by, with the values of its own. */
  readonly by: readonly string[];
}

/** Every row that is wholly and strictly inside is listed, also together with every other filter. */
export const complete: Clause = {
  slug: 'window.complete',
  budgetWeight: 3,
  check: trials<Enclosed>({
    smokeProbes: 5,
    cost: 2,
    probes: (known, contract) =>
      ofRichest(known, 2, (instance) => {
        const rows = inTime(instance);
        const ofEachStatus = firstOfEach(rows, (row) => row.status);
        const ofEachValue = contract.operation.filters.flatMap(({ valueIn }) => firstOfEach(rows, valueIn));
        const chosen = new Set([...ofEachStatus, ...fewOf(rows), ...ofEachValue, ...onLastDays(rows)]);
        const single = [...chosen].map((row) => ({
          instance: instance.id,
          ids: [row.id],
          by: [],
        }));
        const wide =
          rows.length > 2
            ? [middle(rows), rows].map((each) => ({ instance: instance.id, ids: ends(each), by: [] }))
            : [];
        const filtered = ofEachValue.flatMap((row) =>
          filterNames(contract).map((name) => ({ instance: instance.id, ids: [row.id], by: [name] })),
        );
        return [...single, ...wide, ...filtered];
      }),
    cases: (known, contract) =>
      ofAnyInstance(known, (instance) => {
        const rows = timedRows(instance);
        if (rows.length === 0) return undefined;
        return fc.record({
          instance: fc.constant(instance.id),
          ids: fc.array(fc.constantFrom(...rows.map((row) => row.id)), { minLength: 1, maxLength: 2 }),
          by: fc.subarray([...filterNames(contract)]),
        });
      }),
    trial: async ({ instance, ids, by }, deployment) => {
      const { contract, known } = deployment;
      const around = ids.map((id) => rowOf(known, instance, id)).filter(isTimed);
      const [row] = around;
      if (row === undefined) return NOTHING_TO_JUDGE;
      const byId = by.includes(contract.operation.id.parameter);
      const instanceNow = instanceOf(known, instance);
      const needed = byId ? neededFilters(contract, instanceNow, row) : {};
      const filters = { ...only(filtersOf(contract, row), by), ...needed };
      const span = spanAround(around);
      const window = writeWindow(span);
      const inside = instanceNow.rows.filter(
        (each) =>
          liesStrictlyInside(each, span) &&
          passes(contract, each, filters) &&
          (!byId || each.id === row.id) &&
          !isLeftOut(contract, instanceNow, each, filters),
      );
      const all = await gather(deployment, { instance, window, filters, ...(byId ? { id: row.id } : {}) });
      const missing = all && missingRow(inside, all.rows);
      if (all === undefined) return NOTHING_TO_JUDGE;
      if (missing === undefined) return undefined;
      return {
        rule: 'row-missing-from-window',
        expected: `${nameOf(missing)} listed: ${describeTimes(missing, deployment)} is inside the window from ${window.begin} to ${window.end}`,
        observed: `${all.rows.length} backups without it`,
        reply: all.reply,
        missing: [missing],
      };
    },
  }),
};

/** The parameters that choose rows by a value: the equality filters, and the id. */
function filterNames({ operation }: Contract): readonly string[] {
  return [...operation.filters.map(({ parameter }) => parameter), operation.id.parameter];
}

function only(
  values: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

function ends(rows: readonly Row[]): readonly string[] {
  return [rows[0], rows.at(-1)].flatMap((row) => (row === undefined ? [] : [row.id]));
}

/** Rows that begin on the last day of a month: the latest of each of the last two Februaries, and of the last month. */
function onLastDays(rows: readonly TimedRow[]): readonly TimedRow[] {
  const onLast = rows.filter(({ begin }) => monthOf(begin) !== monthOf(begin + DAY));
  const ofFebruary = onLast.filter(({ begin }) => monthOf(begin) === FEBRUARY);
  const late = [...onLast].sort((one, other) => clockOf(other.begin) - clockOf(one.begin));
  return [...ofFebruary.slice(-2), ...onLast.slice(-1), ...late.slice(0, 1)];
}

const DAY = 86_400;
const FEBRUARY = 1;

/** Seconds since midnight, in UTC. */
function clockOf(instant: number): number {
  return instant % DAY;
}

function monthOf(instant: number): number {
  return new Date(instant * 1000).getUTCMonth();
}

function firstOfEach<T>(rows: readonly T[], key: (row: T) => string): readonly T[] {
  return [...new Map([...rows].reverse().map((row) => [key(row), row])).values()];
}
