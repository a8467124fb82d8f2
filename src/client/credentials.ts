/** Credentials. They add headers to requests; they are never printed or serialized. */
import { inspect } from 'node:util';
import type { CredentialUse, PlainUse, Present, Presented } from './exchange.ts';

/** What a signature is computed from. The method is always GET. */
export interface UnsignedRequest {
  readonly target: string;
  /** The `Host` header; empty without a network. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface Credentials {
  readonly kind: 'none' | 'token' | 'key' | 'iam';
  /**
   * Returns the headers that carry the credential; none for use `none`.
   * @param tokenHeader name of a token's header
   * @param present makes a changed credential
   */
  headersFor(
    request: UnsignedRequest,
    use: CredentialUse,
    tokenHeader: string,
    present?: Present,
  ): Presented | Promise<Presented>;
  /** Tells that a deployment accepted the token of that number. */
  accepted?(generation: number): void;
  /** Renews the token of that number, which was refused. Returns whether there is a newer one to try. */
  renew?(generation: number): Promise<boolean>;
  /** Returns the texts that must never be written anywhere; they are removed from every answer. */
  secrets(): readonly string[];
}

/** Credentials that cannot be used. The message is one line that says what to do, without the value. */
export class CredentialsError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CredentialsError';
  }
}

const NOTHING: Presented = { headers: {}, meaning: 'other' };

export const noCredentials: Credentials = { kind: 'none', headersFor: () => NOTHING, secrets: () => [] };

const REDACTED = '[redacted]';

class TokenCredentials implements Credentials {
  readonly kind = 'token';
  readonly #tokens: PresentedTokens;
  readonly #secrets: readonly string[];

  constructor(token: string) {
    this.#tokens = presentedTokens(token);
    this.#secrets = Object.values(this.#tokens).filter((each) => each !== '');
  }

  headersFor(
    _request: UnsignedRequest,
    use: CredentialUse,
    tokenHeader: string,
    present?: Present,
  ): Presented {
    if (use === 'none') return NOTHING;
    if (isPlain(use))
      return { headers: { [tokenHeader]: this.#tokens[use] }, meaning: use === 'own' ? 'same' : 'other' };
    if (present === undefined) throw new TypeError(`nobody says how to present "${use}"`);
    return present(this.#tokens.own, tokenHeader);
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

/** Returns token credentials. @throws CredentialsError if no header can carry the token */
export function tokenCredentials(token: string): Credentials {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CredentialsError(
      'the token is empty, or contains a blank or a character that no header can carry',
    );
  }
  return new TokenCredentials(token);
}

function isPlain(use: CredentialUse): use is PlainUse {
  return !use.startsWith('changed ');
}

/** The token to send for each plain use of a credential except `none`. */
export type PresentedTokens = Readonly<Record<Exclude<PlainUse, 'none'>, string>>;

/** Returns a token and its altered forms. The same token always gives the same forms. */
export function presentedTokens(token: string): PresentedTokens {
  const middle = Math.floor((token.length - 1) / 2);
  return {
    own: token,
    empty: '',
    altered: alterToken(token, middle),
    'altered-early': alterToken(token, 0),
    // The last characters may be padding, which some decoders ignore.
    'altered-late': alterToken(token, Math.max(middle, token.length - 6)),
  };
}

function alterToken(token: string, place: number): string {
  const other = token[place] === 'A' ? 'B' : 'A';
  return token.slice(0, place) + other + token.slice(place + 1);
}
