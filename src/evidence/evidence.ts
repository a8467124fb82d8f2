/** The evidence of a run, as its report states it. */
import { digestOf } from '../contract/digest.ts';

/** Every exchange of a run, in files under `evidence/`. */
export interface EvidenceSummary {
  /** Digest of the roots of the parts, in order. */
  readonly root: string;
  /** Recorded requests, with failed attempts. */
  readonly exchanges: number;
  readonly parts: readonly EvidencePart[];
}

export interface EvidencePart {
  /** Relative to the report's directory, with slashes. */
  readonly file: string;
  readonly exchanges: number;
  /** Last digest of the chain of exchanges. */
  readonly root: string;
  /** Digest of the file. */
  readonly sha256: string;
}

export function summaryOf(parts: readonly EvidencePart[]): EvidenceSummary {
  return {
    root: digestOf(parts.map(({ root }) => root).join('\n')),
    exchanges: parts.reduce((sum, { exchanges }) => sum + exchanges, 0),
    parts,
  };
}

/** Evidence that cannot be written or read. The message is one line that says why. */
export class EvidenceError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'EvidenceError';
  }
}

/** Evidence that cannot be written: a full disk, a folder without permission. */
export class EvidenceWriteError extends EvidenceError {
  constructor(place: string, cause: unknown) {
    super(
      `the evidence cannot be written${place}: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    this.name = 'EvidenceWriteError';
  }
}
