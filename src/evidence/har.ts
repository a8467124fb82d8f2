/** Evidence as an HTTP archive (HAR 1.2), for browser tools and others. */
import path from 'node:path';
import type { Entry, Response } from 'har-format';
import type { Answer, CredentialUse, Recording } from '../client/exchange.ts';
import type { NoiseKind } from '../client/noise.ts';
import { decodeText, readQuery } from '../contract/wire.ts';
import { partFiles } from './directory.ts';
import { EvidenceError } from './evidence.ts';
import { PartReader } from './part-reader.ts';

/** An entry of `log.entries`. Names that begin with `_` are our own, as the format allows. */
export interface HarEntry extends Entry {
  /** Slug of the clause that sent the request, or `survey`. */
  readonly _clause?: string;
  readonly _trial?: number;
  readonly _credential: CredentialUse;
  readonly _attempt: number;
  /** The noise that the request was retried after. */
  readonly _noise?: NoiseKind;
}

/**
 * Yields the text of an archive in pieces, one entry at a time.
 * @param report directory of the report
 * @throws EvidenceError if the evidence is missing, incomplete or altered
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

function responseOf({ status, headers, body }: Answer): Response {
  return {
    status,
    statusText: '',
    httpVersion: HTTP,
    cookies: [],
    headers: listed(headers),
    content: { size: body.length, mimeType: headers['content-type'] ?? '', ...contentOf(body) },
    redirectURL: headers.location ?? '',
    headersSize: -1,
    // The body is recorded decoded; its size as sent is not known.
    bodySize: -1,
  };
}

/** A request without an answer, as browser tools write it. */
function noResponse(reason: string): Response & { readonly _error: string } {
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
