/** Counts what the requests of each clause visited, and when they were sent. */
import type { Known } from '../clauses/known.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { type Visits, visitsOf } from './coverage.ts';
import { editsMade } from './edit-coverage.ts';
import { type Traffic, TrafficCount } from './traffic.ts';

interface Counts {
  readonly visits: Map<string, number>;
  readonly traffic: TrafficCount;
}

export class Tally {
  readonly #contract: Contract;
  readonly #counts = new Map<string, Counts>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** Starts the counts of a clause at zero. */
  begin(slug: string): void {
    this.#counts.set(slug, { visits: new Map(), traffic: new TrafficCount() });
  }

  /** Counts one reply. @param known undefined before the survey is done: totals are not known then */
  note(slug: string, { exchange }: Reply, known: Known | undefined): void {
    const counts = this.#counts.get(slug);
    if (counts === undefined) return;
    counts.traffic.note(exchange);
    const visits = visitsOf(exchange.request.query, this.#contract, known);
    const edits = known === undefined ? [] : editsMade(exchange.request, this.#contract, known);
    for (const visit of [...visits, ...edits]) counts.visits.set(visit, (counts.visits.get(visit) ?? 0) + 1);
  }

  /** Returns the counts of a clause as plain data. */
  of(slug: string): { readonly visits: Visits; readonly traffic?: Traffic } {
    const counts = this.#counts.get(slug);
    if (counts === undefined) return { visits: {} };
    return { visits: Object.fromEntries(counts.visits), traffic: counts.traffic.traffic };
  }
}
