/**
 * Tokens that can be had anew: of the identity service, of a command, of a file. One is renewed before it expires, and
 * where the deployment refuses one that it has accepted before; once for all requests under way.
 */
import { inspect } from 'node:util';
import { type Credentials, tokenCredentials, type UnsignedRequest } from './credentials.ts';
import type { CredentialUse, Present, Presented } from './exchange.ts';

export interface ObtainedToken {
  readonly token: string;
  /** Milliseconds since the epoch, where it is known. */
  readonly expiresAt?: number;
}

/** Milliseconds before its end at which a token is renewed, or a tenth of its life if that is shorter. */
const MARGIN = 5 * 60_000;

/** A deployment that refuses a token so soon after it was renewed refuses the request, and not the token. */
const SHORTEST_LIFE = 60_000;

/** Number of a token, from 1. */
type Generation = number;

/**
 * Returns the credentials of the tokens that `obtain` returns.
 * @param first the token to begin with
 * @throws CredentialsError where no header can carry the first token
 */
export function renewingCredentials(
  kind: 'token' | 'iam',
  first: ObtainedToken,
  obtain: () => Promise<ObtainedToken>,
  now: () => number = Date.now,
): Credentials {
  return new RenewingCredentials(kind, first, obtain, now);
}

class RenewingCredentials implements Credentials {
  readonly kind: 'token' | 'iam';
  readonly #obtain: () => Promise<ObtainedToken>;
  readonly #now: () => number;
  readonly #secrets: string[] = [];
  #token: Credentials;
  #text: string;
  #generation: Generation = 1;
  #hasBeenAccepted = false;
  #obtainedAt: number;
  #expiresAt: number | undefined;
  #renewal: Promise<boolean> | undefined;

  constructor(
    kind: 'token' | 'iam',
    first: ObtainedToken,
    obtain: () => Promise<ObtainedToken>,
    now: () => number,
  ) {
    this.kind = kind;
    this.#obtain = obtain;
    this.#now = now;
    this.#text = first.token;
    this.#token = tokenCredentials(first.token);
    this.#secrets.push(...this.#token.secrets());
    this.#obtainedAt = now();
    this.#expiresAt = first.expiresAt;
  }

  async headersFor(
    request: UnsignedRequest,
    use: CredentialUse,
    tokenHeader: string,
    present?: Present,
  ): Promise<Presented> {
    if (use !== 'none' && this.#isDue()) await this.#renewOnce();
    const generation = this.#generation;
    return { ...(await this.#token.headersFor(request, use, tokenHeader, present)), generation };
  }

  accepted(generation: Generation): void {
    if (generation === this.#generation) this.#hasBeenAccepted = true;
  }

  /** The first token may be an old one; a later one is renewed only if it was accepted, and not at once. */
  async renew(generation: Generation): Promise<boolean> {
    if (generation < this.#generation) return true;
    const isFresh = this.#now() - this.#obtainedAt < SHORTEST_LIFE;
    if (generation > 1 && (isFresh || !this.#hasBeenAccepted)) return false;
    return this.#renewOnce();
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }

  #isDue(): boolean {
    if (this.#expiresAt === undefined) return false;
    const life = this.#expiresAt - this.#obtainedAt;
    return this.#now() >= this.#expiresAt - Math.min(MARGIN, life / 10);
  }

  #renewOnce(): Promise<boolean> {
    this.#renewal ??= this.#replace().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** Returns whether there is another token now. A renewal that fails leaves the old one: the deployment judges it. */
  async #replace(): Promise<boolean> {
    try {
      const { token, expiresAt } = await this.#obtain();
      this.#obtainedAt = this.#now();
      this.#expiresAt = expiresAt;
      if (token === this.#text) return false;
      this.#token = tokenCredentials(token);
      this.#text = token;
      this.#secrets.push(...this.#token.secrets());
      this.#generation += 1;
      this.#hasBeenAccepted = false;
      return true;
    } catch {
      // It is not tried again for every request.
      this.#obtainedAt = this.#now();
      this.#expiresAt = undefined;
      return false;
    }
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
