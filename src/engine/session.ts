/** A clause's session: gives its check the examiner and the observer, within the clause's share of the budget. */
import type { Deployment, Examination, Finding, Session } from '../clauses/clause.ts';
import { NotAccepted, NotListed, Stale } from '../clauses/clause-errors.ts';
import type { Known } from '../clauses/known.ts';
import { Unanswered } from '../client/client.ts';
import type { Contract } from '../contract/contract.ts';
import { type ExaminerOptions, examine } from './examiner.ts';
import { RecordedTrial } from './recorded-trial.ts';

export class ClauseSession implements Session {
  readonly #options: ExaminerOptions;

  constructor(options: ExaminerOptions) {
    this.#options = options;
  }

  get contract(): Contract {
    return this.#options.requester.contract;
  }

  get known(): Known {
    return this.#options.known;
  }

  examine<I>(examination: Examination<I>): Promise<Finding> {
    return examine(examination, this.#options);
  }

  async observe(look: (deployment: Deployment) => Promise<string>): Promise<Finding> {
    const deployment = new RecordedTrial(this.#options.requester, this.known);
    try {
      return { kind: 'observed', observation: await look(deployment), replies: deployment.transcript };
    } catch (problem) {
      await deployment.settled();
      if (problem instanceof Stale) return { kind: 'unexercised', missing: problem.message };
      if (problem instanceof Unanswered || problem instanceof NotListed || problem instanceof NotAccepted) {
        return { kind: 'undecided', cases: 0, why: problem.message, replies: deployment.transcript };
      }
      throw problem;
    }
  }
}
