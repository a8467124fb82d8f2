/** Whether a smaller trial shows the violation that a larger one has shown, and not another one beside it. */
import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '../clauses/clause.ts';
import { type Place, placeOf } from '../clauses/place.ts';
import type { Rule } from '../clauses/rules.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';

/** A violation with everything that was asked to show it. */
export interface Shown {
  readonly violation: Violation;
  readonly replies: readonly Reply[];
}

/**
 * The same kind of query must be answered in the same way: an invalid query stays invalid for the same reason, the
 * reply that shows it keeps its status, and nothing is asked that is of another kind than all that was asked before. A
 * query on which the document is silent may become a valid one: what that shows is plainer.
 */
export function isTheSame(smaller: Shown, larger: Shown, contract: Contract): boolean {
  const [now, then] = [culpritOf(smaller), culpritOf(larger)];
  if (now === undefined || then === undefined || now.status !== then.status) return false;
  const kind = (reply: Reply) => kindOf(reply, contract);
  const before = new Set(larger.replies.map(kind));
  if ([...before].some((each) => each.startsWith('open'))) before.add('valid');
  return (
    (kind(now) === kind(then) || (kind(now) === 'valid' && kind(then).startsWith('open'))) &&
    (now.listing === undefined) === (then.listing === undefined) &&
    isSameRule(smaller.violation, { ...larger.violation, place: placeOf(larger.violation) }) &&
    smaller.replies.every((reply) => before.has(kind(reply)))
  );
}

function culpritOf({ violation, replies }: Shown): Reply | undefined {
  return violation.reply ?? replies.at(-1);
}

function kindOf(reply: Reply, contract: Contract): string {
  const { kind, faults } = contract.judgeQuery(reply.query);
  return [kind, ...faults.map(({ parameter, constraint }) => `${parameter} ${constraint}`)].join(', ');
}

/** Returns whether a violation breaks this rule at this place, in whichever row. */
export function isSameRule(
  violation: Violation,
  { rule, place }: { readonly rule: Rule; readonly place?: Place | undefined },
): boolean {
  return violation.rule === rule && isDeepStrictEqual(placeOf(violation), place);
}
