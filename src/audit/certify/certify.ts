/** Issues certificates for reports. */
import path from 'node:path';
import { UsageError } from '../../config/usage-error.ts';
import { MOST_BYTES_OF_REPORT, readPlainFile } from '../../contract/plain-file.ts';
import { REPORT_FILE } from '../../result/report-file.ts';
import type { RunResult } from '../../result/result.ts';
import { writeAtomically } from '../../result/write-file.ts';
import { type VerifyOptions, verify } from '../verify/verify.ts';
import { isCertifiable, reasonsAgainst } from './conditions.ts';
import { sealed } from './envelope.ts';
import type { SigningKey } from './keys.ts';
import { statementOf } from './statement.ts';

/** The signed certificate beside a report. */
export const CERTIFICATE_FILE = 'certificate.dsse.json';
/** The unsigned certificate beside a report. */
export const STATEMENT_FILE = 'certificate.intoto.json';

export interface Issued {
  /** Absent if no certificate was issued. */
  readonly file?: string;
  /** Why no certificate was issued, a line each. */
  readonly reasons: readonly string[];
}

export interface CertifyOptions extends VerifyOptions {
  readonly key?: SigningKey;
  /** Path of the certificate; beside the report by default. */
  readonly out?: string;
}

/**
 * Verifies a report and certifies it if every MUST clause was exercised and passed.
 * @throws UsageError where the certificate cannot be written
 */
export async function certify(
  directory: string,
  report: RunResult,
  options: CertifyOptions,
): Promise<Issued> {
  const reportBytes = readPlainFile(path.join(directory, REPORT_FILE), MOST_BYTES_OF_REPORT);
  const reasons = reasonsAgainst(report, await verify(directory, report, options));
  if (reasons.length > 0 || !isCertifiable(report)) return { reasons };
  const statement = JSON.stringify(statementOf(report, reportBytes));
  const { key, out } = options;
  const file = out ?? path.join(directory, key === undefined ? STATEMENT_FILE : CERTIFICATE_FILE);
  const content =
    key === undefined ? statement : JSON.stringify(sealed(Buffer.from(statement), key.key), undefined, 2);
  try {
    await writeAtomically(file, `${content}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the certificate cannot be written to ${file}: ${why}`);
  }
  return { file, reasons: [] };
}
