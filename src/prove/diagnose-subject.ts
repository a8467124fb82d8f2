/** Runs the suite against a subject of the reference as if it were a stranger's, and explains what it saw. */

import type { Recording } from '../client/exchange.ts';
import type { Contract } from '../contract/contract.ts';
import { diagnosed } from '../diagnosis/diagnosed.ts';
import type { Diagnosis } from '../result/result.ts';
import { judgeSubject, type SubjectRun } from './judge-subject.ts';

/** What the subject is said to behave like, by those who saw its answers alone. */
export async function diagnoseSubject(contract: Contract, run: SubjectRun): Promise<readonly Diagnosis[]> {
  const recordings: Recording[] = [];
  const result = await judgeSubject(contract, {
    ...run,
    recorder: (recording) => recordings.push(recording),
  });
  return diagnosed(contract, result, recordings).diagnosis ?? [];
}

/** Whether a fault is named first, or is among those that cannot be told from the one that is. */
export function isNamedFirst(fault: string, [first]: readonly Diagnosis[]): boolean {
  return first !== undefined && (first.fault === fault || first.alike.includes(fault));
}
