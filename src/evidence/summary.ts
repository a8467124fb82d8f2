/** Evidence as a report vouches for it. */
import { digestOf } from '../contract/digest.ts';

/** Every exchange of a run, in files under `evidence/`. */
export interface EvidenceSummary {
  /** Digest over the roots of the parts, in their order. */
  readonly root: string;
  /** Requests on record, failed attempts included. */
  readonly exchanges: number;
  readonly parts: readonly EvidencePart[];
}

export interface EvidencePart {
  /** Relative to the report's directory, with slashes. */
  readonly file: string;
  readonly exchanges: number;
  /** End of the chain of digests that runs through the exchanges. */
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
