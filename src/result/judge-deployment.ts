/** One run in one process: every clause asked for, side by side within the rate and concurrency of the client. */
import type { Clause } from '../clauses/clause.ts';
import { judgeInOrder, type SeenByClause } from '../engine/schedule.ts';
import { togetherSeen } from '../engine/seen.ts';
import type { Survey } from '../engine/survey/survey.ts';
import { assemble, type Judged, type RunFacts } from './assemble.ts';
import { ClauseJudge, type JudgingOptions } from './clause-judge.ts';
import type { ClauseResult, RunResult } from './result.ts';

/** Clauses judged at the same time. */
const SIDE_BY_SIDE = 4;

export interface RunOptions extends JudgingOptions {
  readonly facts: RunFacts;
  readonly onSurveyed?: (survey: Survey) => void;
  readonly onJudged?: (result: ClauseResult) => void;
}

/** Judges a deployment and returns the whole result. */
export async function judgeDeployment(options: RunOptions): Promise<RunResult> {
  const { contract, client, facts } = options;
  const started = Date.now();
  const judge = await ClauseJudge.begin(options);
  options.onSurveyed?.(judge.survey);
  const selected = options.clauses.filter(({ slug }) => facts.selected?.includes(slug) ?? true);
  const judgeOne = async (clause: Clause, earlier: SeenByClause): Promise<Judged> => {
    const one = await judge.judge(clause, togetherSeen([...earlier.values()]));
    options.onJudged?.(one.result);
    return one;
  };
  const judged = await judgeInOrder(selected, judgeOne, SIDE_BY_SIDE);
  const traffic = { noise: client.noise, stop: client.stop, milliseconds: Date.now() - started };
  return assemble(contract, facts, judge.surveyFacts, judged, traffic);
}
