/**
 * One trial: the requests that one input, or one look, leads to, with their replies. It stands between a clause and the
 * requester because a violation is shown by the requests of its own trial, no more and no fewer.
 */
import type { Deployment, Listed, RequestOverrides } from '../clauses/clause.ts';
import { LeftOpen, NotAccepted, NotListed } from '../clauses/clause-errors.ts';
import { meetsFront } from '../clauses/front.ts';
import type { Known } from '../clauses/known.ts';
import type { Reply } from '../client/reply.ts';
import { Unanswered } from '../client/unanswered.ts';
import type { Contract } from '../contract/contract.ts';
import type { Ask } from '../contract/operation.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { Requester, Send } from './requester.ts';

export class Trial implements Deployment {
  readonly known: Known;
  readonly #requester: Requester;
  readonly #send: Send;
  readonly #replies: (Reply | undefined)[] = [];
  readonly #underWay = new Set<Promise<Reply>>();
  #accepted: AcceptedQueries | undefined;

  /**
   * @param known what the trial may rely on: the survey, or a newer reading
   * @param accepted valid queries answered already in the same examination, so that each is sent once
   * @param number of the trial; the requester's next by default
   */
  constructor(requester: Requester, known: Known, accepted?: AcceptedQueries, number?: number) {
    this.#requester = requester;
    this.#send = requester.openTrial(number);
    this.known = known;
    this.#accepted = accepted;
  }

  get contract(): Contract {
    return this.#requester.contract;
  }

  /** Every reply of the trial, in the order of the requests. */
  get transcript(): readonly Reply[] {
    return this.#replies.filter((reply) => reply !== undefined);
  }

  /** @throws LeftOpen where the connection was closed at a request that a server in front may refuse to read */
  async ask(query: WireQuery, overrides: RequestOverrides = {}): Promise<Reply> {
    try {
      return await this.#recorded(this.#send(query, this.known, overrides));
    } catch (problem) {
      const { path = this.contract.operation.path(this.known.projectId), queryText, credential } = overrides;
      const isOdd =
        credential?.startsWith('changed ') === true ||
        meetsFront(`${path}?${queryText ?? writeQuery(query)}`);
      if (problem instanceof Unanswered && problem.kind === 'reset' && problem.stop === undefined && isOdd)
        throw new LeftOpen();
      throw problem;
    }
  }

  list(ask: Ask): Promise<Listed> {
    return this.listText(this.contract.operation.write(ask));
  }

  async listText(query: WireQuery): Promise<Listed> {
    const reply = await this.ask(query);
    if (reply.listing === undefined) throw new NotListed(reply);
    return { ...reply.listing, reply };
  }

  pause(milliseconds: number): Promise<void> {
    return this.#requester.pause(milliseconds);
  }

  async accepted(query: WireQuery): Promise<void> {
    if (this.known.accepted.has(writeQuery(query))) return;
    this.#accepted ??= new AcceptedQueries(this.#requester);
    const reply = await this.#recorded(this.#accepted.reply(query, this.known));
    if (reply.status !== 200 || reply.listing === undefined) throw new NotAccepted(reply);
  }

  /**
   * Waits until no request of the trial is under way. A trial that sends requests side by side ends with the first
   * refusal; its other requests still belong to it and must not run into what follows.
   */
  async settled(): Promise<void> {
    do {
      // Lets those that have just been answered send their next request.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.allSettled(this.#underWay);
    } while (this.#underWay.size > 0);
  }

  async #recorded(sent: Promise<Reply>): Promise<Reply> {
    const index = this.#replies.push(undefined) - 1;
    this.#underWay.add(sent);
    try {
      const reply = await sent;
      this.#replies[index] = reply;
      return reply;
    } finally {
      this.#underWay.delete(sent);
    }
  }
}

/** Valid queries that negative cases start from, each sent once for all the trials that share this. */
export class AcceptedQueries {
  readonly #send: Send;
  readonly #replies = new Map<string, Promise<Reply>>();

  constructor(requester: Requester, number?: number) {
    this.#send = requester.openTrial(number);
  }

  /** Returns the reply to `query`, sent now or earlier. @throws Unanswered when noise outlasted the allowance */
  reply(query: WireQuery, known: Known): Promise<Reply> {
    const text = writeQuery(query);
    const reply = this.#replies.get(text) ?? this.#send(query, known);
    this.#replies.set(text, reply);
    return reply;
  }
}
