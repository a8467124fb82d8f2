/** Limits and offsets that must be refused, and spellings of numbers on which the document is silent. */

import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import { type Clause, judged, trials, type Violation } from '../clause.ts';
import { refusalClause, refusals } from '../refusal.ts';

/** A limit outside its bounds is refused, and no answer ever holds more rows than the largest limit. */
export const limitBounds: Clause = {
  slug: 'pagination.limit-bounds',
  budgetWeight: 1,
  provokes: true,
  check: trials(refusals('pagination.limit-bounds', 4)),
  watch: (reply, contract) =>
    reply.listing === undefined ? undefined : judged(moreThanTheMost(reply, contract)),
};

function moreThanTheMost(reply: Reply, contract: Contract): Violation | undefined {
  const { maximum } = contract.operation.limit;
  const rows = reply.listing?.rows.length ?? 0;
  if (rows <= maximum) return undefined;
  return {
    rule: 'answer-too-long',
    expected: `at most ${maximum} backups in any answer`,
    observed: `${rows} backups`,
  };
}

/** A negative offset is refused. */
export const offsetNegative: Clause = refusalClause('pagination.offset-negative', 1);

/** A limit or offset that is no number is refused. */
export const notANumber: Clause = refusalClause('pagination.not-a-number', 1, 4);

/** A number in a notation that only some parsers read should be refused. */
export const numberSpelling: Clause = refusalClause('pagination.number-spelling', 0, 3);

/** Digits that are not one integer (two joined, blanks or separators inside), or a boolean, are refused. */
export const noInteger: Clause = refusalClause('pagination.no-integer', 1);
