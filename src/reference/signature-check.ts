/** Checks signed requests (SDK-HMAC-SHA256), from the vendor's description of the scheme and apart from the client. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AcceptedKey } from './accepted-key.ts';
import type { ReferenceRequest } from './stages.ts';

/** What a deployment checks. All of it, unless it has a fault. */
export interface SignatureRules {
  readonly checksSignature: boolean;
  readonly coversQuery: boolean;
  /** Whether every signed header enters the signature as it was sent. */
  readonly coversHeaders: boolean;
  readonly checksAge: boolean;
  readonly checksSecurityToken: boolean;
  /** Whether a query that the scheme knows no canonical form of is refused. */
  readonly isStrict: boolean;
}

export const ALL_RULES: SignatureRules = {
  checksSignature: true,
  coversQuery: true,
  coversHeaders: true,
  checksAge: true,
  checksSecurityToken: true,
  isStrict: false,
};

/** A signature is good for so long, in either direction. */
const MOST_AGE = 15 * 60 * 1000;

/** Returns what is wrong with the signature of a request; undefined where it is right. @param now milliseconds since the epoch */
export function signatureFault(
  { target, headers }: ReferenceRequest,
  key: AcceptedKey,
  now: number,
  rules: SignatureRules = ALL_RULES,
): string | undefined {
  const parts = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([\w;-]+), ?Signature=(\S{64})$/i.exec(
    headers.authorization?.trim() ?? '',
  );
  if (parts === null) return 'no signature';
  const [, id, names = '', signature = ''] = parts;
  if (id !== key.id) return 'unknown access key';
  if (rules.checksSecurityToken && headers['x-security-token'] !== key.securityToken) return 'security token';
  const date = headers['x-sdk-date'] ?? '';
  if (rules.checksAge && !(Math.abs(now - timeOf(date)) <= MOST_AGE)) return 'signature expired';
  if (!rules.checksSignature) return undefined;
  const signed = names.split(';');
  if (!['host', 'x-sdk-date'].every((name) => signed.includes(name))) return 'host or date not signed';
  const text = canonicalText(target, headers, signed, rules);
  if (text === undefined) return 'no canonical form';
  const toSign = `SDK-HMAC-SHA256\n${date}\n${createHash('sha256').update(text).digest('hex')}`;
  const due = createHmac('sha256', key.secret).update(toSign).digest('hex');
  const [one, other] = [Buffer.from(due), Buffer.from(signature)];
  return one.length === other.length && timingSafeEqual(one, other) ? undefined : 'signature';
}

function timeOf(date: string): number {
  const [, ...fields] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const [year = Number.NaN, month = 0, day, hour, minute, second] = fields.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function canonicalText(
  target: string,
  headers: ReferenceRequest['headers'],
  signed: readonly string[],
  { coversQuery, coversHeaders, isStrict }: SignatureRules,
): string | undefined {
  const mark = target.indexOf('?');
  const [path, query] = mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
  if (isStrict && /(^|&)(&|$)|;|\+/.test(query) && query !== '') return undefined;
  const segments = path.split('/').map((segment) => recoded(segment, isStrict));
  const pairs = (coversQuery ? query : '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return { name: recoded(name, isStrict), value: recoded(value, isStrict) };
    });
  if ([...segments, ...pairs.flatMap(({ name, value }) => [name, value])].includes(undefined))
    return undefined;
  const written = pairs
    .sort((one, other) => order(one.name, other.name) || order(one.value, other.value))
    .map(({ name, value }) => `${name}=${value}`);
  const whole = segments.join('/');
  const sent = (name: string) =>
    name === 'content-type' && !coversHeaders ? 'application/json' : (headers[name] ?? '').trim();
  const covered = signed.map((name) => `${name}:${sent(name)}\n`).join('');
  const empty = createHash('sha256').digest('hex');
  return `GET\n${whole.endsWith('/') ? whole : `${whole}/`}\n${written.join('&')}\n${covered}\n${signed.join(';')}\n${empty}`;
}

/** Decodes a text and encodes it as the scheme does. What cannot be decoded is taken as it is, or undefined if strict. */
function recoded(text: string, isStrict: boolean): string | undefined {
  const encode = (plain: string) =>
    encodeURIComponent(plain).replaceAll(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  try {
    return encode(decodeURIComponent(text));
  } catch {
    return isStrict ? undefined : encode(text);
  }
}

/** The scheme sorts by the decoded texts. */
function order(one = '', other = ''): number {
  const [a, b] = [decodeURIComponent(one), decodeURIComponent(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
