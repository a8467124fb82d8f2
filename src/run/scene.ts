/** One trial's view of the deployment: asks through the clause's desk and keeps the transcript of what was asked. */
import { type How, type Listed, NotAccepted, NotListed, type Scene } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import type { Ask } from '../contract/operation.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import type { Reply } from '../deployment/reply.ts';
import type { Desk } from './desk.ts';

/** Replies to the valid queries that negative cases start from, by wire text. */
export type Acceptances = Map<string, Promise<Reply>>;

export class TrialScene implements Scene {
  readonly known: Known;
  readonly #desk: Desk;
  readonly #replies: (Reply | undefined)[] = [];
  readonly #accepted: Acceptances;

  /**
   * @param known what the trial may rely on: the survey, or a newer reading
   * @param accepted valid queries already answered in the same examination, so that each is asked once
   */
  constructor(desk: Desk, known: Known, accepted: Acceptances = new Map()) {
    this.#desk = desk;
    this.known = known;
    this.#accepted = accepted;
  }

  get contract(): Contract {
    return this.#desk.contract;
  }

  /** Every reply of the trial, in the order of asking. */
  get transcript(): readonly Reply[] {
    return this.#replies.filter((reply) => reply !== undefined);
  }

  async ask(query: WireQuery, how?: How): Promise<Reply> {
    const place = this.#replies.push(undefined) - 1;
    const reply = await this.#desk.send(query, this.known, how);
    this.#replies[place] = reply;
    return reply;
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
    const text = writeQuery(query);
    const place = this.#replies.push(undefined) - 1;
    const asked = this.#accepted.get(text) ?? this.#desk.send(query, this.known);
    this.#accepted.set(text, asked);
    const reply = await asked;
    this.#replies[place] = reply;
    if (reply.status !== 200 || reply.listing === undefined) throw new NotAccepted(reply);
  }
}
