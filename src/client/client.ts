/** The one read-only client: every request of a run is paced, retried over noise and recorded here. */
import { setMaxListeners } from 'node:events';
import { pathPrefix } from '../contract/base-url.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { ClientRequest, Exchange, Patience, Recorder, Recording } from './exchange.ts';
import type { FailureKind } from './failure.ts';
import { backoff, type NoiseCounts, type NoiseKind, noNoise, retryAfter } from './noise.ts';
import { Pace } from './pace.ts';
import { Redactor } from './redaction.ts';
import { Semaphore } from './semaphore.ts';
import { Sender } from './sender.ts';
import type { Transport } from './transport.ts';

export type { ClientRequest } from './exchange.ts';

/** How much noise a run puts up with. */
export interface Allowance {
  /** Retries in the whole run, beside one for every ten answers; 200 unless said. */
  readonly retries?: number;
  /** Attempts at one request; 6 unless said. */
  readonly attempts?: number;
}

export interface ClientOptions {
  readonly transport: Transport;
  /** Stands before every path; the transport's own prefix unless said. */
  readonly basePath?: string;
  readonly credentials: Credentials;
  readonly pacing: {
    /** Most requests a second; unlimited unless said. */
    readonly rate?: number | undefined;
    /** Most requests under way at once. */
    readonly concurrency: number;
  };
  readonly allowance?: Allowance;
  readonly recorder?: Recorder;
  readonly clock?: Clock;
  /** Milliseconds in which copies and caches catch up with a change of the data: 2,000 unless said. */
  readonly catchUpMs?: number;
  /** Answers a number in [0, 1): the jitter of waits. */
  readonly random?: () => number;
  /** Key of the digests that stand for credentials; random unless given. */
  readonly digestKey?: Uint8Array;
}

export interface Client {
  /**
   * Sends one GET and answers the deployment's own answer, of any status.
   * @throws Unanswered where noise outlasted the allowance, or the deployment cannot be reached
   */
  send(request: ClientRequest): Promise<Exchange>;
  /** Lets the time pass in which a deployment's copies and caches catch up with a change of its data. */
  catchUp(): Promise<void>;
  /** Noise met so far, by kind. */
  readonly noise: NoiseCounts;
  /** Requests put on the wire so far, retries included. */
  readonly sent: number;
  /** Requests a second that throttling has slowed the run to; undefined where it holds nothing up. */
  readonly slowedTo: number | undefined;
  /** What has been waited for longest, and for how many milliseconds; undefined where nothing is under way. */
  readonly waitingFor: Waiting | undefined;
  /** Ends requests that wait or are under way with Unanswered, and lets go of the connections. */
  close(): Promise<void>;
}

export interface Waiting {
  readonly path: string;
  readonly milliseconds: number;
}

/** No answer of the deployment's own was to be had: whatever depends on it is inconclusive. */
export class Unanswered extends Error {
  readonly reason: string;
  readonly attempts: number;
  /** Class of the failure; absent where the last attempt was answered with a noisy status. */
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

  /** The error that a given-up request ends with. @param recording of its last attempt */
  static after({ unanswered, failure, answer, attempts }: Recording): Unanswered {
    return new Unanswered(unanswered ?? failure?.reason ?? '', attempts, {
      ...(failure === undefined ? {} : { kind: failure.kind }),
      ...(answer === undefined ? {} : { lastStatus: answer.status }),
    });
  }
}

/** A time-out costs the most of a run's time, so it is tried less often than other noise. */
const ATTEMPTS_AT_TIMEOUTS = 3;

/** For every so many answers one more retry is allowed: a long run meets more noise than a short one. */
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
  readonly #allowance: Required<Allowance>;
  readonly #closing = new AbortController();
  readonly #noise = noNoise();
  /** Requests that wait for their answer, by the time of their first attempt; in that order. */
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
    this.#allowance = { retries: 200, attempts: 6, ...options.allowance };
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
      return await this.#insist(request);
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

  /** Attempts a request until it is answered, or the allowance is spent. */
  async #insist(request: ClientRequest): Promise<Exchange> {
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
      const unanswered = this.#account(recording, request);
      await this.#record(unanswered === undefined ? recording : { ...recording, unanswered });
      if (unanswered !== undefined) throw Unanswered.after({ ...recording, unanswered });
      await this.#clock.sleep(wait, this.#closing.signal);
    }
  }

  /** Counts what was not answered; answers why it is given up, where it must not, or may no longer, be retried. */
  #account({ answer, failure, noise, attempts }: Recording, { patience }: ClientRequest): string | undefined {
    const what = failure?.reason ?? `the deployment answered ${answer?.status}`;
    if (noise === undefined) return what;
    this.#noise[noise] += 1;
    if (attempts >= this.#attemptsAt(noise, patience))
      return attempts === 1 ? what : `${what}, at the last of ${attempts} attempts`;
    const allowed = this.#allowance.retries + Math.floor(this.#answers / ANSWERS_A_RETRY);
    if (this.#retries >= allowed) return `${what}, and the run's allowance of ${allowed} retries is spent`;
    this.#retries += 1;
    return undefined;
  }

  #attemptsAt(noise: NoiseKind, patience: Patience = { attempts: ATTEMPTS_AT_TIMEOUTS }): number {
    return noise === 'timeout'
      ? Math.min(patience.attempts, this.#allowance.attempts)
      : this.#allowance.attempts;
  }

  /** Milliseconds before the next attempt; slows everyone down where the deployment asks for it. */
  #waitAfter({ answer, noise, attempts, startedAt }: Recording): number {
    const now = this.#clock.now();
    const asked = retryAfter(answer?.headers['retry-after'], now);
    if (noise === '429') this.#pace.throttled(startedAt, asked > 0);
    if (asked > 0) this.#pace.holdUntil(now + asked);
    return backoff(attempts, this.#random);
  }
}

function isExchange(recording: Recording): recording is Exchange {
  return recording.answer !== undefined && recording.noise === undefined;
}
