/**
 * Signs requests with an access key, by the scheme SDK-HMAC-SHA256 (docs/rulings.md, "Signed requests"). The signature
 * covers the request line exactly as it goes on the wire.
 */
import { createHash, createHmac } from 'node:crypto';
import { decodeText, readQuery } from '../contract/wire.ts';

/** Name of the scheme in the `Authorization` header. */
export const SIGNATURE_SCHEME = 'SDK-HMAC-SHA256';

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

/** The parts of a GET request without a body that a signature covers. */
export interface Signable {
  /** Path and query as on the request line. */
  readonly target: string;
  /** Signed headers, `Host` and `X-Sdk-Date` among them. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** SHA-256 of the empty body of a GET request, in hexadecimal. */
const EMPTY_BODY = createHash('sha256').digest('hex');

/** Returns the value of the `Authorization` header. `date` is that of `X-Sdk-Date`: see `signatureDate`. */
export function authorization(request: Signable, date: string, { id, secret }: AccessKey): string {
  const toSign = [SIGNATURE_SCHEME, date, sha256(canonicalRequest(request))].join('\n');
  const signature = createHmac('sha256', secret).update(toSign).digest('hex');
  const names = sortedHeaders(request.headers).map(([name]) => name);
  return `${SIGNATURE_SCHEME} Access=${id}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

/** Returns a time as `X-Sdk-Date` writes it: `20191115T033655Z`. @param time milliseconds since the epoch */
export function signatureDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Returns the text whose digest is signed. */
export function canonicalRequest({ target, headers }: Signable): string {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(target) ?? [];
  const lines = sortedHeaders(headers);
  return [
    'GET',
    canonicalPath(path),
    canonicalQuery(query),
    lines.map(([name, value]) => `${name}:${value}\n`).join(''),
    lines.map(([name]) => name).join(';'),
    EMPTY_BODY,
  ].join('\n');
}

function canonicalPath(path: string): string {
  const encoded = path.split('/').map(canonicalText).join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** Pairs are sorted by their decoded name, then by their decoded text, in the order of UTF-16 code units. */
function canonicalQuery(query: string): string {
  return readQuery(query)
    .map(({ name, text }) => [plain(name), plain(text)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, text]) => `${encode(name)}=${encode(text)}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sortedHeaders(headers: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([one], [other]) => compare(one, other));
}

function canonicalText(text: string): string {
  return encode(plain(text));
}

/** The decoded text. The scheme defines no canonical form for a broken escape: such a text is signed as it is. */
function plain(text: string): string {
  return decodeText(text) ?? text;
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
