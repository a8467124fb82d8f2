/**
 * Wrong signatures. Each is made like a right one, from other parts than those that are sent: it must be refused. A
 * clause names a change; the credentials make it, so that no clause needs the key.
 */
import type { ChangedUse } from './exchange.ts';
import type { AccessKey } from './request-signature.ts';

/** What a request is signed with. */
export interface Signing {
  readonly key: AccessKey;
  readonly securityToken: string | undefined;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SignatureChange {
  readonly use: ChangedUse;
  readonly says: string;
  /** Whether it needs the security token of a temporary key. */
  readonly needsSecurityToken?: true;
  /** Returns the parts that the signature is made of. */
  readonly signed: (right: Signing) => Signing;
  /** Returns the parts that are sent beside it; the right ones unless said. */
  readonly sent?: (right: Signing) => Signing;
}

const DAY = 24 * 3600 * 1000;

export const SIGNATURE_CHANGES: readonly SignatureChange[] = [
  {
    use: 'changed signature of another secret',
    says: 'the request is signed with another secret key',
    signed: (right) => ({ ...right, key: { ...right.key, secret: altered(right.key.secret) } }),
  },
  {
    use: 'changed signature of another query',
    says: 'the signature is that of the same path with another query',
    signed: (right) => ({ ...right, target: pathOf(right.target) }),
  },
  {
    use: 'changed signature of another path',
    says: 'the signature is that of the same query at another path',
    signed: (right) => ({ ...right, target: `/v0${right.target}` }),
  },
  {
    use: 'changed signature of another header',
    says: 'a header that is signed was changed afterwards',
    signed: (right) => right,
    sent: (right) => ({ ...right, headers: withCharset(right.headers) }),
  },
  {
    use: 'changed signature of another key',
    says: 'the request is signed, and its access key is another one',
    signed: changedKeyId,
    sent: changedKeyId,
  },
  {
    use: 'changed signature a day old',
    says: 'the request was signed a day ago',
    signed: aDayAgo,
    sent: aDayAgo,
  },
  {
    use: 'changed signature with another date',
    says: 'the date of the request is not the signed one',
    signed: (right) => ({ ...right, time: right.time - 60_000 }),
  },
  {
    use: 'changed signature without its token',
    says: 'the request is signed with a temporary key, and its security token is left out',
    needsSecurityToken: true,
    signed: (right) => ({ ...right, securityToken: undefined }),
    sent: (right) => ({ ...right, securityToken: undefined }),
  },
  {
    use: 'changed signature with another token',
    says: 'the request is signed with a temporary key, and its security token is another one',
    needsSecurityToken: true,
    signed: otherToken,
    sent: otherToken,
  },
];

function changedKeyId(right: Signing): Signing {
  return { ...right, key: { ...right.key, id: altered(right.key.id) } };
}

function aDayAgo(right: Signing): Signing {
  return { ...right, time: right.time - DAY };
}

function otherToken(right: Signing): Signing {
  return { ...right, securityToken: altered(right.securityToken ?? '') };
}

function pathOf(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path === target ? `${path}?limit=1` : path;
}

/** The media type stays the same, so that nothing but the signature is wrong. */
function withCharset(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [[name, value] = ['Content-Type', 'application/json']] = Object.entries(headers).filter(
    ([each]) => each.toLowerCase() === 'content-type',
  );
  return { ...headers, [name]: `${value};charset=utf-8` };
}

/** Returns a text with a character changed, in its middle unless said: to a digit, so that hexadecimal stays other bytes. */
export function altered(text: string, place: number = Math.floor((text.length - 1) / 2)): string {
  const other = text[place] === '0' ? '1' : '0';
  return text.slice(0, place) + other + text.slice(place + 1);
}
