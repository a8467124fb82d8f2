/** Credentials of an access key: every request is signed as it goes on the wire. */
import { inspect } from 'node:util';
import { type Credentials, CredentialsError, type UnsignedRequest } from './credentials.ts';
import type { CredentialUse, Present, Presented } from './exchange.ts';
import { type AccessKey, authorization, signatureDate } from './request-signature.ts';
import { altered, SIGNATURE_CHANGES, type Signing } from './signature-changes.ts';

/** The headers of a signed request. */
const AUTHORIZATION = 'Authorization';
const DATE = 'X-Sdk-Date';
const SECURITY_TOKEN = 'X-Security-Token';

const NOTHING: Presented = { headers: {}, meaning: 'other' };

export interface KeyParts extends AccessKey {
  /** Of a temporary key. */
  readonly securityToken?: string;
}

/** Returns the credentials of an access key. @throws CredentialsError where no header can carry its parts */
export function signingCredentials(key: KeyParts): Credentials {
  const parts = [
    ['access key', key.id],
    ['secret key', key.secret],
    ['security token', key.securityToken ?? 'x'],
  ] as const;
  for (const [name, text] of parts) {
    if (/^[\x21-\x7e]+$/.test(text)) continue;
    throw new CredentialsError(
      `the ${name} is empty, or contains a blank or a character that no header can carry`,
    );
  }
  return new SigningCredentials(key);
}

class SigningCredentials implements Credentials {
  readonly kind = 'key';
  readonly #key: AccessKey;
  readonly #securityToken: string | undefined;
  readonly #secrets: readonly string[];

  constructor({ id, secret, securityToken }: KeyParts) {
    this.#key = { id, secret };
    this.#securityToken = securityToken;
    const texts = [id, secret, ...(securityToken === undefined ? [] : [securityToken])];
    this.#secrets = texts.flatMap((text) => [text, altered(text)]);
  }

  headersFor(
    request: UnsignedRequest,
    use: CredentialUse,
    _tokenHeader: string,
    present?: Present,
  ): Presented {
    if (use === 'none') return NOTHING;
    const right: Signing = {
      key: this.#key,
      securityToken: this.#securityToken,
      time: request.time,
      target: request.target,
      headers: { ...contentType(request.headers), Host: request.host },
    };
    const change = SIGNATURE_CHANGES.find((each) => each.use === use);
    if (change !== undefined) {
      const text = authorizationOf(change.signed(right));
      const sent = change.sent?.(right) ?? right;
      const beside = { ...contentType(sent.headers), ...headersOf(sent) };
      return presented({ ...beside, [AUTHORIZATION]: text }, 'other');
    }
    const text = authorizationOf(right);
    const headers = headersOf(right);
    if (use === 'own') return presented({ ...headers, [AUTHORIZATION]: text }, 'same');
    if (use === 'empty') return presented({ ...headers, [AUTHORIZATION]: '' }, 'other');
    const [before = '', signature = ''] = text.split(SIGNATURE_MARK);
    const withSignature = (other: string) => `${before}${SIGNATURE_MARK}${other}`;
    if (present === undefined) {
      return presented({ ...headers, [AUTHORIZATION]: withSignature(alteredBy(use, signature)) }, 'other');
    }
    const made = present(signature, AUTHORIZATION);
    const [name = '', ...others] = Object.keys(made.headers);
    const value = made.headers[AUTHORIZATION];
    const isOfSignature = name === AUTHORIZATION && others.length === 0 && !isUnderScheme(value);
    if (!isOfSignature || value === undefined) return { ...made, secrets: [signature] };
    const changed = typeof value === 'string' ? withSignature(value) : value.map(withSignature);
    return { ...presented({ ...headers, [AUTHORIZATION]: changed }, made.meaning), secrets: [signature] };
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}

const SIGNATURE_MARK = 'Signature=';

function presented(headers: Presented['headers'], meaning: Presented['meaning']): Presented {
  const texts = [headers[AUTHORIZATION] ?? ''].flat();
  const secrets = texts.map((text) => text.split(SIGNATURE_MARK).at(-1) ?? '').filter((text) => text !== '');
  return { headers, meaning, secrets };
}

/** Whether a change has put a whole header in place of the signature. */
function isUnderScheme(value: string | readonly string[] | undefined): boolean {
  return typeof value === 'string' && /^[A-Za-z][\w-]* /.test(value);
}

function alteredBy(use: CredentialUse, signature: string): string {
  if (use === 'altered-early') return altered(signature, 0);
  return altered(signature, use === 'altered-late' ? signature.length - 1 : undefined);
}

function authorizationOf(signing: Signing): string {
  const { target, key, time } = signing;
  const headers = { ...signing.headers, ...headersOf(signing) };
  return authorization({ target, headers }, signatureDate(time), key);
}

/** Returns the headers that go with a signature, and are signed. */
function headersOf({ time, securityToken }: Signing): Readonly<Record<string, string>> {
  return {
    [DATE]: signatureDate(time),
    ...(securityToken === undefined ? {} : { [SECURITY_TOKEN]: securityToken }),
  };
}

/** What stands between client and deployment may change other headers: they are not signed. */
function contentType(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() === 'content-type'),
  );
}
