/** Runs the suite against a variant of the reference as if it were a stranger's, and explains what it saw. */
import type { Contract } from '../contract/contract.ts';
import type { Recording } from '../deployment/exchange.ts';
import { diagnosed } from '../diagnosis/diagnosed.ts';
import type { Diagnosis } from '../run/result.ts';
import { judgeVariant, type VariantRun } from './judge-variant.ts';

/** What the variant is said to behave like, by those who saw its answers alone. */
export async function diagnoseVariant(contract: Contract, run: VariantRun): Promise<readonly Diagnosis[]> {
  const recordings: Recording[] = [];
  const result = await judgeVariant(contract, {
    ...run,
    recorder: (recording) => recordings.push(recording),
  });
  return diagnosed(contract, result, recordings).diagnosis ?? [];
}

/** Whether a fault is named first, or is among those that cannot be told from the one that is. */
export function isNamedFirst(fault: string, [first]: readonly Diagnosis[]): boolean {
  return first !== undefined && (first.fault === fault || first.alike.includes(fault));
}
