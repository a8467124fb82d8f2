/**
 * What a clause run as a Playwright test attaches to itself: all that the reporter needs to put the result of the run
 * together. It travels between processes, between shards and through merged reports, so it is plain JSON.
 */

import type { Language } from '../contract/catalogue.ts';
import type { EvidencePart } from '../evidence/summary.ts';
import type { Judged, RunFacts, SurveyFacts } from '../result/assemble.ts';

/** Name of the attachment. */
export const ATTACHMENT = 'judged';

/** Names of the attachments with the evidence of the clause, and of the survey; a name like these is not shown. */
export const EVIDENCE_ATTACHMENT = '_evidence';
export const SURVEY_ATTACHMENT = '_survey';

/** Type of the annotation whose description is the clause's slug. */
export const CLAUSE_ANNOTATION = 'clause';

export type Noise = Readonly<Record<string, number>>;

/** A part of the evidence that has no file yet. */
export type PartVoucher = Omit<EvidencePart, 'file'>;

/** What holds for a whole run, or for a whole shard of one. */
export interface StageFacts {
  /** Tells the shards of one run apart. */
  readonly id: string;
  /** `selected` is left out: which clauses were asked for shows in the tests that ran. */
  readonly facts: RunFacts;
  readonly surveyed: SurveyFacts;
  /** Noise met by the survey. */
  readonly noise: Noise;
  /** What vouches for the evidence of the survey. */
  readonly survey: PartVoucher;
  /** Directory of the report. */
  readonly report: string;
  /** Of the terminal, and of the page at first sight; English unless said. */
  readonly language?: Language;
  /** File of the contract; the package's own when left out. */
  readonly contract?: string;
  /** File to draft waivers into. */
  readonly draft?: string;
}

export interface ClauseAttachment {
  readonly stage: StageFacts;
  readonly judged: Judged;
  /** Noise met while this clause was judged. */
  readonly noise: Noise;
  /** What vouches for the evidence of this clause. */
  readonly evidence: PartVoucher;
}
