/**
 * What the Playwright test of a clause attaches: all that the reporter needs to merge the result of the run. It travels
 * between processes, shards and merged reports, so it is plain JSON.
 */

import type { StopMet } from '../client/stop.ts';
import type { Language } from '../contract/catalogue.ts';
import type { EvidencePart } from '../evidence/evidence.ts';
import type { Judged, RunFacts, SurveyFacts } from '../result/assemble.ts';

/** Name of the attachment. */
export const ATTACHMENT = 'judged';

/** Names of the attachments with the evidence of the clause and of the survey. Playwright hides names with `_`. */
export const EVIDENCE_ATTACHMENT = '_evidence';
export const SURVEY_ATTACHMENT = '_survey';

/** Name of the attachment of a clause that the settings of its deployment leave out: the facts of its shard. */
export const LEFT_OUT_ATTACHMENT = '_left-out';

/** Type of the annotation whose description is the clause's slug. */
export const CLAUSE_ANNOTATION = 'clause';

export type Noise = Readonly<Record<string, number>>;

/** The digests of a part of the evidence that has no file yet. */
export type PartDigests = Omit<EvidencePart, 'file'>;

/** `--shard=current/total`. */
export interface ShardPart {
  readonly current: number;
  readonly total: number;
}

/** What holds for all clauses of a shard. */
export interface ShardFacts {
  /** Another one in each shard. */
  readonly id: string;
  /** `selected` is left out: which clauses were asked for shows in the tests that ran. */
  readonly run: RunFacts;
  readonly surveyed: SurveyFacts;
  /** Noise that the survey met. */
  readonly noise: Noise;
  /** What stopped the run in the survey. */
  readonly stop?: StopMet | undefined;
  /** Digests of the survey's evidence. */
  readonly survey: PartDigests;
  /** Which part of the run it is, where Playwright was told to run a part. */
  readonly part?: ShardPart;
  /** Directory of the report. */
  readonly report: string;
  /** Directory of the reports of several deployments, where this is one of them. */
  readonly fleet?: string;
  /** Of the terminal, and of the page when it opens; English unless said. */
  readonly language?: Language;
  /** File of the contract; the package's own when left out. */
  readonly contract?: string;
  /** File to draft waivers into. */
  readonly draft?: string;
}

export interface ClauseAttachment {
  readonly shard: ShardFacts;
  readonly judged: Judged;
  /** Noise while this clause was judged. */
  readonly noise: Noise;
  /** What had stopped the run when it was judged. */
  readonly stop?: StopMet | undefined;
  /** Digests of this clause's evidence. */
  readonly evidence: PartDigests;
}
