/** Runs in one process and records all exchanges beside the report. */

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
 * Judges with a recorder. Returns the result with the digests of the evidence. Where judging fails or is interrupted, the
 * evidence holds what happened until then, and there is no report of it.
 * @param judge ends when no request is under way any more
 * @throws EvidenceError where the evidence cannot be written
 */
export async function recorded(
  { report, contract, facts }: RecordedRun,
  judge: (recorder: Recorder) => Promise<RunResult>,
): Promise<RunResult> {
  const head = { holds: RUN_PART, facts: { ...statedFacts(contract, facts) } };
  const part = await openPart(report, RUN_PART, head);
  try {
    const result = await judge((recording) => part.record(recording));
    const written = { file: partFile(RUN_PART), ...(await part.close()) };
    return { ...result, evidence: summaryOf([written]) };
  } catch (error) {
    await part.close().catch(() => undefined);
    throw error;
  }
}
