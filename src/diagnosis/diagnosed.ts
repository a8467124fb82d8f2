/** A run's result, explained by what the run has on record. */

import type { Recording } from '../client/exchange.ts';
import type { Contract } from '../contract/contract.ts';
import { readEvidence } from '../evidence/directory.ts';
import { EvidenceError } from '../evidence/evidence.ts';
import type { RunResult } from '../result/result.ts';
import { diagnose } from './diagnose.ts';
import { brokenIn, Witness } from './witness.ts';

/** The result with a diagnosis, where one can be made. */
export function diagnosed(contract: Contract, result: RunResult, recordings: Iterable<Recording>): RunResult {
  if (brokenIn(result.clauses).length === 0) return result;
  const witness = new Witness();
  for (const recording of recordings) witness.note(recording);
  return withDiagnosis(contract, result, witness);
}

/** The same, from the evidence beside the report; without evidence that can be read there is no diagnosis. */
export async function diagnosedByEvidence(
  report: string,
  contract: Contract,
  result: RunResult,
): Promise<RunResult> {
  if (brokenIn(result.clauses).length === 0) return result;
  const witness = new Witness();
  try {
    for await (const recording of readEvidence(report)) witness.note(recording);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return result;
  }
  return withDiagnosis(contract, result, witness);
}

function withDiagnosis(contract: Contract, result: RunResult, witness: Witness): RunResult {
  // Reports of earlier versions do not tell what the run was about.
  if (result.settings === undefined) return result;
  const diagnosis = diagnose(contract, witness.seen(result.settings, result.clauses));
  return diagnosis.length === 0 ? result : { ...result, diagnosis };
}
