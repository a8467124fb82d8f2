/** Judges clauses one by one: turns what the engine finds of each into its result, as plain data. */
import type { Clause } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import { Engine, type EngineOptions, SURVEY } from '../engine/engine.ts';
import { fingerprintOf, identityOf } from '../engine/fingerprint.ts';
import { watchesAll } from '../engine/schedule.ts';
import type { Seen } from '../engine/seen.ts';
import type { MockKind } from '../engine/survey/mock.ts';
import type { Survey } from '../engine/survey/survey.ts';
import type { Judged, SurveyFacts } from './assemble.ts';
import { possibleEdits } from './edit-coverage.ts';
import { obstacleOf } from './obstacle.ts';
import { reproduceCommand } from './reproduce-command.ts';
import { showCounterexample } from './shown.ts';
import { Tally } from './tally.ts';
import { settle } from './verdict.ts';

/** What a mock does, for people. */
const MOCKS: Readonly<Record<MockKind, string>> = {
  'same-answer': 'every answer is the same: this deployment does not read the query',
  'new-answers': 'every answer names other backups: this deployment draws each answer anew',
};

export interface JudgingOptions extends EngineOptions {
  /** Stands before targets in copy-and-paste lines. */
  readonly baseUrl: string;
  /** Further flags of the command that shows a counterexample again. */
  readonly reproduceWith?: string;
}

export class ClauseJudge {
  readonly #options: JudgingOptions;
  readonly #engine: Engine;
  readonly #tally: Tally;

  private constructor(options: JudgingOptions, engine: Engine, tally: Tally) {
    this.#options = options;
    this.#engine = engine;
    this.#tally = tally;
  }

  /** Surveys the deployment. Never throws for what the deployment answers: a silent one leaves nothing known. */
  static async begin(options: JudgingOptions): Promise<ClauseJudge> {
    const tally = new Tally(options.contract);
    tally.begin(SURVEY);
    let known: Known | undefined;
    const engine = await Engine.begin({
      ...options,
      onReply: (reply, slug) => {
        options.onReply?.(reply, slug);
        tally.note(slug, reply, known);
      },
    });
    known = engine.known;
    return new ClauseJudge(options, engine, tally);
  }

  get survey(): Survey {
    return this.#engine.survey;
  }

  /** What the survey contributes to the result of the run. */
  get surveyFacts(): SurveyFacts {
    const { known, survey, surveyRequests, surveySeen } = this.#engine;
    const { baseUrl: target, authenticated, signed, projectId, contract } = this.#options;
    const path = contract.operation.path(projectId);
    const codeField = contract.operation.error.code;
    const obstacle = obstacleOf(survey, { target, authenticated, signed, path, codeField });
    const tallied = this.#tally.of(SURVEY);
    const unmade = possibleEdits(contract, known).map((name) => [name, 0] as const);
    return {
      ...(obstacle === undefined ? {} : { obstacle }),
      ...(survey.mock === undefined ? {} : { mock: { kind: survey.mock, says: MOCKS[survey.mock] } }),
      instances: known.instances.map(({ id, total, rows }) => ({ id, total, read: rows.length })),
      requests: surveyRequests,
      seen: surveySeen,
      ...tallied,
      visits: { ...Object.fromEntries(unmade), ...tallied.visits },
    };
  }

  /** Judges one clause. @param earlier what watches saw in the exchanges of the clauses before it in the schedule */
  async judge(clause: Clause, earlier: Seen): Promise<Judged> {
    const { contract, baseUrl } = this.#options;
    this.#tally.begin(clause.slug);
    const { outcome, others, requests, seen, met } = await this.#engine.run(clause, earlier);
    const entry = contract.catalogue.entry(clause.slug);
    const result = settle(entry, outcome, requests, (found) => {
      const identity = identityOf(found.violation, found.transcript, contract);
      return {
        counterexample: showCounterexample(found, identity, this.#reproduce(clause.slug), baseUrl),
        fingerprint: fingerprintOf(clause.slug, identity),
      };
    });
    return {
      result: others.length > 0 ? { ...result, others } : result,
      seen,
      ...(watchesAll(clause) ? { watches: true } : {}),
      ...this.#tally.of(clause.slug),
      met,
    };
  }

  #reproduce(slug: string): string {
    const { seed, reproduceWith = '' } = this.#options;
    return reproduceCommand(slug, seed, reproduceWith);
  }
}
