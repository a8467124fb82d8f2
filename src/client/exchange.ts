/** One request and its answer, as a run records them. Everything here is safe to write to disk. */
import type { FailureKind } from './failure.ts';
import type { NoiseKind } from './noise.ts';
import type { StopCause, StopMet } from './stop.ts';

/**
 * Which credential a request carries: the configured one, none, an empty one, or the configured one with a character
 * changed in its middle, at its beginning or near its end.
 */
export const PLAIN_USES = ['own', 'none', 'empty', 'altered', 'altered-early', 'altered-late'] as const;
export type PlainUse = (typeof PLAIN_USES)[number];

/** The name of a change of the configured credential; `present` of the request makes it. */
export type ChangedUse = `changed ${string}`;

export type CredentialUse = PlainUse | ChangedUse;

const CHANGED_USE = /^changed [A-Za-z0-9 -]{1,60}$/;

export function isCredentialUse(value: unknown): value is CredentialUse {
  return (
    typeof value === 'string' &&
    ((PLAIN_USES as readonly string[]).includes(value) || CHANGED_USE.test(value))
  );
}

/**
 * What a changed credential is to the right one: the same to HTTP; another text of the same bytes; the right one in
 * another place; no text that every server reads; or another one.
 */
export const CREDENTIAL_MEANINGS = ['same', 'same-bytes', 'elsewhere', 'unreadable', 'other'] as const;
export type CredentialMeaning = (typeof CREDENTIAL_MEANINGS)[number];

/** The headers that carry a credential, and what they mean. */
export interface Presented {
  /** A header that is sent several times has a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly meaning: CredentialMeaning;
  /** Texts of this request alone that must never be written anywhere, such as a signature. */
  readonly secrets?: readonly string[];
  /** Number of the token, where tokens are renewed. */
  readonly generation?: number;
}

/** Changes a credential. @param text the right one @param header the name of its header */
export type Present = (text: string, header: string) => Presented;

/** Headers of one request, by name, in place of the usual ones; null leaves a header out. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

/**
 * The place in a run that a request comes from. A second run of the same clauses sends each request from the same
 * place, whatever the order in which requests of different clauses and trials reach the deployment.
 */
export interface Origin {
  /** Slug of the clause, or `survey`. */
  readonly clause: string;
  /** Number of the clause's trial, in the order in which the trials began, from 1. */
  readonly trial: number;
  /** Number of the request for the same target with the same credential in that trial, from 1. */
  readonly occurrence: number;
}

/** A request as a clause describes it. */
export interface ClientRequest {
  /** Path on the wire, after the base URL's prefix. */
  readonly path: string;
  /** Query on the wire, without its `?`; no `?` is sent where it is empty. */
  readonly query: string;
  /** `own` by default. */
  readonly credential?: CredentialUse;
  /** Makes a changed credential. */
  readonly present?: Present;
  readonly headers?: HeaderChanges;
  /** Whether the request is the first of a connection of its own; that is closed afterwards. */
  readonly isFirstOnConnection?: boolean;
  /** Written to the recording, never sent. */
  readonly from?: Origin;
  /** Most attempts after noise of any kind; the client's own number by default. */
  readonly attempts?: number;
  /** The client's own time-out and attempts by default. */
  readonly timeouts?: TimeoutPolicy;
  /** Whether it confirms a violation: then it may use the part of the budget that is reserved for that. */
  readonly confirms?: boolean;
}

/** How often and how long a request waits for a deployment that does not answer. */
export interface TimeoutPolicy {
  /** Attempts that may time out. */
  readonly attempts: number;
  /** Milliseconds from sending to the last byte of the answer; the transport's own time-out if that is shorter. */
  readonly timeoutMs?: number;
}

export interface SentRequest {
  /** The text of the request line between `GET` and `HTTP/1.1`, byte for byte. */
  readonly target: string;
  /** The target up to its first `?`. */
  readonly path: string;
  /** The target after its first `?`; empty where there is none. */
  readonly query: string;
  /** Headers as sent; every credential is replaced by its digest. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credential: CredentialUse;
  /** What a changed credential is to the right one. */
  readonly meaning?: CredentialMeaning;
  /** How the headers differ from those of other requests. */
  readonly changes?: HeaderChanges;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; the values of a repeated header joined by `, `. Credentials are replaced by their digests. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded (gzip, deflate, br). Credentials are replaced by their digests. */
  readonly body: Uint8Array;
  /** The `Content-Encoding` that the body could not be decoded from; `body` is then as received. */
  readonly undecodable?: string;
}

interface Timed {
  /** Number among all requests that the client has sent, from 1; retries count. */
  readonly sequence: number;
  readonly request: SentRequest;
  /** Absent where no clause sent the request. */
  readonly from?: Origin;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds from sending to the last byte of the answer. */
  readonly milliseconds: number;
  /** Number of the attempt at this request, from 1. */
  readonly attempts: number;
}

/** A request that the deployment itself answered. */
export interface Exchange extends Timed {
  readonly answer: Answer;
}

/**
 * One request that was sent, and its outcome: an answer, with `noise` where it is not the deployment's own (a throttle,
 * a gateway), or a failure. Every `Exchange` is a recording.
 */
export interface Recording extends Timed {
  readonly answer?: Answer;
  readonly failure?: { readonly kind: FailureKind; readonly reason: string };
  readonly noise?: NoiseKind;
  /** Why the request was given up, or its answer not taken for the deployment's; present only in its last attempt. */
  readonly unanswered?: string;
  /** What stopped the run, where that is why. A request that was not sent any more has the failure `not-sent`. */
  readonly stop?: StopCause;
}

/** Whether the deployment itself answered. */
export function isExchange(recording: Recording): recording is Exchange {
  return (
    recording.answer !== undefined && recording.noise === undefined && recording.unanswered === undefined
  );
}

/** Returns the stop that a recorded request met. */
export function stopMetIn({ stop, unanswered = '', startedAt }: Recording): StopMet | undefined {
  return stop === undefined ? undefined : { cause: stop, says: unanswered, at: startedAt };
}

/**
 * Receives every recording, in the order in which answers come. If it returns a promise, the request waits for it, so
 * that a slow disk slows the run down and does not fill the memory.
 */
export type Recorder = (recording: Recording) => unknown;
