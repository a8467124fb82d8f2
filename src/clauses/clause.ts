/**
 * What a clause is. A clause is a value: a slug of the catalogue, how much of a run's budget it is worth, and a
 * check (an async function of a session that answers a finding), a watch over every reply of the run, or both.
 * Playwright, the command line, the proof by faults and the offline judge all run these same values.
 */
import type { Arbitrary } from 'fast-check';
import type { CredentialUse } from '../client/exchange.ts';
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
  readonly culprit?: Reply;
  /** JSON pointer of the offending place in the culprit's body. */
  readonly pointer?: string;
  /** Rows that the culprit should have listed and did not. */
  readonly due?: readonly Row[];
}

/** What a check found, before the clause's level turns it into a verdict. */
export type Finding =
  | { readonly kind: 'held'; readonly cases: number }
  | { readonly kind: 'broken'; readonly cases: number; readonly counterexample: Counterexample }
  | {
      readonly kind: 'undecided';
      readonly reason: Reason;
      readonly cases: number;
      readonly why: string;
      readonly replies: readonly Reply[];
      /** The answer without a list that allowed no judgement, where it is that which left it undecided. */
      readonly unreadable?: Reply;
    }
  | { readonly kind: 'unexercised'; readonly reason: Reason; readonly missing: string }
  | { readonly kind: 'observed'; readonly observation: string; readonly replies: readonly Reply[] };

/** The smallest input known to show a violation, with everything that was asked to show it. */
export interface Counterexample {
  readonly violation: Violation;
  readonly transcript: readonly Reply[];
  /** The input of the trial, as plain data; replays under the same seed. */
  readonly input: unknown;
  /** fast-check's seed and path, when a random case found it. */
  readonly seed?: number;
  readonly path?: string;
}

/** How a request departs from the ordinary one. */
export interface RequestOverrides {
  /** Path on the wire, in place of the operation's own. */
  readonly path?: string;
  /** Whose credential goes along; `own` unless said. */
  readonly credential?: CredentialUse;
}

/** A listing together with the reply that carried it. */
export interface Listed extends Listing {
  readonly reply: Reply;
}

/** One trial's view of the deployment. It only reads, and it remembers what was asked through it. */
export interface Deployment {
  readonly contract: Contract;
  /** What is known of the deployment's data: the survey, or a newer reading. */
  readonly known: Known;
  /** Sends one request and answers whatever came, of any status. */
  ask(query: WireQuery, overrides?: RequestOverrides): Promise<Reply>;
  /** Lists. @throws NotListed when the valid query asked was not answered with a readable list. */
  list(ask: Ask): Promise<Listed>;
  /** Sends a valid query whose spelling matters, and lists. @throws NotListed */
  listText(query: WireQuery): Promise<Listed>;
  /** Makes sure that this deployment has just answered `query` with a list. @throws NotAccepted otherwise. */
  accepted(query: WireQuery): Promise<void>;
}

/** A relation over replies, tried first on fixed probes and then on random cases. */
export interface Examination<I> {
  /** Certain cases, simplest and most telling first; they run whatever the seed. */
  readonly probes: (known: Known, contract: Contract) => readonly I[];
  /** Random cases; left out where the probes are exhaustive. */
  readonly cases?: (known: Known, contract: Contract) => Arbitrary<I>;
  /** Tries one input: answers the violation it shows, if any. Deterministic given the replies. */
  readonly trial: (input: I, deployment: Deployment) => Promise<Violation | undefined>;
  /** How many of the probes run in the smallest budget too: enough to catch most; 1 unless said. */
  readonly smokeProbes?: number;
  /** Requests that one trial usually takes; 1 unless said. */
  readonly cost?: number;
  /** False where no movement of the data could explain a violation; true unless said. */
  readonly dataMayMove?: boolean;
}

/** A clause's view of the run: it examines relations or observes behaviour, within its share of the budget. */
export interface Session {
  readonly contract: Contract;
  readonly known: Known;
  examine<I>(examination: Examination<I>): Promise<Finding>;
  observe(look: (deployment: Deployment) => Promise<string>): Promise<Finding>;
}

/**
 * Judges one reply on its own; sees every reply of every clause. Of several violations in a reply it answers one that
 * is not `overlooked`, where there is one.
 */
export type Watch = (
  reply: Reply,
  contract: Contract,
  known: Known,
  overlooked?: IsWaived,
) => Violation | undefined;

/** Whether a violation is known and waived: any other is of more interest. */
export type IsWaived = (violation: Violation) => boolean;

/** The first that is not overlooked, else the first. */
export function firstNotWaived(
  violations: Iterable<Violation>,
  overlooked: IsWaived = () => false,
): Violation | undefined {
  let first: Violation | undefined;
  for (const violation of violations) {
    if (!overlooked(violation)) return violation;
    first ??= violation;
  }
  return first;
}

export interface Clause {
  readonly slug: string;
  /** Share of the budget for random cases, relative to the other clauses. */
  readonly budgetWeight: number;
  readonly check?: (session: Session) => Promise<Finding>;
  readonly watch?: Watch;
}

/** A check that examines one relation. */
export function trials<I>(examination: Examination<I>): (session: Session) => Promise<Finding> {
  return (session) => session.examine(examination);
}

/** A check that records what the deployment does where the document is silent. */
export function observation(
  look: (deployment: Deployment) => Promise<string>,
): (session: Session) => Promise<Finding> {
  return (session) => session.observe(look);
}
