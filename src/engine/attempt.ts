/** One attempt: runs a trial once and sorts what came of it, errors that the answers cause included. */
import {
  type Deployment,
  type Examination,
  type Finding,
  NOTHING_TO_JUDGE,
  type Violation,
} from '../clauses/clause.ts';
import { LeftOpen, NotAccepted, NotListed, Stale } from '../clauses/clause-errors.ts';
import { isUnsignable } from '../clauses/front.ts';
import type { Known } from '../clauses/known.ts';
import type { Reason } from '../clauses/reasons.ts';
import type { Reply } from '../client/reply.ts';
import type { StopCause } from '../client/stop.ts';
import { Unanswered } from '../client/unanswered.ts';
import type { Contract } from '../contract/contract.ts';
import type { Ban } from './ban.ts';
import type { Requester } from './requester.ts';
import { REASON_OF_STOP } from './stop-reason.ts';
import { AcceptedQueries, Trial } from './trial.ts';

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
  /** With what a valid query was turned away, where the deployment may have banned this client. */
  readonly turnedAway?: string;
}

const NO_CANONICAL_FORM = 'the scheme of signed requests has no canonical form of this query';

/**
 * Tries `input` once; again where this client was banned and is let in. An input that meets a ban is void.
 * @throws any error that no answer of the deployment explains: a bug of ours
 */
export async function attempt<I>(
  examination: Examination<I>,
  input: I,
  requester: Requester,
  known: Known,
  accepted: AcceptedQueries,
): Promise<Attempt<I>> {
  const { ban } = requester;
  const number = requester.nextTrial();
  const numbers = numbersWithin(number);
  const once = (queries: AcceptedQueries, trial: number) =>
    attemptOnce(examination, input, requester, known, queries, trial);
  let tried = await once(accepted, number);
  if (tried.turnedAway !== undefined && ban !== undefined) {
    const isLet = () => isLetIn(requester, known, numbers());
    tried = (await isOver(ban, tried, isLet, requester))
      ? await once(new AcceptedQueries(requester, numbers()), numbers())
      : withoutReason({ ...tried, kind: 'void' });
  }
  if (tried.kind === 'violated') requester.reportViolation();
  return tried;
}

/** More trials than a clause ever has. */
const MOST_TRIALS = 1_000_000;

/**
 * Numbers for what is asked again because of one trial. They follow from that trial's own: how many trials another one
 * of the same clause has opened by then depends on time.
 */
function numbersWithin(trial: number): () => number {
  let last = trial * MOST_TRIALS;
  return () => {
    last += 1;
    return last;
  };
}

/** Whether the plainest valid query is answered: it was no ban, or the ban has ended. */
async function isOver(
  ban: Ban,
  { turnedAway: turnedAwayWith = '', kind }: Attempt<unknown>,
  isLet: () => Promise<boolean>,
  requester: Requester,
): Promise<boolean> {
  // The client has asked again what was answered before, and was refused that too.
  const wasFoundOut = kind === 'unanswered';
  if (wasFoundOut) ban.begin(turnedAwayWith);
  if (await isLet()) return true;
  ban.begin(turnedAwayWith);
  return ban.ends(isLet, (milliseconds) => requester.pause(milliseconds));
}

/** Whether the plainest valid query is answered with a list. */
async function isLetIn(requester: Requester, known: Known, trial: number): Promise<boolean> {
  const [instance] = known.instances;
  if (instance === undefined) return false;
  try {
    const query = requester.contract.operation.write({ instance: instance.id });
    return (await new Trial(requester, known, undefined, trial).ask(query)).listing !== undefined;
  } catch (problem) {
    if (problem instanceof Unanswered) return false;
    throw problem;
  }
}

/** A void attempt gives no reason and shows nothing. */
function withoutReason<I>({
  reason: _reason,
  unreadable: _unreadable,
  violation: _violation,
  ...rest
}: Attempt<I>): Attempt<I> {
  return rest;
}

async function attemptOnce<I>(
  examination: Examination<I>,
  input: I,
  requester: Requester,
  known: Known,
  accepted: AcceptedQueries,
  number: number,
): Promise<Attempt<I>> {
  const trial = new Trial(requester, known, accepted, number);
  const outcome = (kind: Attempt<I>['kind'], why: string): Attempt<I> => ({
    kind,
    input,
    why,
    replies: trial.transcript,
  });
  const violated = (why: string, violation: Violation): Attempt<I> => ({
    ...outcome('violated', why),
    violation,
  });
  try {
    const violation = await examination.trial(input, trial);
    if (violation === NOTHING_TO_JUDGE) return outcome('void', '');
    if (violation === undefined) return outcome('held', '');
    if (violation.reply !== undefined && isUnsignable(violation.reply, known))
      return outcome('void', NO_CANONICAL_FORM);
    return violated(violation.observed, violation);
  } catch (problem) {
    await trial.settled();
    if (problem instanceof Stale || problem instanceof LeftOpen) return outcome('void', problem.message);
    const away = turnedAwayBy(problem, requester);
    if (problem instanceof Unanswered)
      return {
        ...outcome('unanswered', problem.message),
        reason: reasonOf(problem),
        ...away,
        ...(problem.stop === undefined ? {} : { stop: problem.stop }),
      };
    if (problem instanceof NotAccepted)
      return {
        ...outcome('unjudged', problem.message),
        reason: reasonOf(problem),
        unreadable: problem.reply,
        ...away,
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
    return { ...violated(problem.message, refusedThoughValid(problem.reply)), ...away };
  }
}

/** Whether a client that has provoked a deployment is turned away, or hears nothing, where a valid query was due a list. */
function turnedAwayBy(
  problem: unknown,
  { ban }: Requester,
): Pick<Attempt<unknown>, 'turnedAway'> | undefined {
  if (ban === undefined) return undefined;
  if (problem instanceof Unanswered) {
    if (problem.stop !== undefined) return undefined;
    if (problem.lastStatus === 403 || problem.lastStatus === 429)
      return { turnedAway: `${problem.lastStatus}` };
    return problem.kind === 'reset' ? { turnedAway: 'connections that are closed' } : undefined;
  }
  const isRefused = problem instanceof NotAccepted || problem instanceof NotListed;
  return isRefused && problem.reply.status === 403 ? { turnedAway: '403' } : undefined;
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
    if (problem instanceof Stale || problem instanceof LeftOpen)
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
