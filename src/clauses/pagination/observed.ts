/** What the document leaves open about order and numbers: recorded, never judged. */
import type { Row } from '../../contract/operation.ts';
import { type Clause, observation } from '../clause.ts';
import { gather } from '../gather.ts';
import { richest } from '../known.ts';
import { cannotTell, spellingClause } from '../spellings.ts';

/** Newest first, oldest first or another order, and by which of a row's fields. */
export const order: Clause = {
  slug: 'pagination.order',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { id } = richest(deployment.known);
    const { limit } = deployment.contract.operation;
    const rows =
      (await gather(deployment, { instance: id }))?.rows ??
      (await deployment.list({ instance: id, limit: limit.maximum })).rows;
    return orderOf(rows);
  }),
};

/** Fewest values that differ: two of them are always in some order. */
const FEWEST_VALUES = 3;

const FIELDS: readonly (readonly [string, (row: Row) => number | string | undefined])[] = [
  ['begin time', (row) => row.begin],
  ['end time', (row) => row.end],
  ['id', (row) => row.id],
];

function orderOf(rows: readonly Row[]): string {
  let isOpen = false;
  for (const [name, read] of FIELDS) {
    const values = rows.map(read).filter((value) => value !== undefined);
    const follows = (wrong: (one: number | string, next: number | string) => boolean) =>
      values.every((value, place) => place === 0 || !wrong(values[place - 1] ?? value, value));
    if (new Set(values).size < FEWEST_VALUES) continue;
    isOpen = true;
    if (follows((one, next) => one < next))
      return `newest first by ${name}`.replace('newest first by id', 'descending by id');
    if (follows((one, next) => one > next))
      return `oldest first by ${name}`.replace('oldest first by id', 'ascending by id');
  }
  return isOpen
    ? 'no order by begin time, end time or id'
    : cannotTell('too few backups differ in their times or ids');
}

export const leadingZeros = spellingClause('pagination.leading-zeros', (name) => name === 'leading-zeros');
export const repeatedParameter = spellingClause(
  'pagination.repeated-parameter',
  (name) => name === 'repeated-parameter',
);
export const emptyValue = spellingClause('pagination.empty-value', (name) => name === 'empty-value');
export const offsetBeyondInt64 = spellingClause(
  'pagination.offset-beyond-int64',
  (name) => name === 'beyond-int64',
);
