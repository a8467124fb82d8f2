/** Sends one request once, with a credential, and returns a recording that contains no secret. */
import type { RequestHeaders } from '../contract/headers.ts';
import { SUITE } from '../contract/package.ts';
import type { Clock } from './clock.ts';
import { ACCEPT_ENCODING } from './content-coding.ts';
import type { Credentials } from './credentials.ts';
import type { Answer, ClientRequest, Recording } from './exchange.ts';
import { TransportFailure } from './failure.ts';
import { noiseOfFailure, noiseOfStatus } from './noise.ts';
import type { Redactor } from './redaction.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

/** Headers of every request that are the client's own. */
const CLIENT_HEADERS: Readonly<Record<string, string>> = {
  'Accept-Encoding': ACCEPT_ENCODING,
  'User-Agent': `${SUITE.name}/${SUITE.version}`,
};

interface SenderParts {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Prefix of every path. */
  readonly prefix: string;
  readonly headers: RequestHeaders;
  readonly credentials: Credentials;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

export class Sender {
  readonly #parts: SenderParts;
  readonly #headers: Readonly<Record<string, string>>;
  #sent = 0;
  #hasAnswered = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#headers = { ...parts.headers.common, ...CLIENT_HEADERS };
  }

  /** Requests sent so far. */
  get sent(): number {
    return this.#sent;
  }

  /** @param attempts number of this attempt at the request, from 1 */
  async attempt(request: ClientRequest, attempts: number): Promise<Recording> {
    const { transport, clock, credentials, redactor } = this.#parts;
    const { query, credential = 'own', from, timeouts: patience } = request;
    const path = this.#parts.prefix + request.path;
    const target = query === '' ? path : `${path}?${query}`;
    const startedAt = clock.now();
    const unsigned = { target, host: transport.base?.host ?? '', headers: this.#headers, time: startedAt };
    const presented = await credentials.headersFor(unsigned, credential, this.#parts.headers.token);
    this.#sent += 1;
    const sequence = this.#sent;
    const outcome = await this.#exchange({
      target,
      headers: { ...this.#headers, ...presented },
      ...(patience?.timeoutMs === undefined ? {} : { timeoutMs: patience.timeoutMs }),
    });
    const headers = { ...this.#headers, ...redactor.credentialHeaders(presented) };
    return {
      sequence,
      request: { target, path, query, headers, credential },
      ...(from === undefined ? {} : { from }),
      ...outcome,
      startedAt,
      milliseconds: clock.now() - startedAt,
      attempts,
    };
  }

  async #exchange(request: WireRequest): Promise<Pick<Recording, 'answer' | 'failure' | 'noise'>> {
    const { transport, signal } = this.#parts;
    try {
      const answer = this.#withoutSecrets(await transport.exchange(request, signal));
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

  #withoutSecrets(answer: WireAnswer): Answer {
    const { credentials, redactor } = this.#parts;
    const secrets = credentials.secrets();
    if (secrets.length === 0) return answer;
    return {
      ...answer,
      headers: redactor.headers(answer.headers, secrets),
      body: redactor.body(answer.body, secrets),
    };
  }
}
