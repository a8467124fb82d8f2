/** Which rows a window lists. Only what every reading of the document agrees on is asserted (docs/rulings.md). */
import * as fc from 'fast-check';
import type { Row } from '../../contract/operation.ts';
import { type Clause, trials } from '../clause.ts';
import {
  anyInstance,
  askFor,
  type Filter,
  gather,
  liesStrictlyInside,
  meets,
  middle,
  spanAround,
  timedRows,
} from '../filter.ts';
import { fewOf, instanceOf, isTimed, neededFilters, ofRichest, rowOf } from '../known.ts';
import { missingRow, nameOf } from '../rows.ts';
import { anyWindow, certainWindows, describeTimes, inTime, type Windowed } from './windows.ts';

/** No row lies wholly outside the window. */
export const sound: Clause = {
  slug: 'window.sound',
  budgetWeight: 3,
  check: trials<Windowed>({
    probes: (known) => certainWindows(known),
    cases: anyWindow,
    trial: async (window, deployment) => {
      const listed = await deployment.list(
        askFor(window, { limit: deployment.contract.operation.limit.maximum }),
      );
      const place = listed.rows.findIndex((row) => !meets(row, window.span));
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      const { begin, end } = askFor(window);
      return {
        rule: 'row-outside-window',
        expected: `only backups that meet the window from ${begin} to ${end}`,
        observed: `${nameOf(row)} lies wholly outside it: ${describeTimes(row, deployment)}`,
        culprit: listed.reply,
        pointer: `/${deployment.contract.operation.fields.rows}/${place}`,
      };
    },
  }),
};

interface Enclosed {
  readonly instance: string;
  /** Rows the window is drawn around. */
  readonly ids: readonly string[];
  readonly alsoBy?: 'type' | 'id';
}

/** Every row that lies wholly and strictly inside is listed, together with every other filter. */
export const complete: Clause = {
  slug: 'window.complete',
  budgetWeight: 3,
  check: trials<Enclosed>({
    smokeProbes: 5,
    cost: 2,
    probes: (known) =>
      ofRichest(known, 2, (instance) => {
        const rows = inTime(instance);
        const some = fewOf(rows);
        const ofEachStatus = firstOfEach(rows, (row) => row.status);
        const ofEachType = firstOfEach(rows, (row) => row.type);
        const single = [...ofEachStatus, ...some, ...ofEachType].map((row) => ({
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
    trial: async ({ instance, ids, alsoBy }, deployment) => {
      const around = ids.map((id) => rowOf(deployment.known, instance, id)).filter(isTimed);
      const [row] = around;
      if (row === undefined) return undefined;
      const span = spanAround(around);
      const { operation } = deployment.contract;
      const known = instanceOf(deployment.known, instance);
      const filters =
        alsoBy === 'type'
          ? { [operation.type.parameter]: row.type }
          : alsoBy === 'id'
            ? neededFilters(known, row, operation)
            : undefined;
      const filter: Filter = {
        instance,
        span,
        ...(filters === undefined ? {} : { filters }),
        ...(alsoBy === 'id' ? { id: row.id } : {}),
      };
      const inside = known.rows.filter(
        (each) =>
          liesStrictlyInside(each, span) &&
          (filter.filters === undefined || each.type === row.type) &&
          (filter.id === undefined || each.id === filter.id) &&
          (filter.filters !== undefined || neededFilters(known, each, operation) === undefined),
      );
      const all = await gather(deployment, filter);
      const missing = all && missingRow(inside, all.rows);
      if (all === undefined || missing === undefined) return undefined;
      const { begin, end } = askFor(filter);
      return {
        rule: 'row-missing-from-window',
        expected: `${nameOf(missing)} listed: ${describeTimes(missing, deployment)} lies inside the window from ${begin} to ${end}`,
        observed: `${all.rows.length} backups without it`,
        culprit: all.reply,
        due: [missing],
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
