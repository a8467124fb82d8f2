/**
 * The requester of one clause: sends all its requests. It stands between trials and the client because only here every
 * reply of a clause passes: requests are counted, the watches look, and a confirmation can have the deployment alone.
 */
import { type Clause, type RequestOverrides, type Violation, violationIn } from '../clauses/clause.ts';
import { meetsFront } from '../clauses/front.ts';
import type { Known } from '../clauses/known.ts';
import type { Client, ClientRequest } from '../client/client.ts';
import type { TimeoutPolicy } from '../client/exchange.ts';
import { type Reply, readReply } from '../client/reply.ts';
import { Unanswered } from '../client/unanswered.ts';
import type { Contract } from '../contract/contract.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import { presentationOf } from '../query/credentials.ts';
import type { Ban } from './ban.ts';
import { type Detection, detectionOf, smallestOf, suspicionOf } from './detection.ts';
import type { ExclusiveGate } from './exclusive-gate.ts';
import type { Seen } from './seen.ts';
import { type WaivedFingerprints, WaivedViolations } from './waived-violations.ts';

export interface RequesterOptions {
  /** Slug of the clause, or `survey`. */
  readonly clause: string;
  readonly contract: Contract;
  readonly client: Client;
  readonly watches: readonly Clause[];
  /** Shared by all requesters of a process. */
  readonly gate: ExclusiveGate;
  /** Present where the clause may get this client banned. */
  readonly ban?: Ban;
  /** Detections that may be waived are kept apart from the others. */
  readonly waived?: WaivedFingerprints;
  /** Whether one detection of each kind is kept, and not only that of the smallest request. */
  readonly everyKind?: boolean;
  /** Called with every reply, in the order of arrival. */
  readonly onReply?: (reply: Reply) => void;
  readonly onViolation?: OnViolation | undefined;
}

/**
 * Sends one request of a trial and reads the reply.
 * @param timeouts how long a silent deployment is waited for, where that is less than elsewhere in the run
 * @throws Unanswered when noise outlasted the allowance
 */
export type Send = (
  query: WireQuery,
  known: Known,
  overrides?: RequestOverrides,
  timeouts?: TimeoutPolicy,
) => Promise<Reply>;

/** Called with the slug of a clause when a violation is seen. What a trial sees is not confirmed yet. */
export type OnViolation = (slug: string, by: 'watch' | 'trial') => void;

/** Attempts at a request that a server may not want to answer. */
const ATTEMPTS_AT_ODD = 2;

/** Most kinds kept apart: a deployment that invents fields could show any number of them. */
const MOST_APART = 200;

export class Requester {
  readonly #options: RequesterOptions;
  readonly #detections = new Map<string, Detection>();
  readonly #waived: ReadonlyMap<string, WaivedViolations>;
  #trials = 0;
  #asked = 0;
  #unsent = 0;
  readonly #underWay = new Set<Promise<unknown>>();
  #isAlone = false;
  #confirming = 0;
  readonly #judged = new Map<string, number>();

  constructor(options: RequesterOptions) {
    this.#options = options;
    this.#waived = new Map(
      [...(options.waived ?? [])].map(([slug, waived]) => [
        slug,
        new WaivedViolations(slug, options.contract, waived),
      ]),
    );
  }

  get contract(): Contract {
    return this.#options.contract;
  }

  /** Requests that this requester asked for; the client's retries are not counted. */
  get asked(): number {
    return this.#asked;
  }

  /** Of these, those that were sent: a run that is stopped sends no more. */
  get sent(): number {
    return this.#asked - this.#unsent;
  }

  /**
   * Waits until every request is answered or given up. A trial ends at the first one that is given up, and what else it
   * asked for at the same time belongs to the run all the same.
   */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** What the watches saw: of each clause the detection with the smallest request, and one of each kind kept apart. */
  get detections(): readonly Detection[] {
    return [...this.#detections.values()];
  }

  /** How many answers the watch of each clause judged. */
  get judged(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#judged);
  }

  /** What the watches saw. */
  get seen(): Seen {
    return { detections: this.detections, judged: this.judged };
  }

  /** Returns the number of the next trial. */
  nextTrial(): number {
    this.#trials += 1;
    return this.#trials;
  }

  /**
   * Opens a trial. A request is identified by its trial's number, not by its time, so trials must be opened in an order
   * that depends on replies alone: then a run over recorded replies opens the same trials.
   */
  openTrial(trial: number = this.nextTrial()): Send {
    const times = new Map<string, number>();
    return (query, known, overrides = {}, timeouts) => {
      const request = this.#requestOf(query, known, overrides, timeouts);
      const changes = JSON.stringify(request.headers ?? {});
      const key = `${request.credential} ${request.path}?${request.query} ${changes}`;
      const occurrence = (times.get(key) ?? 0) + 1;
      times.set(key, occurrence);
      const from = { clause: this.#options.clause, trial, occurrence };
      return this.#send({ ...request, from }, known, overrides);
    };
  }

  /** Does `work`, all of it through this requester, while no other requester of the process sends anything. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.gate.alone(async () => {
      this.#isAlone = true;
      try {
        return await work();
      } finally {
        this.#isAlone = false;
      }
    });
  }

  /** Does `work`, which confirms a violation: its requests may use the part of the budget that is kept for that. */
  async confirming<T>(work: () => Promise<T>): Promise<T> {
    this.#confirming += 1;
    try {
      return await work();
    } finally {
      this.#confirming -= 1;
    }
  }

  /** Waits until the deployment's copies and caches have caught up with a change. */
  catchUp(): Promise<void> {
    return this.#options.client.catchUp();
  }

  /** The ban of this client that the clause may bring about; undefined where it provokes none. */
  get ban(): Ban | undefined {
    return this.#options.ban;
  }

  pause(milliseconds: number): Promise<void> {
    return this.#options.client.pause(milliseconds);
  }

  /** Reports that a trial of this clause saw a violation. */
  reportViolation(): void {
    this.#options.onViolation?.(this.#options.clause, 'trial');
  }

  #requestOf(
    query: WireQuery,
    known: Known,
    overrides: RequestOverrides,
    timeouts: TimeoutPolicy | undefined,
  ): ClientRequest {
    const { credential = 'own', headers, isFirstOnConnection, queryText } = overrides;
    const present = presentationOf(credential);
    const path = overrides.path ?? this.contract.operation.path(known.projectId);
    const text = queryText ?? writeQuery(query);
    // A server may close the connection at such a request, however often it is sent.
    const isOdd = present !== undefined || meetsFront(`${path}?${text}`);
    return {
      path,
      query: text,
      credential,
      ...(isOdd ? { attempts: ATTEMPTS_AT_ODD } : {}),
      ...(present === undefined ? {} : { present }),
      ...(headers === undefined ? {} : { headers }),
      ...(isFirstOnConnection === undefined ? {} : { isFirstOnConnection }),
      ...(timeouts === undefined ? {} : { timeouts }),
      ...(this.#isAlone || this.#confirming > 0 ? { confirms: true } : {}),
    };
  }

  #send(request: ClientRequest, known: Known, overrides: RequestOverrides): Promise<Reply> {
    this.#asked += 1;
    const reply = this.#answered(request, known, overrides);
    const ended = reply.catch((error: unknown) => {
      if (error instanceof Unanswered && error.kind === 'not-sent') this.#unsent += 1;
    });
    this.#underWay.add(ended);
    void ended.then(() => this.#underWay.delete(ended));
    return reply;
  }

  async #answered(request: ClientRequest, known: Known, overrides: RequestOverrides): Promise<Reply> {
    const { client, contract, onReply, gate } = this.#options;
    const exchange = this.#isAlone
      ? await client.send(request)
      : await gate.beside(() => client.send(request));
    const reply = readReply(exchange, contract);
    onReply?.(reply);
    const isOwn = this.#isOfTheOperation(request);
    const watches = this.#options.watches.filter(({ seesEveryPath }) => isOwn || seesEveryPath === true);
    this.#look(watches, reply, known, overrides);
    return reply;
  }

  /** Another version of the path may be another service: of its answers only few clauses say anything. */
  #isOfTheOperation({ path }: ClientRequest): boolean {
    return path.startsWith(`/${this.contract.operation.version}/`);
  }

  #look(watches: readonly Clause[], reply: Reply, known: Known, overrides: RequestOverrides): void {
    for (const { slug, watch, suspects } of watches) {
      const suspicion = suspects?.(reply, this.contract, known);
      if (suspicion !== undefined)
        this.#keep(detectionOf(suspicionOf(slug), suspicion, reply, overrides, this.contract));
      const waived = this.#waived.get(slug);
      const isWaived = waived && ((each: Violation) => waived.mayBeWaived(each, [reply]));
      const judged = watch?.(reply, this.contract, known, isWaived);
      if (judged !== undefined) this.#judged.set(slug, (this.#judged.get(slug) ?? 0) + 1);
      const violation = violationIn(judged);
      if (violation === undefined) continue;
      this.#options.onViolation?.(slug, 'watch');
      this.#keep(detectionOf(slug, violation, reply, overrides, this.contract));
    }
  }

  #keep(seen: Detection): void {
    const key = this.#keyOf(seen);
    const earlier = this.#detections.get(key);
    this.#detections.set(key, smallestOf(earlier === undefined ? [seen] : [earlier, seen]) ?? seen);
  }

  #keyOf(detection: Detection): string {
    const { slug, fingerprint } = detection;
    const isApart =
      this.#options.everyKind === true || this.#waived.get(slug)?.covering(detection) !== undefined;
    const apart = `${slug} ${fingerprint}`;
    const hasRoom = this.#detections.has(apart) || this.#detections.size < MOST_APART;
    return isApart && hasRoom ? apart : slug;
  }
}
