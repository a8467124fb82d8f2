/**
 * What a clause is: a value with a slug of the catalogue, a weight in the budget, and a check (an async function of a
 * session that returns a finding), a watch over every reply of the run, or both. Playwright, the command line, the
 * proof by faults and the offline judge all run these same values.
 */
import type { Arbitrary } from 'fast-check';
import type { CredentialUse, HeaderChanges } from '../client/exchange.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import type { Ask, Listing, Row } from '../contract/operation.ts';
import type { WireQuery } from '../contract/wire.ts';
import type { Known } from './known.ts';
import type { ParameterPlace } from './place.ts';
import type { Reason } from './reasons.ts';
import type { Rule } from './rules.ts';

/** Which rule is broken and where, what was asked for, what came instead, and in which reply it can be seen. */
export interface Violation {
  readonly rule: Rule;
  /** What the request has wrong, where the violation is in how that was answered. */
  readonly place?: ParameterPlace;
  readonly expected: string;
  readonly observed: string;
  /** The reply that shows it; the last of the trial when left out. */
  readonly reply?: Reply;
  /** JSON pointer of the offending place in the reply's body. */
  readonly pointer?: string;
  /** Rows that the reply should have listed and did not. */
  readonly missing?: readonly Row[];
}

/** What a check found, before the clause's level turns it into a verdict. */
export type Finding =
  | { readonly kind: 'held'; readonly cases: number; readonly note?: string }
  | { readonly kind: 'broken'; readonly cases: number; readonly counterexample: Counterexample }
  | {
      readonly kind: 'undecided';
      readonly reason: Reason;
      readonly cases: number;
      readonly why: string;
      readonly replies: readonly Reply[];
      /** The answer that no list could be read from, where that is why the clause is undecided. */
      readonly unreadable?: Reply;
    }
  | { readonly kind: 'unexercised'; readonly reason: Reason; readonly missing: string }
  | { readonly kind: 'observed'; readonly observation: string; readonly replies: readonly Reply[] };

/** The smallest input known to show a violation, with all requests that show it. */
export interface Counterexample {
  readonly violation: Violation;
  readonly transcript: readonly Reply[];
  /** The input of the trial, as plain data. */
  readonly input: unknown;
  /** fast-check's seed, when a random case found it. */
  readonly seed?: number;
}

/** In which ways a request is not an ordinary one. */
export interface RequestOverrides {
  /** Path on the wire, in place of the operation's own. */
  readonly path?: string;
  /** The credential that is sent; `own` unless said. */
  readonly credential?: CredentialUse;
  /** The query as it goes on the wire, where pairs cannot say it. */
  readonly queryText?: string;
  /** Headers in place of the usual ones, by name; null leaves one out. */
  readonly headers?: HeaderChanges;
  /** Whether the request opens a connection of its own. */
  readonly isFirstOnConnection?: boolean;
}

/** A listing together with the reply that carried it. */
export interface Listed extends Listing {
  readonly reply: Reply;
}

/** One trial's view of the deployment. It only reads. The exchanges of the trial are recorded. */
export interface Deployment {
  readonly contract: Contract;
  /** What is known of the deployment's data: the survey, or a newer reading. */
  readonly known: Known;
  /** Sends one request and returns the reply, whatever its status. */
  ask(query: WireQuery, overrides?: RequestOverrides): Promise<Reply>;
  /** Lists. @throws NotListed where the valid query was not answered with a readable list */
  list(ask: Ask): Promise<Listed>;
  /** Sends a valid query whose spelling matters, and lists. @throws NotListed */
  listText(query: WireQuery): Promise<Listed>;
  /** Waits. */
  pause(milliseconds: number): Promise<void>;
  /** Makes sure that this deployment has just answered `query` with a list. @throws NotAccepted otherwise */
  accepted(query: WireQuery): Promise<void>;
}

/** A relation over replies, tried first on fixed probes and then on random cases. */
export interface Examination<I> {
  /** Fixed cases, which run whatever the seed. First those that find most faults, the simplest of them first. */
  readonly probes: (known: Known, contract: Contract) => readonly I[];
  /** Further fixed cases that only an exhaustive run sends, all of them. Those of `probes` may be among them. */
  readonly exhaustiveProbes?: (known: Known, contract: Contract) => readonly I[];
  /**
   * Draws random cases, and shrinks what shows a violation, a probe too: its arbitraries must be able to shrink a value
   * that they have not drawn, as those of src/query and fast-check's own can, `chain` and one-way `map` apart. Left out
   * where the probes are exhaustive and small.
   */
  readonly cases?: (known: Known, contract: Contract) => Arbitrary<I>;
  /**
   * Tries one input. Returns the violation that it shows; undefined where an answer was judged and shows none; else that
   * there was nothing to judge. Depends on the input and the replies alone.
   */
  readonly trial: (input: I, deployment: Deployment) => Promise<Violation | NothingToJudge | undefined>;
  /**
   * How many of the probes a smoke run sends; 1 unless said. A smoke run has 150 requests for some 80 clauses, so most
   * clauses send the one probe that a deployment with the fault fails whatever its data. More are given where
   * `strength --budget smoke` misses a fault that no other clause catches: order the probes so that those few are first.
   */
  readonly smokeProbes?: number;
  /**
   * Requests that one trial usually sends; 1 unless said. Count those in the code of the trial. It turns the requests
   * left into a number of trials; if it is too low the clause exceeds its share, if too high it spends too little.
   */
  readonly cost?: number;
  /** False where no movement of the data could explain a violation; true unless said. */
  readonly dataMayMove?: boolean;
}

/** A clause's view of the run: examines relations or observes behaviour, within the clause's share of the budget. */
export interface Session {
  readonly contract: Contract;
  readonly known: Known;
  /** Queries whose answers the clause's `suspects` pointed at, those of the smallest requests first. */
  readonly suspected: readonly WireQuery[];
  examine<I>(examination: Examination<I>): Promise<Finding>;
  observe(look: (deployment: Deployment) => Promise<string>): Promise<Finding>;
}

/** No answer could have broken the clause: the case does not count. */
export const NOTHING_TO_JUDGE = 'nothing-to-judge';
export type NothingToJudge = typeof NOTHING_TO_JUDGE;

/**
 * Judges one reply on its own; sees every reply to every clause. Returns `held` where it judged and saw no violation, and
 * undefined where the reply could not have broken the clause: a clause passes only after it has judged something. Of
 * several violations in a reply it returns one that is not waived, where there is one.
 */
export type Watch = (
  reply: Reply,
  contract: Contract,
  known: Known,
  isWaived?: IsWaived,
) => Violation | 'held' | undefined;

/** Whether a violation is waived. */
export type IsWaived = (violation: Violation) => boolean;

/** Returns the first that is not waived, else the first. */
export function firstNotWaived(
  violations: Iterable<Violation>,
  isWaived: IsWaived = () => false,
): Violation | undefined {
  let first: Violation | undefined;
  for (const violation of violations) {
    if (!isWaived(violation)) return violation;
    first ??= violation;
  }
  return first;
}

/** Returns what a watch says of a reply that it judged. */
export function judged(violation: Violation | undefined): Violation | 'held' {
  return violation ?? 'held';
}

/** Returns the violation that a watch saw, if any. */
export function violationIn(seen: ReturnType<Watch>): Violation | undefined {
  return seen === 'held' ? undefined : seen;
}

export interface Clause {
  readonly slug: string;
  /** Whether the contract has anything that the clause judges; always by default. */
  readonly applies?: (contract: Contract) => boolean;
  /**
   * Weight in the share-out of the requests for random cases: a clause gets `weight / sum of all weights` of them (about
   * 20 requests for each unit in a standard run). What is given to one clause is taken from all others.
   *
   * The weights were tuned with `strength` until every known fault was caught under each of 50 seeds in a standard run:
   * 0 where probes are exhaustive, or where the clause only watches or observes; 1 where the probes catch the known
   * faults and random cases look for others; 2 or 3 where a fault may depend on one drawn value; 4 or 5 where it may
   * depend on several together. Raise one only for a fault that `strength` misses.
   */
  readonly budgetWeight: number;
  readonly check?: (session: Session) => Promise<Finding>;
  readonly watch?: Watch;
  /**
   * Sees every reply to every clause, as a watch does. What it returns is no violation yet: the check gets the query, and
   * looks closer.
   */
  readonly suspects?: (reply: Reply, contract: Contract, known: Known) => Violation | undefined;
  /** Whether the watch sees answers under other paths than the operation's version too. */
  readonly seesEveryPath?: boolean;
  /**
   * Whether it sends wrong credentials or texts that look like attacks. Such clauses come late: a deployment may turn a
   * client away for a while because of them.
   */
  readonly provokes?: boolean;
}

/** Returns a check that examines one relation. */
export function trials<I>(examination: Examination<I>): (session: Session) => Promise<Finding> {
  return (session) => session.examine(examination);
}

/** Returns a check that records what the deployment does where the document is silent. */
export function observation(
  look: (deployment: Deployment) => Promise<string>,
): (session: Session) => Promise<Finding> {
  return (session) => session.observe(look);
}
