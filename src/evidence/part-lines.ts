/**
 * The lines of a part of the evidence. A part is text with one JSON value per line: a head that says what it contains,
 * then the exchanges, then an end. A body has a line of its own, before the first exchange that has it. The digest of the
 * head starts a chain: every exchange states the digest of the link before it and its own text.
 */
import type { HeaderChanges, Origin, Recording } from '../client/exchange.ts';
import type { FailureKind } from '../client/failure.ts';
import type { NoiseKind } from '../client/noise.ts';
import type { StopCause } from '../client/stop.ts';
import { sha256 } from '../contract/digest.ts';

/** Version of the format. */
export const FORMAT = 1;

export interface PartHead {
  readonly evidence: typeof FORMAT;
  /** `run` for all of a run, `survey`, or the slug of the one clause that was judged on it. */
  readonly holds: string;
  /** Root of the part with the survey that the clause was judged after; absent if the part contains a survey. */
  readonly survey?: string;
  /** Other clauses whose exchanges the clause was judged on. */
  readonly after?: readonly string[];
  /** The facts of the run. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A body by its digest: as text if it is UTF-8, else in base64. */
export interface BodyLine {
  /** SHA-256 in hexadecimal. */
  readonly body: string;
  readonly text?: string;
  readonly base64?: string;
}

export interface ExchangeLine {
  /** Number in the part, from 1. */
  readonly n: number;
  /** Number among all requests of the client. */
  readonly sequence: number;
  readonly from?: readonly [clause: string, trial: number, occurrence: number];
  readonly target: string;
  readonly credential: Recording['request']['credential'];
  readonly headers: Readonly<Record<string, string>>;
  readonly meaning?: Recording['request']['meaning'];
  readonly changes?: HeaderChanges;
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
  readonly stop?: StopCause;
}

export interface EndLine {
  readonly end: { readonly exchanges: number; readonly root: string };
}

export function exchangeLine(n: number, recording: Recording, body: string | undefined): ExchangeLine {
  const { sequence, from, request, startedAt, milliseconds, attempts, answer } = recording;
  const { failure, noise, unanswered, stop } = recording;
  const { target, credential, headers, meaning, changes } = request;
  return {
    n,
    sequence,
    ...(from === undefined ? {} : { from: [from.clause, from.trial, from.occurrence] as const }),
    target,
    credential,
    headers,
    ...(meaning === undefined ? {} : { meaning }),
    ...(changes === undefined ? {} : { changes }),
    startedAt,
    milliseconds,
    attempts,
    ...(answer === undefined || body === undefined ? {} : { answer: { ...answer, body } }),
    ...(failure === undefined ? {} : { failure }),
    ...(noise === undefined ? {} : { noise }),
    ...(unanswered === undefined ? {} : { unanswered }),
    ...(stop === undefined ? {} : { stop }),
  };
}

/** Returns the recording of a line. @param bodyOf called only when the body is read */
export function recordingOf(line: ExchangeLine, bodyOf: (digest: string) => Uint8Array): Recording {
  const { n: _n, from, target, credential, headers, meaning, changes, answer, ...rest } = line;
  const [path = '', query = ''] = splitOnce(target);
  return {
    ...rest,
    request: {
      target,
      path,
      query,
      headers,
      credential,
      ...(meaning === undefined ? {} : { meaning }),
      ...(changes === undefined ? {} : { changes }),
    },
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

/** Returns the next link of the chain. @param before the link before; empty for the head @param text as written */
export function linkAfter(before: string, text: string): string {
  return sha256(before, text);
}

const [OPEN, MIDDLE, CLOSE] = ['{"hash":"', '","exchange":', '}'];

/** Returns the line of an exchange with its link. */
export function linkedLine(link: string, exchange: string): string {
  return OPEN + link + MIDDLE + exchange + CLOSE;
}

/** Returns the link and the text of the exchange; undefined if the line is not of an exchange. */
export function unlinkedLine(line: string): { readonly link: string; readonly exchange: string } | undefined {
  const from = OPEN.length + 64;
  if (!line.startsWith(OPEN) || line.slice(from, from + MIDDLE.length) !== MIDDLE || !line.endsWith(CLOSE))
    return undefined;
  return { link: line.slice(OPEN.length, from), exchange: line.slice(from + MIDDLE.length, -CLOSE.length) };
}
