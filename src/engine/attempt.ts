/** One attempt: runs a trial once and sorts what came of it, errors that the answers cause included. */
import {
  type Deployment,
  type Examination,
  type Finding,
  NOTHING_TO_JUDGE,
  type Violation,
} from '../clauses/clause.ts';
import { NotAccepted, NotListed, Stale } from '../clauses/clause-errors.ts';
import { isUnsignable } from '../clauses/front.ts';
import type { Known } from '../clauses/known.ts';
import type { Reason } from '../clauses/reasons.ts';
import { Unanswered } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import type { StopCause } from '../client/stop.ts';
import type { Contract } from '../contract/contract.ts';
import type { Requester } from './requester.ts';
import { REASON_OF_STOP } from './stop-reason.ts';
import { type AcceptedQueries, Trial } from './trial.ts';

export interface Attempt<I> {
  /** `void`: nothing could be judged, the input speaks of a row that is gone, or was refused and may be. `unjudged`: the replies allow no judgement. */
  readonly kind: 'held' | 'violated' | 'unjudged' | 'unanswered' | 'void';
  readonly input: I;
  readonly why: string;
  /** Present exactly when `kind` is `unjudged` or `unanswered`. */
  readonly reason?: Reason;
  readonly replies: readonly Reply[];
  /** What has stopped the run, where `kind` is `unanswered` for that reason. */
  readonly stop?: StopCause;
  /** The answer that allows no judgement, where `kind` is `unjudged`. */
  readonly unreadable?: Reply;
  /** Present exactly when `kind` is `violated`. */
  readonly violation?: Violation;
}

const NO_CANONICAL_FORM = 'the scheme of signed requests has no canonical form of this query';

/** Tries `input` once. @throws any error that no answer of the deployment explains: a bug of ours */
export async function attempt<I>(
  examination: Examination<I>,
  input: I,
  requester: Requester,
  known: Known,
  accepted: AcceptedQueries,
): Promise<Attempt<I>> {
  const trial = new Trial(requester, known, accepted);
  const outcome = (kind: Attempt<I>['kind'], why: string): Attempt<I> => ({
    kind,
    input,
    why,
    replies: trial.transcript,
  });
  const violated = (why: string, violation: Violation): Attempt<I> => {
    requester.reportViolation();
    return { ...outcome('violated', why), violation };
  };
  try {
    const violation = await examination.trial(input, trial);
    if (violation === NOTHING_TO_JUDGE) return outcome('void', '');
    if (violation === undefined) return outcome('held', '');
    if (violation.reply !== undefined && isUnsignable(violation.reply, known))
      return outcome('void', NO_CANONICAL_FORM);
    return violated(violation.observed, violation);
  } catch (problem) {
    await trial.settled();
    if (problem instanceof Stale) return outcome('void', problem.message);
    if (problem instanceof Unanswered)
      return {
        ...outcome('unanswered', problem.message),
        reason: reasonOf(problem),
        ...(problem.stop === undefined ? {} : { stop: problem.stop }),
      };
    if (problem instanceof NotAccepted)
      return {
        ...outcome('unjudged', problem.message),
        reason: reasonOf(problem),
        unreadable: problem.reply,
      };
    if (!(problem instanceof NotListed)) throw problem;
    if (isUnsignable(problem.reply, known)) return outcome('void', NO_CANONICAL_FORM);
    if (problem.reply.status < 400 || problem.reply.status >= 500)
      return {
        ...outcome('unjudged', problem.message),
        reason: reasonOf(problem),
        unreadable: problem.reply,
      };
    if (isOpen(problem.reply, requester.contract)) return outcome('void', problem.message);
    return violated(problem.message, refusedThoughValid(problem.reply));
  }
}

/** Looks once at what the deployment does where the document is silent. @throws as `attempt` does */
export async function observe(
  look: (deployment: Deployment) => Promise<string>,
  requester: Requester,
  known: Known,
): Promise<Finding> {
  const trial = new Trial(requester, known);
  try {
    return { kind: 'observed', observation: await look(trial), replies: trial.transcript };
  } catch (problem) {
    await trial.settled();
    if (problem instanceof Stale)
      return { kind: 'unexercised', reason: 'data-missing', missing: problem.message };
    if (problem instanceof Unanswered && problem.stop === 'budget') return spent();
    if (problem instanceof Unanswered || problem instanceof NotListed || problem instanceof NotAccepted)
      return {
        kind: 'undecided',
        reason: reasonOf(problem),
        cases: 0,
        why: problem.message,
        replies: trial.transcript,
      };
    throw problem;
  }
}

/** Returns the finding of a clause for which the budget was too small. */
export function spent(): Finding {
  return {
    kind: 'unexercised',
    reason: 'budget-spent',
    missing: 'the budget of the run was spent before: use a larger --budget',
  };
}

/** Returns why an answer, or its lack, leaves a clause undecided. */
export function reasonOf(problem: Unanswered | NotListed | NotAccepted): Reason {
  if (!(problem instanceof Unanswered)) return 'unreadable';
  return problem.stop === undefined ? 'unanswered' : REASON_OF_STOP[problem.stop];
}

/** Whether the document leaves open that the query is refused: its times may be of years that nobody has to know. */
function isOpen({ query }: Reply, contract: Contract): boolean {
  return contract.judgeQuery(query).kind === 'open';
}

function refusedThoughValid(reply: Reply): Violation {
  return {
    rule: 'valid-query-refused',
    expected: '200 with a list: the query is valid',
    observed: `${reply.status} ${reply.text.slice(0, 200)}`,
    reply,
  };
}
