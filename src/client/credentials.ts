/** Who we say we are. A credential lends itself to requests and shows itself to nobody. */
import { inspect } from 'node:util';
import type { CredentialUse } from './exchange.ts';

/** A request as a signer needs to see it. The method is always GET. */
export interface Unsigned {
  readonly target: string;
  /** The `Host` header; empty where there is no network. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface Credentials {
  readonly kind: 'none' | 'token';
  /** The headers that present the credential on a request; none for use `none`. */
  adorn(
    request: Unsigned,
    use: CredentialUse,
  ): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** What must never be written anywhere: looked for in every answer. */
  secrets(): readonly string[];
}

/** Credentials that cannot be used; the message says what to do in a line, without the value. */
export class CredentialsError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CredentialsError';
  }
}

export const noCredentials: Credentials = { kind: 'none', adorn: () => ({}), secrets: () => [] };

const REDACTED = '[redacted]';

class TokenCredentials implements Credentials {
  readonly kind = 'token';
  readonly #tokens: PresentedTokens;
  readonly #secrets: readonly string[];

  constructor(token: string) {
    this.#tokens = presentedTokens(token);
    this.#secrets = Object.values(this.#tokens).filter((each) => each !== '');
  }

  adorn(_request: Unsigned, use: CredentialUse): Readonly<Record<string, string>> {
    return use === 'none' ? {} : { 'X-Auth-Token': this.#tokens[use] };
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/** Credentials that are a token, sent as `X-Auth-Token`. @throws CredentialsError where no header can carry it */
export function tokenCredentials(token: string): Credentials {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CredentialsError(
      'the token is empty, or holds a blank or a character that no header can carry',
    );
  }
  return new TokenCredentials(token);
}

/**
 * The credentials that the environment holds, or none.
 * @throws CredentialsError where it holds some that cannot be used
 */
export function readCredentials(env: Readonly<Record<string, string | undefined>>): Credentials {
  const token = env.RDS_AUTH_TOKEN?.trim() ?? '';
  if (token !== '') return tokenCredentials(token);
  if (env.RDS_ACCESS_KEY || env.RDS_SECRET_KEY) {
    throw new CredentialsError(
      'signing with RDS_ACCESS_KEY and RDS_SECRET_KEY is not supported yet: set RDS_AUTH_TOKEN',
    );
  }
  return noCredentials;
}

/** The token that goes along for each use of a credential but `none`. */
export type PresentedTokens = Readonly<Record<Exclude<CredentialUse, 'none'>, string>>;

/** A token as it is, and in the ways that are none of ours; always the same ones of the same token. */
export function presentedTokens(token: string): PresentedTokens {
  const middle = Math.floor((token.length - 1) / 2);
  return {
    own: token,
    empty: '',
    altered: alterToken(token, middle),
    'altered-early': alterToken(token, 0),
    // The last characters may be padding, which some decoders overlook.
    'altered-late': alterToken(token, Math.max(middle, token.length - 6)),
  };
}

function alterToken(token: string, place: number): string {
  const other = token[place] === 'A' ? 'B' : 'A';
  return token.slice(0, place) + other + token.slice(place + 1);
}
