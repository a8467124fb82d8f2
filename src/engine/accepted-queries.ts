/** Valid queries that negative cases start from, each asked once for all the trials that share this. */
import type { Known } from '../clauses/known.ts';
import type { Reply } from '../client/reply.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { Requester, TrialRequester } from './requester.ts';

export class AcceptedQueries {
  readonly #trial: TrialRequester;
  readonly #replies = new Map<string, Promise<Reply>>();

  constructor(requester: Requester) {
    this.#trial = requester.openTrial();
  }

  /** The reply to `query`, asked now or earlier. @throws Unanswered when noise outlasted the allowance. */
  reply(query: WireQuery, known: Known): Promise<Reply> {
    const text = writeQuery(query);
    const reply = this.#replies.get(text) ?? this.#trial.send(query, known);
    this.#replies.set(text, reply);
    return reply;
  }
}
