/** A command that failed: one line for stderr and an exit code. */
import { CommanderError } from 'commander';
import { UsageError } from '../config/usage-error.ts';
import { ContractError } from '../contract/contract-error.ts';
import { EvidenceError, EvidenceWriteError } from '../evidence/evidence.ts';
import { ReportFolderError } from '../report/report-folder.ts';
import { visible } from '../report/visible.ts';
import { ReportError } from '../report/write-report.ts';
import { EXIT } from './exit-codes.ts';
import { Interrupted } from './interruption.ts';

/** Errors whose message tells the caller what to do. */
const USAGE_ERRORS = [UsageError, ContractError, EvidenceError, ReportFolderError];

export interface Failure {
  readonly code: number;
  /** Left out where commander has printed it. */
  readonly line?: string;
}

/** Returns the line and the exit code for an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : EXIT.usage };
  if (error instanceof Interrupted) {
    const code = error.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    return { code, line: visible(error.message) };
  }
  if (error instanceof ReportError || error instanceof EvidenceWriteError)
    return { code: EXIT.unwritten, line: visible(error.message) };
  if (USAGE_ERRORS.some((kind) => error instanceof kind) && error instanceof Error) {
    return { code: EXIT.usage, line: visible(error.message) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: EXIT.internal, line: `internal error: ${visible(message)} (DEBUG=1 prints the stack)` };
}
