/**
 * The desk of one clause: every request of the clause leaves through it and every reply comes back through it, so it
 * is the one place that counts requests, lets the watches look and keeps what coverage needs.
 */
import type { Clause, How, Violation } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { Client } from '../deployment/client.ts';
import { type Reply, readReply } from '../deployment/reply.ts';

/** A watch's finding in a reply that some other clause asked for. */
export interface Sighting {
  /** The clause that the reply violates. */
  readonly slug: string;
  readonly violation: Violation;
  readonly reply: Reply;
}

export interface DeskOptions {
  readonly contract: Contract;
  readonly client: Client;
  readonly watches: readonly Clause[];
  /** Called with every reply, in the order of arrival. */
  readonly onReply?: (reply: Reply) => void;
}

export class Desk {
  readonly #options: DeskOptions;
  readonly #sightings = new Map<string, Sighting>();
  readonly #sightingCounts = new Map<string, number>();
  #asked = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  get contract(): Contract {
    return this.#options.contract;
  }

  /** Requests made through this desk; the client's retries are not counted. */
  get asked(): number {
    return this.#asked;
  }

  /** The sighting of each clause that took the smallest request, with how many replies showed one. */
  get sightings(): readonly { readonly sighting: Sighting; readonly count: number }[] {
    return [...this.#sightings.values()].map((sighting) => ({
      sighting,
      count: this.#sightingCounts.get(sighting.slug) ?? 1,
    }));
  }

  /** Sends one request and reads the reply. @throws Unanswered when noise outlasted the allowance. */
  async send(query: WireQuery, known: Known, how: How = {}): Promise<Reply> {
    const { client, contract, onReply } = this.#options;
    this.#asked += 1;
    const exchange = await client.send({
      path: how.path ?? contract.operation.path(known.projectId),
      query: writeQuery(query),
      credential: how.credential ?? 'own',
    });
    const reply = readReply(exchange, contract);
    onReply?.(reply);
    this.#look(reply, known);
    return reply;
  }

  #look(reply: Reply, known: Known): void {
    for (const { slug, watch } of this.#options.watches) {
      const violation = watch?.(reply, this.contract, known);
      if (violation === undefined) continue;
      this.#sightingCounts.set(slug, (this.#sightingCounts.get(slug) ?? 0) + 1);
      const smallest = this.#sightings.get(slug);
      if (smallest === undefined || isSmaller(reply, smallest.reply)) {
        this.#sightings.set(slug, { slug, violation: { culprit: reply, ...violation }, reply });
      }
    }
  }
}

/** Which of two replies was asked for with less: an order that does not depend on which arrived first. */
function isSmaller(one: Reply, other: Reply): boolean {
  const [a, b] = [one.exchange.request.target, other.exchange.request.target];
  return a.length === b.length ? a < b : a.length < b.length;
}
