/** The filter by type (table 1: backup_type). */
import * as fc from 'fast-check';
import { type Clause, trials } from '../clause.ts';
import { anyFilter, askFor, certainFilters, type Filter, gather, type Page } from '../filter.ts';
import { instanceOf, rowOf, withRows } from '../known.ts';
import { refusalClause } from '../refusal.ts';
import { changedRow, missingRow, nameOf } from '../rows.ts';

interface Typed {
  readonly type: string;
  readonly filter: Filter;
  readonly page: Page;
}

/** Every row has the type asked for. */
export const typeSound: Clause = {
  slug: 'filters.type-sound',
  budgetWeight: 2,
  check: trials<Typed>({
    smokeProbes: 2,
    probes: (known, contract) => {
      const { maximum } = contract.operation.limit;
      const filters = [
        ...withRows(known).map(({ id }): Filter => ({ instance: id })),
        ...certainFilters(known, contract).filter(
          ({ span, filters }) => span !== undefined && filters === undefined,
        ),
      ];
      return filters.flatMap((filter) =>
        contract.operation.type.values.map((type) => ({ type, filter, page: { limit: maximum } })),
      );
    },
    cases: (known, contract) =>
      fc
        .tuple(
          anyFilter(known, contract),
          fc.constantFrom(...contract.operation.type.values),
          fc.nat(60),
          fc.integer({ min: 1, max: contract.operation.limit.maximum }),
        )
        .map(([filter, type, offset, limit]) => ({ type, filter, page: { offset, limit } })),
    trial: async ({ type: value, filter, page }, deployment) => {
      const { fields, type } = deployment.contract.operation;
      const filters = { ...filter.filters, [type.parameter]: value };
      const listed = await deployment.list(askFor({ ...filter, filters }, page));
      const place = listed.rows.findIndex((row) => row.type !== value);
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      return {
        rule: 'row-outside-filter',
        expected: `only backups of type ${value}`,
        observed: `${nameOf(row)} of type ${row.type}`,
        culprit: listed.reply,
        pointer: `/${fields.rows}/${place}/${type.field}`,
      };
    },
  }),
};

interface OfType {
  readonly instance: string;
  readonly type: string;
  /** Looks for this one row in a short window; without it the whole list of the type is gathered, where short enough. */
  readonly id?: string;
}

/** Every row of the unfiltered list that has the type is listed. */
export const typeComplete: Clause = {
  slug: 'filters.type-complete',
  budgetWeight: 2,
  check: trials<OfType>({
    smokeProbes: 3,
    cost: 2,
    probes: (known, contract) =>
      withRows(known).flatMap(({ id, rows }) => [
        ...contract.operation.type.values.map((type) => ({ instance: id, type })),
        ...oneOfEachKind(rows).map((row) => ({ instance: id, type: row.type, id: row.id })),
      ]),
    cases: (known) =>
      fc
        .constantFrom(...withRows(known))
        .chain((instance) =>
          fc.constantFrom(...instance.rows).map(({ id, type }) => ({ instance: instance.id, type, id })),
        ),
    trial: async ({ instance, type, id }, deployment) => {
      const due =
        id === undefined
          ? instanceOf(deployment.known, instance).rows.filter((row) => row.type === type)
          : [rowOf(deployment.known, instance, id)];
      const wanted = due.filter((row) => row.type === type);
      if (wanted.length === 0) return undefined;
      const filters = { [deployment.contract.operation.type.parameter]: type };
      const listed = await gather(deployment, { instance, filters, ...(id === undefined ? {} : { id }) });
      const missing = listed && missingRow(wanted, listed.rows);
      if (listed === undefined) return undefined;
      if (missing === undefined) return changedRow(wanted, listed, 'as in the unfiltered list');
      return {
        rule: 'row-missing-from-filter',
        expected: `${nameOf(missing)} listed: its type is ${type} and its status ${missing.status}`,
        observed: `${listed.rows.length} backups of that type without it`,
        culprit: listed.reply,
      };
    },
  }),
};

function oneOfEachKind<R extends { readonly type: string; readonly status: string }>(
  rows: readonly R[],
): readonly R[] {
  return [...new Map(rows.map((row) => [`${row.type} ${row.status}`, row])).values()];
}

interface Sum {
  readonly instance: string;
}

/** The totals of all types together are the total of the list: it may leave out the incremental ones, all of them. */
export const typeTotals: Clause = {
  slug: 'filters.type-totals',
  budgetWeight: 0,
  check: trials<Sum>({
    cost: 5,
    probes: (known) => withRows(known).map(({ id }) => ({ instance: id })),
    trial: async ({ instance }, deployment) => {
      const { type, incremental } = deployment.contract.operation;
      const [plain, ...typed] = await Promise.all([
        deployment.list({ instance, limit: 1 }),
        ...type.values.map((value) =>
          deployment.list({ instance, filters: { [type.parameter]: value }, limit: 1 }),
        ),
      ]);
      const sum = typed.reduce((total, list) => total + list.total, 0);
      const leftOut = sum - plain.total;
      if (leftOut === 0 || leftOut === typed[type.values.indexOf(incremental)]?.total) return undefined;
      return {
        rule: 'totals-do-not-add-up',
        expected: `total_count ${plain.total} without a type to be the sum of the totals of the types, or that without ${incremental} backups`,
        observed: type.values.map((value, place) => `${value} ${typed[place]?.total}`).join(', '),
        culprit: plain.reply,
      };
    },
  }),
};

/** A type outside the enumeration is refused. */
export const typeOutsideEnum: Clause = refusalClause(
  'filters.type-outside-enum',
  1,
  (fault, contract) => fault.parameter === contract.operation.type.parameter && fault.constraint === 'enum',
  5,
);
