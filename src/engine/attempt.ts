/** One try of one input: runs the trial in a scene of its own and sorts what came of it. */
import type { Examination, Violation } from '../clauses/clause.ts';
import { NotAccepted, NotListed, Stale } from '../clauses/clause-errors.ts';
import type { Known } from '../clauses/known.ts';
import { Unanswered } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import type { AcceptedQueries } from './accepted-queries.ts';
import { RecordedTrial } from './recorded-trial.ts';
import type { Requester } from './requester.ts';

export interface Attempt<I> {
  /** `void`: the input speaks of a row that is gone. `unjudged`: the replies allow no judgement. */
  readonly kind: 'held' | 'violated' | 'unjudged' | 'unanswered' | 'void';
  readonly input: I;
  readonly why: string;
  readonly replies: readonly Reply[];
  /** The answer that allows no judgement, where `kind` is `unjudged`. */
  readonly unreadable?: Reply;
  /** Present exactly when `kind` is `violated`. */
  readonly violation?: Violation;
}

/** Tries `input` once. Errors that are no answer of the deployment's (a bug of ours) are thrown on. */
export async function attempt<I>(
  { trial }: Examination<I>,
  input: I,
  requester: Requester,
  known: Known,
  accepted: AcceptedQueries,
): Promise<Attempt<I>> {
  const deployment = new RecordedTrial(requester, known, accepted);
  const outcome = (kind: Attempt<I>['kind'], why: string): Attempt<I> => ({
    kind,
    input,
    why,
    replies: deployment.transcript,
  });
  const violated = (why: string, violation: Violation): Attempt<I> => {
    requester.sawViolation();
    return { ...outcome('violated', why), violation };
  };
  try {
    const violation = await trial(input, deployment);
    return violation === undefined ? outcome('held', '') : violated(violation.observed, violation);
  } catch (problem) {
    await deployment.settled();
    if (problem instanceof Stale) return outcome('void', problem.message);
    if (problem instanceof Unanswered) return outcome('unanswered', problem.message);
    if (problem instanceof NotAccepted)
      return { ...outcome('unjudged', problem.message), unreadable: problem.reply };
    if (!(problem instanceof NotListed)) throw problem;
    if (problem.reply.status < 400 || problem.reply.status >= 500)
      return { ...outcome('unjudged', problem.message), unreadable: problem.reply };
    return violated(problem.message, refusedThoughValid(problem.reply));
  }
}

function refusedThoughValid(reply: Reply): Violation {
  return {
    rule: 'valid-query-refused',
    expected: '200 with a list: the query is valid',
    observed: `${reply.status} ${reply.text.slice(0, 200)}`,
    culprit: reply,
  };
}
