/**
 * What a clause run as a Playwright test attaches to itself: all that the reporter needs to put the result of the run
 * together. It travels between processes, between shards and through merged reports, so it is plain JSON.
 */
import type { RunFacts, SurveyFacts } from '../run/assemble.ts';
import type { Judged } from '../run/conductor.ts';
import type { Language } from '../run/settings.ts';

/** Name of the attachment. */
export const ATTACHMENT = 'judged';

/** Type of the annotation whose description is the clause's slug. */
export const CLAUSE_ANNOTATION = 'clause';

export type Noise = Readonly<Record<string, number>>;

/** What holds for a whole run, or for a whole shard of one. */
export interface StageFacts {
  /** Tells the shards of one run apart. */
  readonly id: string;
  /** `selected` is left out: which clauses were asked for shows in the tests that ran. */
  readonly facts: RunFacts;
  readonly surveyed: SurveyFacts;
  /** Noise met by the survey. */
  readonly noise: Noise;
  /** Directory of the report. */
  readonly report: string;
  /** Of what people read on the terminal. */
  readonly language?: Language;
  /** File of the contract; the package's own when left out. */
  readonly contract?: string;
}

export interface ClauseAttachment {
  readonly stage: StageFacts;
  readonly judged: Judged;
  /** Noise met while this clause was judged. */
  readonly noise: Noise;
}
