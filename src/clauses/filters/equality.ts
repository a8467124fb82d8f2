/** The equality filters of the contract (table 1: backup_type): each value lists the rows whose field has it. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask, EqualityFilter, Row } from '../../contract/operation.ts';
import { kept } from '../../query/shrinking.ts';
import { validQuery } from '../../query/valid-query.ts';
import type { Clause, Deployment, Examination, Finding, Session, Violation } from '../clause.ts';
import { DEFAULT_OWNER, ownerOf } from '../fault-owner.ts';
import { fixedQueries } from '../fixed-queries.ts';
import { gather } from '../gather.ts';
import { instanceOf, rowOf, withRows } from '../known.ts';
import type { ParameterPlace } from '../place.ts';
import { poolsOf } from '../pools.ts';
import { refusals } from '../refusal.ts';
import { changedRow, missingRow, nameOf } from '../rows.ts';

/** A value of an equality filter, by the name of its parameter. */
interface Chosen {
  readonly parameter: string;
  readonly value: string;
}

/** Every value of every filter. */
function chosenOf({ operation }: Contract): readonly Chosen[] {
  return operation.filters.flatMap(({ parameter, values }) => values.map((value) => ({ parameter, value })));
}

function hasFilters({ operation }: Contract): boolean {
  return operation.filters.length > 0;
}

function filterOf({ contract }: Deployment, { parameter }: Pick<Chosen, 'parameter'>): EqualityFilter {
  const found = contract.operation.filters.find((filter) => filter.parameter === parameter);
  if (found === undefined) throw new RangeError(`the contract has no filter ${parameter}`);
  return found;
}

function isJudged({ condition }: EqualityFilter, row: Row): boolean {
  return condition === undefined || condition(row);
}

/**
 * A check that tries the filters in turn, so that a filter which an edition adds is tried as early as the others.
 * `smokeProbes` is the number for each filter.
 */
function trialsInTurn<I>(
  examination: Examination<I>,
  turnOf: (input: I) => string,
): (session: Session) => Promise<Finding> {
  const probes: Examination<I>['probes'] = (known, contract) =>
    inTurn(examination.probes(known, contract), turnOf);
  return (session) => {
    const turns = new Set(probes(session.known, session.contract).map(turnOf)).size;
    return session.examine({
      ...examination,
      probes,
      smokeProbes: (examination.smokeProbes ?? 1) * Math.max(1, turns),
    });
  };
}

/** Returns the first input of each turn, then the second of each, and so on. */
function inTurn<I>(inputs: readonly I[], turnOf: (input: I) => string): readonly I[] {
  const turns = new Map<string, number>();
  const rounds = inputs.map((input) => {
    const turn = turnOf(input);
    const round = turns.get(turn) ?? 0;
    turns.set(turn, round + 1);
    return { input, round };
  });
  return rounds.sort((one, other) => one.round - other.round).map(({ input }) => input);
}

function placeOf(parameter: string): ParameterPlace {
  return { parameter, constraint: 'filter' };
}

interface PageUnder {
  readonly chosen: Chosen;
  /** What else is asked for. */
  readonly query: Ask;
}

/** Every row listed has the value that was asked for. */
export const sound: Clause = {
  slug: 'filters.sound',
  applies: hasFilters,
  budgetWeight: 2,
  check: trialsInTurn<PageUnder>(
    {
      smokeProbes: 2,
      probes: (known, contract) => {
        const { maximum: limit } = contract.operation.limit;
        const queries: readonly Ask[] = [
          ...withRows(known).map(({ id: instance }) => ({ instance })),
          ...fixedQueries(known, contract).filter(
            ({ window, filters }) => window !== undefined && filters === undefined,
          ),
        ];
        return queries.flatMap((query) =>
          chosenOf(contract).map((chosen) => ({ chosen, query: { ...query, limit } })),
        );
      },
      cases: (known, contract) =>
        fc.record({
          chosen: kept(fc.constantFrom(...chosenOf(contract))),
          query: validQuery(contract, poolsOf(known, contract), { id: 'absent' }),
        }),
      trial: async ({ chosen: { parameter, value }, query }, deployment) => {
        const { fields } = deployment.contract.operation;
        const equality = filterOf(deployment, { parameter });
        const filters = { ...query.filters, [parameter]: value };
        const listed = await deployment.list({ ...query, filters });
        const place = listed.rows.findIndex(
          (row) => isJudged(equality, row) && equality.valueIn(row) !== value,
        );
        const row = listed.rows[place];
        if (row === undefined) return undefined;
        const field = equality.field.join('/');
        return {
          rule: 'row-outside-filter',
          place: placeOf(parameter),
          expected: `only backups whose ${field} is ${value}`,
          observed: `${nameOf(row)} whose ${field} is ${equality.valueIn(row)}`,
          reply: listed.reply,
          pointer: `/${fields.rows}/${place}/${field}`,
        };
      },
    },
    ({ chosen }) => chosen.parameter,
  ),
};

interface ListUnder extends Chosen {
  readonly instance: string;
  /** Looks for this one row by its id; without it the whole list of the value is gathered, where short enough. */
  readonly id?: string;
}

/** Every row of the unfiltered list that has the value is listed. */
export const complete: Clause = {
  slug: 'filters.complete',
  applies: hasFilters,
  budgetWeight: 2,
  check: trialsInTurn<ListUnder>(
    {
      smokeProbes: 3,
      cost: 2,
      probes: (known, contract) =>
        withRows(known).flatMap(({ id: instance, rows }) => [
          ...chosenOf(contract).map((chosen) => ({ ...chosen, instance })),
          ...contract.operation.filters.flatMap((filter) =>
            oneOfEachKind(rows).flatMap((row) => lookUp(filter, instance, row)),
          ),
        ]),
      cases: (known, contract) =>
        fc
          .tuple(fc.constantFrom(...withRows(known)), fc.constantFrom(...contract.operation.filters))
          .chain(([{ id: instance, rows }, filter]) => {
            const lookUps = rows.flatMap((row) => lookUp(filter, instance, row));
            const [parameter, value] = [filter.parameter, filter.values[0] ?? ''];
            return lookUps.length > 0
              ? fc.constantFrom(...lookUps)
              : fc.constant({ instance, parameter, value });
          }),
      trial: async ({ instance, parameter, value, id }, deployment) => {
        const equality = filterOf(deployment, { parameter });
        const due =
          id === undefined
            ? instanceOf(deployment.known, instance).rows
            : [rowOf(deployment.known, instance, id)];
        const wanted = due.filter((row) => isJudged(equality, row) && equality.valueIn(row) === value);
        if (wanted.length === 0) return undefined;
        const filters = { [parameter]: value };
        const listed = await gather(deployment, { instance, filters, ...(id === undefined ? {} : { id }) });
        if (listed === undefined) return undefined;
        const missing = missingRow(wanted, listed.rows);
        const place = placeOf(parameter);
        if (missing === undefined) {
          const changed = changedRow(wanted, listed, 'as in the unfiltered list');
          return changed && { ...changed, place };
        }
        return {
          rule: 'row-missing-from-filter',
          place,
          expected: `${nameOf(missing)} listed: its ${equality.field.join('/')} is ${value}, its status ${missing.status}`,
          observed: `${listed.rows.length} backups under ${parameter}=${value} without it`,
          reply: listed.reply,
        };
      },
    },
    ({ parameter }) => parameter,
  ),
};

/** The query that looks for one row under its own value. */
function lookUp(filter: EqualityFilter, instance: string, row: Row): readonly ListUnder[] {
  const value = filter.valueIn(row);
  if (!isJudged(filter, row) || !filter.values.includes(value)) return [];
  return [{ parameter: filter.parameter, value, instance, id: row.id }];
}

function oneOfEachKind<R extends { readonly type: string; readonly status: string }>(
  rows: readonly R[],
): readonly R[] {
  return [...new Map(rows.map((row) => [`${row.type} ${row.status}`, row])).values()];
}

interface Sum {
  readonly instance: string;
  readonly parameter: string;
}

/**
 * The totals of all values add up to the total of the list without the filter. That list may leave out all rows of a
 * value that the contract says it may omit. Judged if the filter applies to every row and has every value.
 */
export const totals: Clause = {
  slug: 'filters.totals',
  applies: (contract) => addingUp(contract).length > 0,
  budgetWeight: 0,
  check: trialsInTurn<Sum>(
    {
      cost: 5,
      probes: (known, contract) =>
        addingUp(contract).flatMap(({ parameter }) =>
          withRows(known).map(({ id }) => ({ instance: id, parameter })),
        ),
      trial: async ({ instance, parameter }, deployment): Promise<Violation | undefined> => {
        const { values, mayOmit } = filterOf(deployment, { parameter });
        const [plain, ...lists] = await Promise.all([
          deployment.list({ instance, limit: 1 }),
          ...values.map((value) => deployment.list({ instance, filters: { [parameter]: value }, limit: 1 })),
        ]);
        const parts = values.map((value, place) => ({ value, total: lists[place]?.total ?? 0 }));
        const sum = parts.reduce((all, { total }) => all + total, 0);
        const omitted = parts.filter(({ value }) => mayOmit.includes(value));
        if (sumsOf(omitted.map(({ total }) => total)).has(sum - plain.total)) return undefined;
        const orWithout = mayOmit.length === 0 ? '' : `, or that without ${mayOmit.join(' or ')}`;
        return {
          rule: 'totals-do-not-add-up',
          place: placeOf(parameter),
          expected: `total_count ${plain.total} without ${parameter} to be the sum of the totals of its values${orWithout}`,
          observed: parts.map(({ value, total }) => `${value} ${total}`).join(', '),
          reply: plain.reply,
        };
      },
    },
    ({ parameter }) => parameter,
  ),
};

/** Returns the filters whose totals have to add up: they apply to every row and have every value of its field. */
function addingUp({ operation }: Contract): readonly EqualityFilter[] {
  return operation.filters.filter(({ isExhaustive, condition }) => isExhaustive && condition === undefined);
}

/** Returns the sums of all subsets of these numbers. */
function sumsOf(numbers: readonly number[]): ReadonlySet<number> {
  const sums = new Set([0]);
  for (const number of numbers) for (const sum of [...sums]) sums.add(sum + number);
  return sums;
}

/** A value outside the enumeration is refused. */
export const outsideEnum: Clause = {
  slug: 'filters.outside-enum',
  applies: hasFilters,
  budgetWeight: 1,
  provokes: true,
  check: trialsInTurn(refusals('filters.outside-enum', 5), ({ fault }) => fault.parameter),
};

/** A query that breaks a constraint of no other clause is refused. */
export const invalidParameter: Clause = {
  slug: DEFAULT_OWNER,
  applies: (contract) =>
    contract.operation.constraints.some(
      (constraint) => ownerOf({ ...constraint, level: 'MUST' }, contract) === DEFAULT_OWNER,
    ),
  budgetWeight: 1,
  provokes: true,
  check: trialsInTurn(refusals(DEFAULT_OWNER, 2), ({ fault }) => `${fault.parameter} ${fault.constraint}`),
};
