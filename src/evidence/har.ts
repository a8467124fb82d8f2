/** Evidence as an HTTP archive (HAR 1.2), for browsers' tools and others that show one. */
import path from 'node:path';
import type { Answer, Recording } from '../client/exchange.ts';
import { decodeText, readQuery } from '../contract/wire.ts';
import { partFiles } from './directory.ts';
import { EvidenceError } from './evidence-error.ts';
import { PartReader } from './part-reader.ts';

/** An entry of `log.entries`. Names that begin with `_` are ours, as the format allows. */
export interface HarEntry {
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly request: object;
  readonly response: object;
  readonly cache: object;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  /** Slug of the clause that asked, or `survey`. */
  readonly _clause?: string;
  readonly _trial?: number;
  /** Whose credential went along. */
  readonly _credential: string;
  readonly _attempt: number;
  /** Noise that the request was tried again for, if it was. */
  readonly _noise?: string;
}

/**
 * Yields the text of an archive piece by piece, an entry at a time.
 * @param report directory of the report
 * @throws EvidenceError where the evidence is missing, or is not whole and unaltered
 */
export async function* harArchive(
  report: string,
  creator: { readonly name: string; readonly version: string },
): AsyncGenerator<string> {
  const files = await partFiles(report);
  if (files.length === 0) throw new EvidenceError(`there is no evidence beside ${path.join(report, '')}`);
  const { name, version } = creator;
  yield `{"log":{"version":"1.2","creator":${JSON.stringify({ name, version })},"entries":[`;
  let separator = '\n';
  for (const file of files) {
    const reader = new PartReader(path.join(report, file));
    for await (const recording of reader.recordings()) {
      yield separator + JSON.stringify(entryOf(recording, originOf(reader.found.head?.facts.target)));
      separator = ',\n';
    }
    const [complaint] = reader.complaints;
    if (complaint !== undefined) throw new EvidenceError(`${file}: ${complaint}`);
  }
  yield '\n]}}\n';
}

function originOf(target: unknown): string {
  return typeof target === 'string' && URL.canParse(target) ? new URL(target).origin : 'http://unknown';
}

const HTTP = 'HTTP/1.1';

/** @param origin scheme, host and port of the deployment */
export function entryOf(recording: Recording, origin: string): HarEntry {
  const { request, answer, failure, noise, from, milliseconds, startedAt, attempts } = recording;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: milliseconds,
    request: {
      method: 'GET',
      url: origin + request.target,
      httpVersion: HTTP,
      cookies: [],
      headers: listed(request.headers),
      queryString: readQuery(request.query).map(({ name, text }) => ({
        name,
        value: decodeText(text) ?? text,
      })),
      headersSize: -1,
      bodySize: 0,
    },
    response: answer === undefined ? noResponse(failure?.reason ?? '') : responseOf(answer),
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    ...(from === undefined ? {} : { _clause: from.clause, _trial: from.trial }),
    _credential: request.credential,
    _attempt: attempts,
    ...(noise === undefined ? {} : { _noise: noise }),
  };
}

function responseOf({ status, headers, body }: Answer) {
  return {
    status,
    statusText: '',
    httpVersion: HTTP,
    cookies: [],
    headers: listed(headers),
    content: { size: body.length, mimeType: headers['content-type'] ?? '', ...contentOf(body) },
    redirectURL: headers.location ?? '',
    headersSize: -1,
    // The body stands as it was after its content coding had been undone.
    bodySize: -1,
  };
}

/** What browsers' tools write for a request that got no answer. */
function noResponse(reason: string) {
  return {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: 'x-unknown' },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    _error: reason,
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function contentOf(body: Uint8Array) {
  try {
    return { text: UTF8.decode(body) };
  } catch {
    return { text: Buffer.from(body).toString('base64'), encoding: 'base64' };
  }
}

function listed(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
