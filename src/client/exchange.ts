/** One request and its answer, as a run keeps them: everything here is safe to write to disk. */
import type { FailureKind } from './failure.ts';
import type { NoiseKind } from './noise.ts';

/**
 * Whose credential went along: the configured one, none at all, an empty one, or the configured one with a character
 * changed in its middle, at its beginning or near its end.
 */
export const CREDENTIAL_USES = ['own', 'none', 'empty', 'altered', 'altered-early', 'altered-late'] as const;
export type CredentialUse = (typeof CREDENTIAL_USES)[number];

/**
 * The place in a run that a request was asked from. A re-run of the same clauses asks each request from the same place,
 * in whatever order requests of different clauses and trials reach the deployment.
 */
export interface Origin {
  /** Slug of the clause, or `survey`. */
  readonly clause: string;
  /** Which of the clause's trials, in the order in which they began, from 1. */
  readonly trial: number;
  /** Which request for the same target under the same credential within that trial, from 1. */
  readonly occurrence: number;
}

/** A request as a clause asks for it. */
export interface ClientRequest {
  /** Path on the wire, after the base URL's prefix. */
  readonly path: string;
  /** Query on the wire, without its `?`; no `?` is sent where it is empty. */
  readonly query: string;
  /** `own` unless said. */
  readonly credential?: CredentialUse;
  /** Noted in the recording; it never travels. */
  readonly from?: Origin;
  /** How long silence is put up with; as long as everywhere in the run unless said. */
  readonly patience?: Patience;
}

/** How long a request waits for a deployment that says nothing. */
export interface Patience {
  /** Attempts that may time out. */
  readonly attempts: number;
  /** From sending to the last byte of the answer; the transport's own where that is shorter, or this is left out. */
  readonly timeoutMs?: number;
}

export interface SentRequest {
  /** What stood on the request line between `GET` and `HTTP/1.1`, byte for byte. */
  readonly target: string;
  /** The target up to its first `?`. */
  readonly path: string;
  /** The target after its first `?`; empty where there is none. */
  readonly query: string;
  /** Headers as sent, with every credential replaced by its digest. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credential: CredentialUse;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; a repeated header's values joined by `, `. Credentials replaced by their digests. */
  readonly headers: Readonly<Record<string, string>>;
  /** Content decoded (gzip, deflate, br), and credentials replaced by their digests. */
  readonly body: Uint8Array;
  /** The `Content-Encoding` that the body turned out not to be in: the body then stands as it was received. */
  readonly undecodable?: string;
}

interface Timed {
  /** Place among all requests that the client has put on the wire, from 1; retries count. */
  readonly sequence: number;
  readonly request: SentRequest;
  /** Absent where a request was asked from no clause. */
  readonly from?: Origin;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** From sending to the last byte of the answer. */
  readonly milliseconds: number;
  /** Which attempt at this request it was, from 1. */
  readonly attempts: number;
}

/** A request that the deployment answered itself. */
export interface Exchange extends Timed {
  readonly answer: Answer;
}

/**
 * One request put on the wire, whatever became of it. Either there is an answer, with `noise` where it was not the
 * deployment's own (a throttle, a gateway), or there is a failure. Every `Exchange` is a recording.
 */
export interface Recording extends Timed {
  readonly answer?: Answer;
  readonly failure?: { readonly kind: FailureKind; readonly reason: string };
  readonly noise?: NoiseKind;
  /** Present at the last attempt at a request that was given up: what was said of it then. */
  readonly unanswered?: string;
}

/**
 * Receives every recording, in the order in which answers came. Where it answers a promise the request waits for it, so
 * that a slow disk slows the run down instead of filling the memory.
 */
export type Recorder = (recording: Recording) => unknown;
