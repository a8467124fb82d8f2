/** Valid queries that negative cases start from, each asked once for all the trials that share this. */
import type { Known } from '../clauses/known.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { Reply } from '../deployment/reply.ts';
import type { Desk, Trial } from './desk.ts';

export class Acceptances {
  readonly #trial: Trial;
  readonly #replies = new Map<string, Promise<Reply>>();

  constructor(desk: Desk) {
    this.#trial = desk.openTrial();
  }

  /** The reply to `query`, asked now or earlier. @throws Unanswered when noise outlasted the allowance. */
  reply(query: WireQuery, known: Known): Promise<Reply> {
    const text = writeQuery(query);
    const reply = this.#replies.get(text) ?? this.#trial.send(query, known);
    this.#replies.set(text, reply);
    return reply;
  }
}
