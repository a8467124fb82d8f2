/** A run of one process, with all that it exchanged kept beside its report. */

import type { Recorder } from '../client/exchange.ts';
import type { Contract } from '../contract/contract.ts';
import { openPart, partFile } from '../evidence/directory.ts';
import { summaryOf } from '../evidence/evidence.ts';
import type { RunFacts } from './assemble.ts';
import type { RunResult } from './result.ts';
import { statedFacts } from './stated-facts.ts';

/** All the evidence of such a run is in one part. */
export const RUN_PART = 'run';

export interface RecordedRun {
  /** Directory of the report. */
  readonly report: string;
  readonly contract: Contract;
  readonly facts: RunFacts;
}

/**
 * Lets `conduct` judge with a recorder, and answers its result with what vouches for the evidence. Where it fails, or is
 * interrupted, what happened until then can be read in the evidence, and no report speaks of it.
 * @param conduct ends when nothing is under way any more
 * @throws EvidenceError where the evidence cannot be written
 */
export async function recorded(
  { report, contract, facts }: RecordedRun,
  conduct: (recorder: Recorder) => Promise<RunResult>,
): Promise<RunResult> {
  const head = { holds: RUN_PART, facts: { ...statedFacts(contract, facts) } };
  const part = await openPart(report, RUN_PART, head);
  try {
    const result = await conduct((recording) => part.record(recording));
    const written = { file: partFile(RUN_PART), ...(await part.close()) };
    return { ...result, evidence: summaryOf([written]) };
  } catch (error) {
    await part.close().catch(() => undefined);
    throw error;
  }
}
