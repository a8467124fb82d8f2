/** What a run saw of a deployment, as a diagnosis needs it: plain data, from memory or from evidence on disk. */
import type { CredentialUse } from '../client/exchange.ts';

export interface SeenExchange {
  /** Its place among the run's exchanges. */
  readonly sequence: number;
  /** Path and query exactly as sent, the prefix of the base URL included. */
  readonly target: string;
  readonly credential: CredentialUse;
  readonly status: number;
  /** The `Content-Type` header. */
  readonly contentType?: string | undefined;
  readonly body: Uint8Array;
  /** Slug of the clause that asked. */
  readonly clause: string;
}

/** A clause that failed or warned, and the targets of its counterexample; that of the answer that shows it first. */
export interface BrokenClause {
  readonly slug: string;
  readonly targets: readonly string[];
}

export interface Seen {
  readonly projectId: string;
  /** Ids of the instances that the run was about. */
  readonly instances: readonly string[];
  readonly exchanges: readonly SeenExchange[];
  readonly broken: readonly BrokenClause[];
}
