/**
 * The lines of a part of the evidence. A part is text, one JSON value a line: a head that says what it holds; then
 * exchanges, each after the body that it is the first to have; then an end. The digest of the head starts a chain, and
 * every exchange carries the digest of the link before it together with its own text.
 */
import type { Origin, Recording } from '../client/exchange.ts';
import type { FailureKind } from '../client/failure.ts';
import type { NoiseKind } from '../client/noise.ts';
import { sha256 } from '../contract/digest.ts';

/** Version of the format. */
export const FORMAT = 1;

export interface PartHead {
  readonly evidence: typeof FORMAT;
  /** `run` for all of a run, `survey`, or the slug of the one clause that was judged on it. */
  readonly holds: string;
  /** Root of the part with the survey that the clause was judged after; a part that holds one has none. */
  readonly survey?: string;
  /** Clauses whose exchanges the clause was judged on too. */
  readonly after?: readonly string[];
  /** What the run says of itself. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A body, content-addressed: UTF-8 stands as text, anything else in base 64. */
export interface BodyLine {
  /** SHA-256 in hexadecimal. */
  readonly body: string;
  readonly text?: string;
  readonly base64?: string;
}

export interface ExchangeLine {
  /** Place in the part, from 1. */
  readonly n: number;
  /** Place among all requests of its client. */
  readonly sequence: number;
  readonly from?: readonly [clause: string, trial: number, occurrence: number];
  readonly target: string;
  readonly credential: Recording['request']['credential'];
  readonly headers: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly attempts: number;
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly undecodable?: string;
  };
  readonly failure?: { readonly kind: FailureKind; readonly reason: string };
  readonly noise?: NoiseKind;
  readonly unanswered?: string;
}

export interface EndLine {
  readonly end: { readonly exchanges: number; readonly root: string };
}

export function exchangeLine(n: number, recording: Recording, body: string | undefined): ExchangeLine {
  const { sequence, from, request, startedAt, milliseconds, attempts, answer } = recording;
  const { failure, noise, unanswered } = recording;
  const { target, credential, headers } = request;
  return {
    n,
    sequence,
    ...(from === undefined ? {} : { from: [from.clause, from.trial, from.occurrence] as const }),
    target,
    credential,
    headers,
    startedAt,
    milliseconds,
    attempts,
    ...(answer === undefined || body === undefined ? {} : { answer: { ...answer, body } }),
    ...(failure === undefined ? {} : { failure }),
    ...(noise === undefined ? {} : { noise }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}

/** The recording that a line was made of. @param bodyOf asked for the body only when somebody looks at it */
export function recordingOf(line: ExchangeLine, bodyOf: (digest: string) => Uint8Array): Recording {
  const { n: _n, from, target, credential, headers, answer, ...rest } = line;
  const [path = '', query = ''] = splitOnce(target);
  return {
    ...rest,
    request: { target, path, query, headers, credential },
    ...(from === undefined ? {} : { from: originOf(from) }),
    ...(answer === undefined ? {} : { answer: withBody(answer, bodyOf) }),
  };
}

function withBody(answer: NonNullable<ExchangeLine['answer']>, bodyOf: (digest: string) => Uint8Array) {
  return {
    ...answer,
    get body() {
      return bodyOf(answer.body);
    },
  };
}

function splitOnce(target: string): readonly string[] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function originOf([clause, trial, occurrence]: NonNullable<ExchangeLine['from']>): Origin {
  return { clause, trial, occurrence };
}

/** The first link of the chain. */
export function genesisOf(head: string): string {
  return sha256(head);
}

/** The link after `before`. @param exchange as it is written */
export function linkAfter(before: string, exchange: string): string {
  return sha256(before, exchange);
}

const [OPEN, MIDDLE, CLOSE] = ['{"hash":"', '","exchange":', '}'];

/** An exchange with its link, as one line. */
export function linkedLine(link: string, exchange: string): string {
  return OPEN + link + MIDDLE + exchange + CLOSE;
}

/** The link and the text of the exchange, if the line is one of an exchange. */
export function unlinkedLine(line: string): { readonly link: string; readonly exchange: string } | undefined {
  const from = OPEN.length + 64;
  if (!line.startsWith(OPEN) || line.slice(from, from + MIDDLE.length) !== MIDDLE || !line.endsWith(CLOSE))
    return undefined;
  return { link: line.slice(OPEN.length, from), exchange: line.slice(from + MIDDLE.length, -CLOSE.length) };
}
