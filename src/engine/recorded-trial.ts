/** One trial's view of the deployment: asks through the clause's desk and keeps the transcript of what was asked. */
import type { Deployment, Listed, RequestOverrides } from '../clauses/clause.ts';
import { NotAccepted, NotListed } from '../clauses/clause-errors.ts';
import type { Known } from '../clauses/known.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import type { Ask } from '../contract/operation.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import { AcceptedQueries } from './accepted-queries.ts';
import type { Requester, TrialRequester } from './requester.ts';

export class RecordedTrial implements Deployment {
  readonly known: Known;
  readonly #requester: Requester;
  readonly #trial: TrialRequester;
  readonly #replies: (Reply | undefined)[] = [];
  readonly #underWay = new Set<Promise<Reply>>();
  #accepted: AcceptedQueries | undefined;

  /**
   * @param known what the trial may rely on: the survey, or a newer reading
   * @param accepted valid queries already answered in the same examination, so that each is asked once
   */
  constructor(requester: Requester, known: Known, accepted?: AcceptedQueries) {
    this.#requester = requester;
    this.#trial = requester.openTrial();
    this.known = known;
    this.#accepted = accepted;
  }

  get contract(): Contract {
    return this.#requester.contract;
  }

  /** Every reply of the trial, in the order of asking. */
  get transcript(): readonly Reply[] {
    return this.#replies.filter((reply) => reply !== undefined);
  }

  ask(query: WireQuery, how?: RequestOverrides): Promise<Reply> {
    return this.#noted(this.#trial.send(query, this.known, how));
  }

  list(ask: Ask): Promise<Listed> {
    return this.listText(this.contract.operation.write(ask));
  }

  async listText(query: WireQuery): Promise<Listed> {
    const reply = await this.ask(query);
    if (reply.listing === undefined) throw new NotListed(reply);
    return { ...reply.listing, reply };
  }

  async accepted(query: WireQuery): Promise<void> {
    if (this.known.accepted.has(writeQuery(query))) return;
    this.#accepted ??= new AcceptedQueries(this.#requester);
    const reply = await this.#noted(this.#accepted.reply(query, this.known));
    if (reply.status !== 200 || reply.listing === undefined) throw new NotAccepted(reply);
  }

  /**
   * Ends when nothing that the trial asked is under way. A trial that asks side by side is over with the first refusal;
   * what else it asked belongs to it still, and must not run into what follows.
   */
  async settled(): Promise<void> {
    do {
      // Lets those that have just been answered ask on.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.allSettled(this.#underWay);
    } while (this.#underWay.size > 0);
  }

  async #noted(asked: Promise<Reply>): Promise<Reply> {
    const place = this.#replies.push(undefined) - 1;
    this.#underWay.add(asked);
    try {
      const reply = await asked;
      this.#replies[place] = reply;
      return reply;
    } finally {
      this.#underWay.delete(asked);
    }
  }
}
