/** One run in one process: every clause asked for, side by side within the rate and concurrency of the client. */
import type { Clause } from '../clauses/clause.ts';
import type { Sighting } from '../engine/sighting.ts';
import type { Survey } from '../engine/survey/survey.ts';
import { assemble, type Judged, type RunFacts } from './assemble.ts';
import { Judge, type JudgeOptions } from './judge.ts';
import type { ClauseResult, RunResult } from './result.ts';

/** Clauses judged at the same time. */
const SIDE_BY_SIDE = 4;

export interface ConductOptions extends JudgeOptions {
  readonly facts: RunFacts;
  readonly onSurveyed?: (survey: Survey) => void;
  readonly onJudged?: (result: ClauseResult) => void;
}

/** Judges a deployment and answers the whole result. */
export async function conduct(options: ConductOptions): Promise<RunResult> {
  const { contract, client, facts } = options;
  const started = Date.now();
  const judgeOf = await Judge.begin(options);
  options.onSurveyed?.(judgeOf.survey);
  const selected = options.clauses.filter(({ slug }) => facts.selected?.includes(slug) ?? true);
  const [watched, active] = [selected.filter(isWatched), selected.filter((clause) => !isWatched(clause))];
  const judged: Judged[] = [];
  const judge = async (clause: Clause, seen: readonly Sighting[]) => {
    const one = await judgeOf.judge(
      clause,
      seen.filter(({ slug }) => slug === clause.slug),
    );
    judged.push(one);
    options.onJudged?.(one.result);
  };
  await sideBySide(active, (clause) => judge(clause, []));
  // Watched clauses come last: only then have all the others' exchanges been seen.
  const seen = [...judgeOf.surveyFacts.sightings, ...judged.flatMap(({ sightings }) => sightings)];
  await sideBySide(watched, (clause) => judge(clause, seen));
  const traffic = { noise: client.noise, milliseconds: Date.now() - started };
  return assemble(contract, facts, judgeOf.surveyFacts, judged, traffic);
}

/** Whether a clause is judged on the exchanges of all the others too, and so comes after them. */
export function isWatched(clause: Clause): boolean {
  return clause.watch !== undefined;
}

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}
