/**
 * Finds out whether the deployment is still the one that the run began with: after a doubtful answer, or while nothing
 * is answered, a query is asked again that it has answered before.
 */
import type { ClientRequest, Exchange } from './exchange.ts';
import { CONTROL, type Guard } from './guard.ts';

/**
 * What control queries show. `recovered`: one was answered, though not the first. `stopped`: the run is, because of what
 * they showed or of something else.
 */
export type Check = 'good' | 'recovered' | 'stopped';

/** What a control query came to. `spent`: it was not sent, because of a ceiling of the run. */
export type ControlOutcome = Exchange | 'unanswered' | 'spent' | 'stopped';

/** The client, as far as a check needs it. */
export interface ControlSender {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Sends a control query once. */
  send(control: ClientRequest): Promise<ControlOutcome>;
  /** Stops the run: the deployment is not what it was. @param refused the answer that shows it */
  giveUp(refused: Exchange): void;
}

/** Milliseconds between control queries while nothing is answered; the last one over and over. */
const WAITS = [0, 1000, 3000, 10_000] as const;

/** Control queries refused in a row that show that the deployment is not what it was. */
const MOST_REFUSED = 3;

export class ControlCheck {
  readonly #guard: Guard;
  readonly #sender: ControlSender;
  /** When the last request was sent that had a good answer, in milliseconds since the epoch. */
  #lastGood = Number.NEGATIVE_INFINITY;
  #checking: { readonly since: number; readonly verdict: Promise<Check> } | undefined;
  #sent = 0;

  constructor(guard: Guard, sender: ControlSender) {
    this.#guard = guard;
    this.#sender = sender;
  }

  /** Ends with the check that is under way; undefined where there is none. */
  get underWay(): Promise<Check> | undefined {
    return this.#checking?.verdict;
  }

  /** Checks after an answer, where it is doubtful. */
  async checkAfter(exchange: Exchange): Promise<Check> {
    if (this.#isGood(exchange)) return 'good';
    const { startedAt } = exchange;
    if (!this.#guard.isDoubtful(exchange) || this.#lastGood > startedAt) return 'good';
    const check = await this.check(startedAt);
    if (check === 'good') this.#guard.vouch(exchange);
    return check;
  }

  /** Asks control queries, once for all who ask at the same time. @param since when their doubt began */
  check(since: number): Promise<Check> {
    if (this.#checking !== undefined && this.#checking.since >= since) return this.#checking.verdict;
    const verdict = this.#ask();
    const checking = { since: this.#sender.now(), verdict };
    this.#checking = checking;
    return verdict.finally(() => {
      if (this.#checking === checking) this.#checking = undefined;
    });
  }

  async #ask(): Promise<Check> {
    const { controls } = this.#guard;
    let refused: Exchange | undefined;
    let refusals = 0;
    for (let asked = 0; ; asked += 1) {
      const control = controls[asked % Math.max(1, controls.length)];
      if (control === undefined) return 'good';
      await this.#sender.sleep(WAITS[Math.min(asked, WAITS.length - 1)] ?? 0);
      const from = { clause: CONTROL, trial: this.#sent + 1, occurrence: 1 };
      const outcome = await this.#sender.send({ ...control, from });
      if (outcome === 'stopped') return 'stopped';
      // What was refused before the budget was spent is all that is known.
      if (outcome === 'spent') return refused === undefined ? 'good' : this.#changed(refused);
      this.#sent += 1;
      if (outcome === 'unanswered') continue;
      if (this.#isGood(outcome)) return asked === 0 ? 'good' : 'recovered';
      refused = outcome;
      refusals += 1;
      if (refusals >= MOST_REFUSED) return this.#changed(refused);
    }
  }

  #changed(refused: Exchange): Check {
    this.#sender.giveUp(refused);
    return 'stopped';
  }

  #isGood(exchange: Exchange): boolean {
    const isGood = this.#guard.isGood(exchange);
    if (isGood) this.#lastGood = Math.max(this.#lastGood, exchange.startedAt);
    return isGood;
  }
}
