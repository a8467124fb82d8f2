/** A clause's session: gives its check the examiner and the observer, within the clause's share of the budget. */
import {
  type Examination,
  type Finding,
  NotAccepted,
  NotListed,
  type Scene,
  type Session,
  Stale,
} from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import { Unanswered } from '../deployment/client.ts';
import { type ExaminerOptions, examine } from './examiner.ts';
import { TrialScene } from './scene.ts';

export class ClauseSession implements Session {
  readonly #options: ExaminerOptions;

  constructor(options: ExaminerOptions) {
    this.#options = options;
  }

  get contract(): Contract {
    return this.#options.desk.contract;
  }

  get known(): Known {
    return this.#options.known;
  }

  examine<I>(examination: Examination<I>): Promise<Finding> {
    return examine(examination, this.#options);
  }

  async observe(look: (scene: Scene) => Promise<string>): Promise<Finding> {
    const scene = new TrialScene(this.#options.desk, this.known);
    try {
      return { kind: 'observed', observation: await look(scene), replies: scene.transcript };
    } catch (problem) {
      await scene.settled();
      if (problem instanceof Stale) return { kind: 'unexercised', missing: problem.message };
      if (problem instanceof Unanswered || problem instanceof NotListed || problem instanceof NotAccepted) {
        return { kind: 'undecided', cases: 0, why: problem.message, replies: scene.transcript };
      }
      throw problem;
    }
  }
}
