/** The one read-only client. It paces every request of a run, retries it after noise and records it. */
import { setMaxListeners } from 'node:events';
import { pathPrefix } from '../contract/base-url.ts';
import type { RequestHeaders } from '../contract/headers.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import {
  type ClientRequest,
  type Exchange,
  isExchange,
  type Recorder,
  type Recording,
  type TimeoutPolicy,
} from './exchange.ts';
import type { FailureKind } from './failure.ts';
import { backoff, type NoiseCounts, type NoiseKind, noNoise, retryAfter } from './noise.ts';
import { Pace } from './pace.ts';
import { Redactor } from './redaction.ts';
import { Semaphore } from './semaphore.ts';
import { Sender } from './sender.ts';
import type { Transport } from './transport.ts';

export type { ClientRequest } from './exchange.ts';

/** How often a run retries after noise. */
export interface RetryLimits {
  /** Retries in the whole run, in addition to one for every ten answers; 200 by default. */
  readonly retries?: number;
  /** Attempts at one request; 6 by default. */
  readonly attempts?: number;
}

export interface ClientOptions {
  readonly transport: Transport;
  /** The headers that the contract asks of every request. */
  readonly headers: RequestHeaders;
  /** Headers to add to every request, whose values are secret, such as the key of a gateway. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Prefix of every path; the transport's own prefix by default. */
  readonly basePath?: string;
  readonly credentials: Credentials;
  readonly pacing: {
    /** Maximum of requests a second; unlimited by default. */
    readonly rate?: number | undefined;
    /** Maximum of requests under way at the same time. */
    readonly concurrency: number;
  };
  readonly retryLimits?: RetryLimits;
  readonly recorder?: Recorder;
  readonly clock?: Clock;
  /** Milliseconds that copies and caches need to catch up with a change of the data; 2,000 by default. */
  readonly catchUpMs?: number;
  /** Returns a number in [0, 1), the jitter of waits. */
  readonly random?: () => number;
  /** Key of the digests that replace credentials; random by default. */
  readonly digestKey?: Uint8Array;
}

export interface Client {
  /**
   * Sends one GET and returns the deployment's own answer, whatever its status.
   * @throws Unanswered if noise lasts beyond the retry limits, or the deployment cannot be reached
   */
  send(request: ClientRequest): Promise<Exchange>;
  /** Waits until the deployment's copies and caches have caught up with a change of its data. */
  catchUp(): Promise<void>;
  /** Noise so far, by kind. */
  readonly noise: NoiseCounts;
  /** Requests sent so far, with retries. */
  readonly sent: number;
  /** Requests a second that throttling has slowed the run to; undefined where no request waits for it. */
  readonly slowedTo: number | undefined;
  /** The request that has waited longest; undefined where no request is under way. */
  readonly waitingFor: Waiting | undefined;
  /** Ends waiting requests and those under way with Unanswered, and closes the connections. */
  close(): Promise<void>;
}

export interface Waiting {
  readonly path: string;
  readonly milliseconds: number;
}

/** The deployment itself did not answer. Whatever depends on the answer is inconclusive. */
export class Unanswered extends Error {
  readonly reason: string;
  readonly attempts: number;
  /** Absent where the last attempt got an answer with a status that counts as noise. */
  readonly kind?: FailureKind;
  readonly lastStatus?: number;

  constructor(
    reason: string,
    attempts: number,
    last: { readonly kind?: FailureKind; readonly lastStatus?: number } = {},
  ) {
    super(reason);
    this.name = 'Unanswered';
    this.reason = reason;
    this.attempts = attempts;
    if (last.kind !== undefined) this.kind = last.kind;
    if (last.lastStatus !== undefined) this.lastStatus = last.lastStatus;
  }

  /** Returns the error of a request that was given up. @param recording of its last attempt */
  static after({ unanswered, failure, answer, attempts }: Recording): Unanswered {
    return new Unanswered(unanswered ?? failure?.reason ?? '', attempts, {
      ...(failure === undefined ? {} : { kind: failure.kind }),
      ...(answer === undefined ? {} : { lastStatus: answer.status }),
    });
  }
}

/** Time-outs cost more time than other noise, so they are retried less often. */
const ATTEMPTS_AT_TIMEOUTS = 3;

/** One more retry is allowed for every so many answers: a long run meets more noise than a short one. */
const ANSWERS_A_RETRY = 10;

export function createClient(options: ClientOptions): Client {
  return new PacedClient(options);
}

class PacedClient implements Client {
  readonly #sender: Sender;
  readonly #transport: Transport;
  readonly #record: Recorder;
  readonly #clock: Clock;
  readonly #catchUpMs: number;
  readonly #random: () => number;
  readonly #semaphore: Semaphore;
  readonly #pace: Pace;
  readonly #retryLimits: Required<RetryLimits>;
  readonly #closing = new AbortController();
  readonly #noise = noNoise();
  /** Requests without an answer yet, with the time of their first attempt, oldest first. */
  readonly #underWay = new Map<ClientRequest, number>();
  #answers = 0;
  #retries = 0;

  constructor(options: ClientOptions) {
    const { transport, pacing, clock = systemClock } = options;
    setMaxListeners(0, this.#closing.signal);
    this.#sender = new Sender({
      transport,
      clock,
      prefix: options.basePath ?? (transport.base === undefined ? '' : pathPrefix(transport.base)),
      headers: options.headers,
      secretHeaders: options.secretHeaders ?? {},
      credentials: options.credentials,
      redactor: new Redactor(options.digestKey),
      signal: this.#closing.signal,
    });
    this.#transport = transport;
    this.#record = options.recorder ?? (() => undefined);
    this.#clock = clock;
    this.#catchUpMs = options.catchUpMs ?? 2_000;
    this.#random = options.random ?? Math.random;
    this.#semaphore = new Semaphore(pacing.concurrency);
    this.#pace = new Pace(clock, pacing.rate);
    this.#retryLimits = { retries: 200, attempts: 6, ...options.retryLimits };
  }

  get noise(): NoiseCounts {
    return { ...this.#noise };
  }

  get sent(): number {
    return this.#sender.sent;
  }

  get slowedTo(): number | undefined {
    return this.#pace.slowedTo;
  }

  get waitingFor(): Waiting | undefined {
    const [oldest] = this.#underWay;
    if (oldest === undefined) return undefined;
    return { path: oldest[0].path, milliseconds: this.#clock.now() - oldest[1] };
  }

  async send(request: ClientRequest): Promise<Exchange> {
    await this.#semaphore.enter();
    try {
      return await this.#sendWithRetries(request);
    } finally {
      this.#underWay.delete(request);
      this.#semaphore.leave();
    }
  }

  catchUp(): Promise<void> {
    return this.#catchUpMs === 0
      ? Promise.resolve()
      : this.#clock.sleep(this.#catchUpMs, this.#closing.signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#transport.close();
  }

  /** Sends a request until it is answered or the retry limits are reached. */
  async #sendWithRetries(request: ClientRequest): Promise<Exchange> {
    for (let attempts = 1; ; attempts += 1) {
      await this.#pace.turn(this.#closing.signal);
      if (this.#closing.signal.aborted)
        throw new Unanswered('the client was closed', attempts - 1, { kind: 'closed' });
      if (attempts === 1) this.#underWay.set(request, this.#clock.now());
      const recording = await this.#sender.attempt(request, attempts);
      if (isExchange(recording)) {
        await this.#record(recording);
        this.#answers += 1;
        this.#pace.answered();
        return recording;
      }
      const wait = this.#waitAfter(recording);
      const unanswered = this.#giveUpReason(recording, request);
      await this.#record(unanswered === undefined ? recording : { ...recording, unanswered });
      if (unanswered !== undefined) throw Unanswered.after({ ...recording, unanswered });
      await this.#clock.sleep(wait, this.#closing.signal);
    }
  }

  /** Counts the noise. Returns why the request must not, or may no longer, be retried; undefined where it may. */
  #giveUpReason(
    { answer, failure, noise, attempts }: Recording,
    { timeouts: patience }: ClientRequest,
  ): string | undefined {
    const what = failure?.reason ?? `the deployment answered ${answer?.status}`;
    if (noise === undefined) return what;
    this.#noise[noise] += 1;
    if (attempts >= this.#attemptsAt(noise, patience))
      return attempts === 1 ? what : `${what}, in the last of ${attempts} attempts`;
    const allowed = this.#retryLimits.retries + Math.floor(this.#answers / ANSWERS_A_RETRY);
    if (this.#retries >= allowed) return `${what}, and the run's limit of ${allowed} retries is reached`;
    this.#retries += 1;
    return undefined;
  }

  #attemptsAt(noise: NoiseKind, patience: TimeoutPolicy = { attempts: ATTEMPTS_AT_TIMEOUTS }): number {
    return noise === 'timeout'
      ? Math.min(patience.attempts, this.#retryLimits.attempts)
      : this.#retryLimits.attempts;
  }

  /** Returns milliseconds to wait before the next attempt. Slows the whole run if the deployment asks for it. */
  #waitAfter({ answer, noise, attempts, startedAt }: Recording): number {
    const now = this.#clock.now();
    const asked = retryAfter(answer?.headers['retry-after'], now);
    if (noise === '429') this.#pace.throttled(startedAt, asked > 0);
    if (asked > 0) this.#pace.holdUntil(now + asked);
    return backoff(attempts, this.#random);
  }
}
