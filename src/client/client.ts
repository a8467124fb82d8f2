/** The one read-only client. It paces every request of a run, retries it after noise and records it. */
import { setMaxListeners } from 'node:events';
import { pathPrefix } from '../contract/base-url.ts';
import type { RequestHeaders } from '../contract/headers.ts';
import { type Clock, systemClock } from './clock.ts';
import { ControlCheck, type ControlOutcome } from './control-check.ts';
import type { Credentials } from './credentials.ts';
import {
  type ClientRequest,
  type Exchange,
  isExchange,
  type Recorder,
  type Recording,
  stopMetIn,
  type TimeoutPolicy,
} from './exchange.ts';
import type { Guard } from './guard.ts';
import { Ceilings, type RunLimits } from './limits.ts';
import { Liveness } from './liveness.ts';
import { backoff, type NoiseCounts, type NoiseKind, noNoise, retryAfter } from './noise.ts';
import { Pace } from './pace.ts';
import { Redactor } from './redaction.ts';
import { Semaphore } from './semaphore.ts';
import { Sender } from './sender.ts';
import { firstStop, type Stop, type StopCause, type StopMet } from './stop.ts';
import type { Transport } from './transport.ts';
import { Unanswered } from './unanswered.ts';

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
  /** Hard ceilings of the run; none by default. */
  readonly limits?: RunLimits;
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
  /** From now on watches whether the deployment is still the one that it was. */
  guard(guard: Guard): void;
  /** Lowers the most requests that the run sends. */
  lowerBudget(requests: number): void;
  /** Stops the run: nothing more is sent. @param says one line for people */
  interrupt(says: string): void;
  /** What has stopped the run, where a request met it. */
  readonly stop: StopMet | undefined;
  /** Waits. */
  pause(milliseconds: number): Promise<void>;
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
  readonly #ceilings: Ceilings;
  readonly #liveness = new Liveness();
  readonly #noise = noNoise();
  /** Requests without an answer yet, with the time of their first attempt, oldest first. */
  readonly #underWay = new Map<ClientRequest, number>();
  /** Ends waits when the run is stopped. */
  readonly #halt = new AbortController();
  #halted: Stop | undefined;
  #stop: StopMet | undefined;
  #control: ControlCheck | undefined;
  #answers = 0;
  #retries = 0;

  constructor(options: ClientOptions) {
    const { transport, pacing, clock = systemClock } = options;
    setMaxListeners(0, this.#closing.signal, this.#halt.signal);
    this.#ceilings = new Ceilings(options.limits);
    this.#giveUpAfter(options.limits?.givenUp);
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
    return this.#catchUpMs === 0 ? Promise.resolve() : this.#sleep(this.#catchUpMs);
  }

  get stop(): StopMet | undefined {
    return this.#stop;
  }

  guard(guard: Guard): void {
    this.#control = new ControlCheck(guard, {
      now: () => this.#clock.now(),
      sleep: (milliseconds) => this.#sleep(milliseconds),
      send: (control) => this.#sendControl(control),
      giveUp: ({ answer }) =>
        this.#giveUpAfter({ cause: 'changed', says: whatChanged(answer.status, this.#answers) }),
    });
  }

  lowerBudget(requests: number): void {
    this.#ceilings.lowerTo(requests);
  }

  interrupt(says: string): void {
    this.#giveUpAfter({ cause: 'interrupted', says });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#halt.abort();
    await this.#transport.close();
  }

  pause(milliseconds: number): Promise<void> {
    return this.#sleep(milliseconds);
  }

  /** Sends a request until it is answered or the limits are reached. */
  async #sendWithRetries(request: ClientRequest): Promise<Exchange> {
    const began = this.#clock.now();
    for (let [attempts, ofLimit] = [1, 1]; ; attempts += 1, ofLimit += 1) {
      // Where it is doubtful whether the client is let in, further requests might prolong its ban.
      await this.#control?.underWay;
      await this.#pace.turn(this.#halt.signal, this.#ceilings.until);
      // A stop is recorded, so that the run can be judged again, even where the client is closed soon after it.
      if (this.#halted !== undefined) return this.#refuse(request, attempts, this.#halted);
      if (this.#closing.signal.aborted)
        throw new Unanswered('the client was closed', attempts - 1, { kind: 'closed' });
      const refusal = this.#ceilings.take(this.#clock.now(), request.confirms === true);
      if (refusal !== undefined) return this.#refuse(request, attempts, refusal);
      if (attempts === 1) this.#underWay.set(request, this.#clock.now());
      const recording = await this.#sender.attempt(request, attempts, this.#timeLeft());
      const { noise } = recording;
      if (noise === undefined && recording.answer !== undefined) return this.#answered(recording);
      const wait = this.#waitAfter(recording);
      let unanswered = this.#giveUpReason(recording, request, ofLimit);
      const stop = this.#stopAfter(recording);
      if (stop === undefined && unanswered !== undefined && noise !== undefined) {
        const check = await this.#isOut(began);
        if (check === 'again') {
          unanswered = undefined;
          ofLimit = 0;
        }
      }
      await this.#keep({
        ...recording,
        ...(unanswered === undefined ? {} : { unanswered }),
        ...(stop === undefined ? {} : { unanswered: stop.says, stop: stop.cause }),
      });
      if (stop !== undefined)
        throw Unanswered.after({ ...recording, unanswered: stop.says, stop: stop.cause });
      if (unanswered !== undefined) throw Unanswered.after({ ...recording, unanswered });
      await this.#sleep(wait);
    }
  }

  /** Records what a request came to. */
  async #keep(recording: Recording): Promise<void> {
    this.#stop = firstStop([this.#stop, stopMetIn(recording)]);
    await this.#record(recording);
  }

  /** @throws Unanswered, because a request is not sent any more */
  async #refuse(request: ClientRequest, attempts: number, stop: Stop): Promise<never> {
    const recording = this.#sender.unsent(request, attempts, stop);
    await this.#keep(recording);
    throw Unanswered.after(recording);
  }

  /** Takes an answer for the deployment's own unless a control query shows that it is not. */
  async #answered(recording: Recording): Promise<Exchange> {
    this.#giveUpAfter(this.#liveness.answered(this.#clock.now(), recording.milliseconds));
    this.#pace.answered();
    const problem = await this.#problemOf(recording);
    if (problem !== undefined) {
      const held = {
        ...recording,
        unanswered: problem.says,
        ...(problem.cause === undefined ? {} : { stop: problem.cause }),
      };
      await this.#keep(held);
      throw Unanswered.after(held);
    }
    if (!isExchange(recording)) throw new Error('an answer without noise is an exchange');
    await this.#keep(recording);
    this.#answers += 1;
    return recording;
  }

  /** Returns why an answer does not count; undefined where it does. */
  async #problemOf(
    recording: Recording,
  ): Promise<{ readonly says: string; readonly cause?: StopCause } | undefined> {
    const check = isExchange(recording) ? await this.#control?.checkAfter(recording) : undefined;
    if (check === undefined || check === 'good') return undefined;
    if (check === 'recovered')
      return {
        says: `a query that was answered before was refused just after this answer, which may not be the deployment's own`,
      };
    return this.#halted === undefined
      ? { says: 'the client was closed' }
      : { says: this.#halted.says, cause: this.#halted.cause };
  }

  /**
   * Whether a request that has used up its attempts is to be tried again: nothing was answered since it began, and then
   * the deployment came back. Ends the run's waiting where it does not.
   */
  async #isOut(began: number): Promise<'again' | 'given-up'> {
    if (this.#control === undefined || this.#liveness.lastAnswer > began) return 'given-up';
    return (await this.#control.check(began)) === 'recovered' ? 'again' : 'given-up';
  }

  /** Sends a control query once. */
  async #sendControl(control: ClientRequest): Promise<ControlOutcome> {
    await this.#pace.turn(this.#halt.signal, this.#ceilings.until);
    if (this.#closing.signal.aborted || this.#halted !== undefined) return 'stopped';
    const refusal = this.#ceilings.take(this.#clock.now(), true);
    if (refusal !== undefined) {
      this.#giveUpAfter(refusal.cause === 'time' ? refusal : undefined);
      return 'spent';
    }
    const recording = await this.#sender.attempt(control, 1, this.#timeLeft());
    await this.#record(recording);
    if (isExchange(recording)) {
      this.#giveUpAfter(this.#liveness.answered(this.#clock.now(), recording.milliseconds));
      return recording;
    }
    this.#waitAfter(recording);
    if (recording.noise !== undefined) this.#noise[recording.noise] += 1;
    return this.#stopAfter(recording) === undefined ? 'unanswered' : 'stopped';
  }

  /** Gives the host up for the whole run. */
  #giveUpAfter(stop: Stop | undefined): void {
    if (stop === undefined || this.#halted !== undefined) return;
    this.#halted = stop;
    this.#halt.abort();
  }

  /** Returns what stops the run after a request without an answer. */
  #stopAfter({ noise, request, startedAt, milliseconds }: Recording): Stop | undefined {
    const now = this.#clock.now();
    if (noise !== undefined) this.#giveUpAfter(this.#liveness.noise(noise, request.target, startedAt, now));
    if (now >= this.#ceilings.until && milliseconds > 0) this.#giveUpAfter(this.#ceilings.take(now, false));
    return this.#halted;
  }

  #timeLeft(): number | undefined {
    const { until } = this.#ceilings;
    return Number.isFinite(until) ? Math.max(1, until - this.#clock.now()) : undefined;
  }

  /** Waits so long, or until the run is stopped. */
  #sleep(milliseconds: number): Promise<void> {
    const left = this.#ceilings.until - this.#clock.now();
    return this.#clock.sleep(Math.max(0, Math.min(milliseconds, left)), this.#halt.signal);
  }

  /** Counts the noise. Returns why the request must not, or may no longer, be retried; undefined where it may. */
  #giveUpReason(
    { answer, failure, noise, attempts }: Recording,
    { timeouts: patience, attempts: most = Number.POSITIVE_INFINITY }: ClientRequest,
    ofLimit: number,
  ): string | undefined {
    const what = failure?.reason ?? `the deployment answered ${answer?.status}`;
    if (noise === undefined) return what;
    this.#noise[noise] += 1;
    if (ofLimit >= Math.min(most, this.#attemptsAt(noise, patience)))
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
    if (asked > 0)
      this.#pace.holdUntil(Math.min(now + asked, this.#liveness.throttledUntil ?? Number.POSITIVE_INFINITY));
    return backoff(attempts, this.#random);
  }
}

function whatChanged(status: number, answers: number): string {
  const what =
    status === 401 || status === 403
      ? `the credential was refused (${status})`
      : `queries that had been answered were not answered with a list (${status})`;
  return `after ${answers} answers ${what}`;
}
