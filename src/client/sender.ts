/** Sends one request once, with a credential, and returns a recording that contains no secret. */
import type { RequestHeaders } from '../contract/headers.ts';
import { SUITE } from '../contract/package.ts';
import type { Clock } from './clock.ts';
import { ACCEPT_ENCODING } from './content-coding.ts';
import type { Credentials } from './credentials.ts';
import type { Answer, ClientRequest, HeaderChanges, Presented, Recording } from './exchange.ts';
import { TransportFailure } from './failure.ts';
import { noiseOfFailure, noiseOfStatus } from './noise.ts';
import type { Redactor } from './redaction.ts';
import type { Stop } from './stop.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

/** Headers of every request that are the client's own. */
const CLIENT_HEADERS: Readonly<Record<string, string>> = {
  'Accept-Encoding': ACCEPT_ENCODING,
  'User-Agent': `${SUITE.name}/${SUITE.version}`,
};

const UNAUTHORIZED = 401;

interface SenderParts {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Prefix of every path. */
  readonly prefix: string;
  readonly headers: RequestHeaders;
  /** Headers of every request whose values are secret, such as the key of a gateway. */
  readonly secretHeaders: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

export class Sender {
  readonly #parts: SenderParts;
  readonly #headers: Readonly<Record<string, string>>;
  #sent = 0;
  #hasAnswered = false;
  /** Requests that were sent again with another token. */
  readonly #renewedFor = new WeakSet<ClientRequest>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#headers = { ...parts.headers.common, ...CLIENT_HEADERS };
  }

  /** Requests sent so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Returns the recording of an attempt that is not made any more. */
  unsent(request: ClientRequest, attempts: number, { cause, says }: Stop): Recording {
    const { query, credential = 'own', from, headers: changes } = request;
    const path = this.#parts.prefix + request.path;
    return {
      sequence: this.#sent,
      request: {
        target: query === '' ? path : `${path}?${query}`,
        path,
        query,
        headers: {},
        credential,
        ...(changes === undefined ? {} : { changes }),
      },
      ...(from === undefined ? {} : { from }),
      failure: { kind: 'not-sent', reason: says },
      startedAt: this.#parts.clock.now(),
      milliseconds: 0,
      attempts,
      unanswered: says,
      stop: cause,
    };
  }

  /**
   * @param attempts number of this attempt at the request, from 1
   * @param mostMs milliseconds that it may take at most
   */
  async attempt(request: ClientRequest, attempts: number, mostMs?: number): Promise<Recording> {
    const { transport, clock, credentials, redactor, secretHeaders } = this.#parts;
    const { query, credential = 'own', from, timeouts: patience, headers: changes } = request;
    const path = this.#parts.prefix + request.path;
    const target = query === '' ? path : `${path}?${query}`;
    const startedAt = clock.now();
    const plain = changes === undefined ? this.#headers : changed(this.#headers, changes);
    const unsigned = { target, host: transport.base?.host ?? '', headers: plain, time: startedAt };
    const presented = await credentials.headersFor(
      unsigned,
      credential,
      this.#parts.headers.token,
      request.present,
    );
    this.#sent += 1;
    const sequence = this.#sent;
    const isChanged = request.present !== undefined;
    const outcome = await this.#exchange(
      {
        target,
        headers: { ...plain, ...secretHeaders, ...presented.headers },
        ...shortest(patience?.timeoutMs, mostMs),
        ...(request.isFirstOnConnection === true ? { isFirstOnConnection: true } : {}),
      },
      isChanged ? textsOf(presented) : [],
      presented.secrets ?? [],
    );
    const renewed = await this.#isRenewed(request, credential, presented.generation, outcome.answer?.status);
    const secret = { ...secretHeaders, ...presented.headers };
    const headers = { ...plain, ...redactor.credentialHeaders(secret) };
    return {
      sequence,
      request: {
        target,
        path,
        query,
        headers,
        credential,
        ...(isChanged ? { meaning: presented.meaning } : {}),
        ...(changes === undefined ? {} : { changes }),
      },
      ...(from === undefined ? {} : { from }),
      ...outcome,
      ...(renewed ? { noise: '401' as const } : {}),
      startedAt,
      milliseconds: clock.now() - startedAt,
      attempts,
    };
  }

  /** Whether the token was refused and another one is there: then the refusal was the token's. Once for each request. */
  async #isRenewed(
    request: ClientRequest,
    credential: ClientRequest['credential'],
    generation: number | undefined,
    status: number | undefined,
  ): Promise<boolean> {
    const { credentials } = this.#parts;
    if (credential !== 'own' || generation === undefined || status === undefined) return false;
    if (status !== UNAUTHORIZED) {
      if (status < UNAUTHORIZED) credentials.accepted?.(generation);
      return false;
    }
    if (this.#renewedFor.has(request)) return false;
    const renewed = (await credentials.renew?.(generation)) ?? false;
    if (renewed) this.#renewedFor.add(request);
    return renewed;
  }

  async #exchange(
    request: WireRequest,
    presented: readonly string[],
    ownSecrets: readonly string[],
  ): Promise<Pick<Recording, 'answer' | 'failure' | 'noise'>> {
    const { transport, signal } = this.#parts;
    try {
      const answer = this.#withoutSecrets(await transport.exchange(request, signal), presented, ownSecrets);
      this.#hasAnswered = true;
      const noise = noiseOfStatus(answer.status);
      return noise === undefined ? { answer } : { answer, noise };
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      const failure = { kind: error.kind, reason: error.message };
      const noise = noiseOfFailure(error.kind, this.#hasAnswered);
      return noise === undefined ? { failure } : { failure, noise };
    }
  }

  /**
   * @param presented texts of a changed credential: what a deployment repeats of them is removed too
   * @param ownSecrets of this request alone
   */
  #withoutSecrets(answer: WireAnswer, presented: readonly string[], ownSecrets: readonly string[]): Answer {
    const { transport, credentials, redactor, secretHeaders } = this.#parts;
    const secrets = [
      ...ownSecrets,
      ...credentials.secrets(),
      ...(transport.secrets ?? []),
      ...Object.values(secretHeaders),
    ];
    if (secrets.length === 0) return answer;
    const fragments = presented.length === 0 ? undefined : redactor.fragments([...secrets, ...presented]);
    const headers = redactor.headers(answer.headers, secrets);
    const body = redactor.body(answer.body, secrets);
    return {
      ...answer,
      headers: fragments === undefined ? headers : fragments.headers(headers),
      body: fragments === undefined ? body : fragments.body(body),
    };
  }
}

/** Names of headers are compared without case. */
function changed(
  headers: Readonly<Record<string, string>>,
  changes: HeaderChanges,
): Readonly<Record<string, string>> {
  const names = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  return Object.fromEntries([
    ...Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())),
    ...Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  ]);
}

function textsOf({ headers }: Presented): readonly string[] {
  return Object.values(headers).flat();
}

function shortest(...limits: readonly (number | undefined)[]): Pick<WireRequest, 'timeoutMs'> {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? {} : { timeoutMs: Math.min(...given) };
}
