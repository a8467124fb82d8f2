/** Judges one deployment, and certifies it where a key is given. */
import { certify } from '../audit/certify/certify.ts';
import type { SigningKey } from '../audit/certify/keys.ts';
import type { Settings } from '../config/settings.ts';
import { loadContract } from '../contract/contract.ts';
import { readReport } from '../result/report-file.ts';
import type { RunResult } from '../result/result.ts';
import { issuedLines } from './certify.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { judge } from './judge.ts';
import type { Output } from './output.ts';
import { diagnose } from './verify.ts';

export interface Ended {
  readonly result: RunResult;
  readonly code: number;
}

/** @throws as `judge` does */
export async function judgeAndCertify(
  settings: Settings,
  key: SigningKey | undefined,
  output: Output,
): Promise<Ended> {
  const result = await judge(settings, output);
  const code = exitCodeOf(result);
  const isRefused = key !== undefined && !(await isCertified(settings, key, output));
  return { result, code: isRefused && code === EXIT.conformant ? EXIT.nonconformant : code };
}

/** Certifies the report that was just written, or warns why not. */
async function isCertified(
  { report, contract }: Settings,
  key: SigningKey,
  output: Output,
): Promise<boolean> {
  if (key.warning !== undefined) output.warn(`warning: ${key.warning}`);
  const issued = await certify(report, readReport(report), {
    contract: loadContract(contract),
    diagnose,
    key,
  });
  for (const line of issuedLines(issued, true)) output.warn(line);
  return issued.file !== undefined;
}
