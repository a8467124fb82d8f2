/**
 * The desk of one clause: every request of the clause leaves through it and every reply comes back through it, so it
 * is the one place that counts requests, lets the watches look and keeps what coverage needs.
 */
import type { Clause, RequestOverrides, Violation } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Client, ClientRequest } from '../client/client.ts';
import type { TimeoutPolicy } from '../client/exchange.ts';
import { type Reply, readReply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { ExclusiveGate } from './exclusive-gate.ts';
import { type Sighting, sight, smallestOf } from './sighting.ts';
import { type WaivedFingerprints, WaivedViolations } from './waived-violations.ts';

export interface RequesterOptions {
  /** Slug of the clause, or `survey`. */
  readonly clause: string;
  readonly contract: Contract;
  readonly client: Client;
  readonly watches: readonly Clause[];
  /** Shared by all desks of a process. */
  readonly gate: ExclusiveGate;
  /** What is waived is kept apart from what is not. */
  readonly waived?: WaivedFingerprints;
  /** Whether a sighting of every kind is wanted, and not only of the smallest request. */
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

/**
 * Called with a clause that answers were seen to break. What a watch sees stands on its own; what a trial sees has yet
 * to be confirmed.
 */
export type OnViolation = (slug: string, by: 'watch' | 'trial') => void;

/** Kinds kept apart: a deployment that invents fields could make any number of them. */
const MOST_APART = 200;

export class Requester {
  readonly #options: RequesterOptions;
  readonly #sightings = new Map<string, Sighting>();
  readonly #waived: ReadonlyMap<string, WaivedViolations>;
  #trials = 0;
  #asked = 0;
  #isAlone = false;

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

  /** Requests made through this desk; the client's retries are not counted. */
  get asked(): number {
    return this.#asked;
  }

  /** What the watches saw: for each clause the sighting that took the smallest request, and for each waived kind. */
  get sightings(): readonly Sighting[] {
    return [...this.#sightings.values()];
  }

  /**
   * Opens a trial: what is asked in it is known by the trial's number and not by when it was sent. Trials must be
   * opened in an order that depends on replies alone, so that a re-run over the same replies opens the same.
   */
  openTrial(): Send {
    this.#trials += 1;
    const [trial, times] = [this.#trials, new Map<string, number>()];
    return (query, known, overrides = {}, timeouts) => {
      const request = this.#requestOf(query, known, overrides, timeouts);
      const key = `${request.credential} ${request.path}?${request.query}`;
      const occurrence = (times.get(key) ?? 0) + 1;
      times.set(key, occurrence);
      const from = { clause: this.#options.clause, trial, occurrence };
      return this.#send({ ...request, from }, known, overrides);
    };
  }

  /** Does `work`, all of it through this desk, while no other desk's requests are under way. */
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

  /** Waits until the deployment's copies and caches show what has just changed. */
  catchUp(): Promise<void> {
    return this.#options.client.catchUp();
  }

  /** A trial of the clause's own saw a violation. */
  sawViolation(): void {
    this.#options.onViolation?.(this.#options.clause, 'trial');
  }

  #requestOf(
    query: WireQuery,
    known: Known,
    how: RequestOverrides,
    timeouts: TimeoutPolicy | undefined,
  ): ClientRequest {
    return {
      path: how.path ?? this.contract.operation.path(known.projectId),
      query: writeQuery(query),
      credential: how.credential ?? 'own',
      ...(timeouts === undefined ? {} : { timeouts }),
    };
  }

  async #send(request: ClientRequest, known: Known, how: RequestOverrides): Promise<Reply> {
    const { client, contract, onReply, gate } = this.#options;
    this.#asked += 1;
    const exchange = this.#isAlone
      ? await client.send(request)
      : await gate.beside(() => client.send(request));
    const reply = readReply(exchange, contract);
    onReply?.(reply);
    if (this.#isOfTheOperation(request)) this.#look(reply, known, how);
    return reply;
  }

  /** Under another version, what answers may be another service, or nobody: the contract says nothing of its answers. */
  #isOfTheOperation({ path }: ClientRequest): boolean {
    return path.startsWith(`/${this.contract.operation.version}/`);
  }

  #look(reply: Reply, known: Known, how: RequestOverrides): void {
    for (const { slug, watch } of this.#options.watches) {
      const waived = this.#waived.get(slug);
      const overlooked = waived && ((each: Violation) => waived.mayBeWaived(each, [reply]));
      const violation = watch?.(reply, this.contract, known, overlooked);
      if (violation === undefined) continue;
      this.#options.onViolation?.(slug, 'watch');
      const seen = sight(slug, violation, reply, how, this.contract);
      const key = this.#keyOf(seen);
      const earlier = this.#sightings.get(key);
      this.#sightings.set(key, smallestOf(earlier === undefined ? [seen] : [earlier, seen]) ?? seen);
    }
  }

  #keyOf(sighting: Sighting): string {
    const { slug, fingerprint } = sighting;
    const isApart =
      this.#options.everyKind === true || this.#waived.get(slug)?.covering(sighting) !== undefined;
    const apart = `${slug} ${fingerprint}`;
    const hasRoom = this.#sightings.has(apart) || this.#sightings.size < MOST_APART;
    return isApart && hasRoom ? apart : slug;
  }
}
