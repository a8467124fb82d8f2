/** The result of a run: a verdict for every clause and one for the whole. The shape of `conformance.json`. */

import type { Place } from '../clauses/place.ts';
import type { Reason } from '../clauses/reasons.ts';
import type { Rule } from '../clauses/rules.ts';
import type { AnswerProblem } from '../client/reply.ts';
import type { Stop } from '../client/stop.ts';
import type { Implementation } from '../config/implementation.ts';
import type { Level } from '../contract/catalogue.ts';
import type { OtherViolation } from '../engine/outcome.ts';
import type { MockKind } from '../engine/survey/mock.ts';
import type { EvidenceSummary } from '../evidence/evidence.ts';
import type { EditVisits } from './edit-coverage.ts';
import type { Waiver } from './waivers/waivers.ts';

export type { Implementation };

/** From worst to best: the worst of a clause's verdicts decides. */
export const CLAUSE_VERDICTS = [
  'fail',
  'inconclusive',
  'not-implemented',
  'not-exercised',
  'warn',
  'waived',
  'observed',
  'pass',
  'not-applicable',
  'not-scored',
] as const;
export type ClauseVerdict = (typeof CLAUSE_VERDICTS)[number];

export type RunVerdict = 'nonconformant' | 'inconclusive' | 'conformant';

/** One request of a counterexample, as a person would send it again. */
export interface ShownExchange {
  /** A line for the terminal, with `$RDS_AUTH_TOKEN` in place of the token. */
  readonly curl: string;
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly status: number;
  /** The beginning of the answer's body. */
  readonly body: string;
  /** Why no list could be read from the answer, where none could. */
  readonly unreadable?: AnswerProblem;
  /** The listed rows, in order, where a picture needs them. */
  readonly rows?: readonly ShownRow[];
  /** `total_count` of such a list. */
  readonly total?: number;
}

/** A backup in a picture: its times in epoch seconds, where it has them. */
export interface ShownRow {
  readonly id: string;
  readonly begin?: number;
  readonly end?: number;
}

/** A body as indented and shortened JSON: before the offending place, the place, after it. */
export interface AnswerExcerpt {
  readonly before: string;
  /** Empty where no place is known. */
  readonly marked: string;
  readonly after: string;
}

export interface ShownCounterexample {
  readonly rule: Rule;
  /** A JSON pointer with `*` for every index, or what the request has wrong. */
  readonly place?: Place;
  /** Names of the parameters in the request that shows it, sorted. */
  readonly parameters: readonly string[];
  readonly expected: string;
  readonly observed: string;
  /** The request whose answer shows the violation. */
  readonly exchange: ShownExchange;
  /** JSON pointer of the offending place in the exchange's body. */
  readonly pointer?: string;
  /** The exchange's body around that place; left out where the body is no JSON. */
  readonly excerpt?: AnswerExcerpt;
  /** Backups that the exchange should have listed and did not. */
  readonly missing?: readonly ShownRow[];
  /** Every request of the smallest trial, in order. */
  readonly requests: readonly ShownExchange[];
  /** The trial's input, as JSON. */
  readonly input?: unknown;
  readonly seed?: number;
  /** A command that shows the violation again. */
  readonly reproduce: string;
}

export interface ClauseResult {
  readonly slug: string;
  readonly chapter: string;
  readonly level: Level;
  readonly verdict: ClauseVerdict;
  /** One line: what was seen, what is missing, or why nothing could be decided. */
  readonly detail: string;
  /** Requests sent for this clause; retries are not counted. */
  readonly requests: number;
  /** Cases judged. */
  readonly cases: number;
  /** Why the clause was not judged. */
  readonly reason?: Reason;
  readonly counterexample?: ShownCounterexample;
  /** Why no list could be read from the answer that left the clause inconclusive. */
  readonly unreadable?: AnswerProblem;
  /** What the deployment does where the document is silent. */
  readonly observation?: string;
  /** Of the violation that the counterexample shows. */
  readonly fingerprint?: string;
  /** Why a failure does not count for now. */
  readonly waiver?: Pick<Waiver, 'reason' | 'link' | 'expires'>;
  /** Violations of other kinds; looked for only where waivers are drafted. */
  readonly others?: readonly OtherViolation[];
}

/** A waiver after a run: `stale` where its clause passes, `unseen` where the violation was not seen for another reason. */
export interface WaiverState extends Waiver {
  readonly state: 'used' | 'stale' | 'unseen' | 'not-judged';
}

export interface RunResult {
  readonly suite: { readonly name: string; readonly version: string };
  readonly contract: { readonly digest: string; readonly catalogue: string };
  readonly target: string;
  /** Its name in the configuration file. */
  readonly deployment?: string;
  /** The vendor's own statement of who provides the deployment. */
  readonly implementation?: Implementation;
  readonly seed: number;
  readonly budget: { readonly name: string; readonly requests: number };
  readonly verdict: RunVerdict;
  /** One line for people: why the verdict is what it is. */
  readonly detail: string;
  /** Requests of the survey and of every clause; retries are counted in `noise`. */
  readonly requests: number;
  /** What stopped the run before it was done: the requests after it were not sent, or their answers do not count. */
  readonly stopped?: Stop;
  readonly noise: Readonly<Record<string, number>>;
  readonly acceptUnexercised: boolean;
  readonly settings?: RunSettings;
  /** A certifier's nonce: random cases depend on it as on the seed. */
  readonly challenge?: string;
  /** The clause set that the run is scored by: clauses outside it are not scored. */
  readonly clauseSet?: { readonly version: string; readonly digest: string; readonly released: boolean };
  /** The waivers that were applied. */
  readonly waivers?: readonly WaiverState[];
  /** Slugs of the clauses that were selected, where that is not all: the verdict is then about these alone. */
  readonly selected?: readonly string[];
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly instances: readonly { readonly id: string; readonly total: number; readonly read: number }[];
  /** Why no instance could be read, and what to try; left out where one was read. */
  readonly obstacle?: string;
  /** A mock that answers in the deployment's place: most of what is broken follows from it. */
  readonly mock?: { readonly kind: MockKind; readonly says: string };
  readonly coverage: Coverage;
  /** Left out where nothing was answered. */
  readonly traffic?: TrafficShown;
  /** What each part of a divided run cost; each surveys the deployment for itself. */
  readonly shards?: readonly ShardCost[];
  readonly clauses: readonly ClauseResult[];
  /** The known fault that is nearest to what the run shows; left out where nothing is wrong, or none is near. */
  readonly diagnosis?: readonly Diagnosis[];
  /** What the queries of all violations have and most others have not; left out where there is no such thing. */
  readonly common?: CommonFeature;
  /** The evidence of the verdicts, where it was recorded. */
  readonly evidence?: EvidenceSummary;
}

/** One part of a run that Playwright divided. */
export interface ShardCost {
  /** `1/4`. */
  readonly shard: string;
  /** Clauses that it judged. */
  readonly clauses: number;
  /** Requests in all. */
  readonly requests: number;
  /** Of these, requests of its survey. */
  readonly survey: number;
}

/** Settings of a run: with seed and budget they are enough to repeat it. */
export interface RunSettings {
  readonly project: string;
  /** The instances that were named, in that order. */
  readonly instances: readonly string[];
  /** Whether a credential was configured. */
  readonly authenticated: boolean;
  /** Whether the credential was an access key, which signs every request. */
  readonly signed?: true;
  /** Most requests per second, where that was limited. */
  readonly rate?: number;
  readonly concurrency: number;
  /** Whether the deployment was the embedded reference. */
  readonly embedded: boolean;
  /** File of the configuration that names the deployment, as it was named. */
  readonly config?: string;
  /** How the deployment was reached, where that is not directly and by default. */
  readonly network?: RunNetwork;
  /** File of the contract, as it was named; the package's own when left out. */
  readonly contract?: string;
  /** File of the waivers, as it was named. */
  readonly waivers?: string;
  /** Version of the clause set, where one was asked for. */
  readonly clauses?: string;
  /** Whether every kind of violation was looked for, to draft waivers. */
  readonly everyKind?: true;
}

/** How a deployment was reached: files as they were named, and no credential. */
export interface RunNetwork {
  /** Whether certificates were not checked. */
  readonly insecure?: true;
  /** Scheme, host and port of the proxy. */
  readonly proxy?: string;
  /** Scheme, host and port of the identity service that tokens came from. */
  readonly iam?: string;
  readonly ca?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  /** Milliseconds that one request may take; 0 is no limit. */
  readonly timeoutMs?: number;
}

/** A feature that every query which shows a violation has. */
export interface CommonFeature {
  /** `id`, `window`, `offset`, `limit`, or the name of a filter's parameter. */
  readonly feature: string;
  /** The class of its value, where all of them have the same: a value, or an edge such as `least`. */
  readonly value?: string;
  /** Violations: one of each clause that failed or warned. */
  readonly violations: number;
  /** Valid queries of the run without the feature. */
  readonly without: number;
}

/** The known fault that is nearest to what a run shows of its deployment. */
export interface Diagnosis {
  /** Slug of the fault. */
  readonly fault: string;
  /** What such a deployment does wrong. */
  readonly description: string;
  /** From 0 to 1: how probable it is that the deployment has this fault, or one of those that are alike. */
  readonly certainty: number;
  /** Clauses that the deployment breaks, and those that held although the fault always breaks them. */
  readonly of: number;
  /** How many of these the fault explains: it breaks them by the same rule. */
  readonly explained: number;
  /** The clauses that it explains. */
  readonly clauses: readonly string[];
  /** Other faults that are not told apart from it by what the run shows. */
  readonly alike: readonly string[];
}

/** Which boundaries, pairs of features and edits of texts the run's requests visited. */
export interface Coverage {
  readonly boundaries: readonly { readonly name: string; readonly requests: number }[];
  readonly pairs: {
    readonly covered: number;
    readonly possible: number;
    readonly missing: readonly string[];
    /** How often each pair was visited; left out in older reports. */
    readonly visited?: readonly { readonly name: string; readonly requests: number }[];
  };
  /**
   * Which edits of the texts that the survey knows were made: by place, operator and class of characters, the requests
   * that made one; 0 where none did. Left out in older reports.
   */
  readonly edits?: {
    readonly covered: number;
    readonly possible: number;
    readonly requests: EditVisits;
  };
}

/** How long answers took, and when requests were sent. */
export interface TrafficShown {
  /** From quick to slow: numbers of answers that took at most `upTo` milliseconds, and longer than the entry before. */
  readonly latency: readonly { readonly upTo: number; readonly requests: number }[];
  /** Requests sent in each slot of so many seconds, from the first request on. */
  readonly slots: { readonly seconds: number; readonly requests: readonly number[] };
}

/**
 * Returns the verdict of a run: nonconformant where a MUST clause failed; else inconclusive where one could not be
 * decided, or was not exercised and that is not accepted; else conformant.
 */
export function judgeRun(clauses: readonly ClauseResult[], acceptUnexercised: boolean): RunVerdict {
  const musts = clauses.filter((clause) => clause.level === 'MUST');
  const some = (verdict: ClauseVerdict) => musts.some((clause) => clause.verdict === verdict);
  if (some('fail')) return 'nonconformant';
  if (some('inconclusive') || some('not-implemented') || (some('not-exercised') && !acceptUnexercised))
    return 'inconclusive';
  return musts.some((clause) => clause.verdict === 'pass') ? 'conformant' : 'inconclusive';
}
