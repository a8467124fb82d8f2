/** Makes a report again from clauses that were judged again on its evidence. */
import { firstStop } from '../../client/stop.ts';
import { readBudget } from '../../config/budget.ts';
import type { Contract } from '../../contract/contract.ts';
import { NOTHING_SEEN } from '../../engine/seen.ts';
import { assemble } from '../../result/assemble.ts';
import { mergeSurveys, sumOfNoise } from '../../result/merge.ts';
import { writtenResult } from '../../result/report-file.ts';
import type { ClauseResult, RunResult } from '../../result/result.ts';
import type { Rejudged } from './rejudge.ts';
import type { StagesFound } from './stages.ts';

/** Adds the known faults that explain a result. The caller passes it: audit may not import the diagnosis. */
export type Diagnose = (contract: Contract, result: RunResult) => RunResult | Promise<RunResult>;

/** Returns the report that follows from the evidence; undefined if not even the survey could be repeated. */
export async function assembleAgain(
  report: RunResult,
  { stages, isInParts }: StagesFound,
  rejudged: readonly Rejudged[],
  contract: Contract,
  diagnose: Diagnose = (_contract, result) => result,
): Promise<RunResult | undefined> {
  const [survey, ...surveys] = rejudged.flatMap(({ surveyed }) => (surveyed === undefined ? [] : [surveyed]));
  const facts = stages[0]?.facts;
  if (survey === undefined || facts === undefined) return undefined;
  const { contract: _contract, selected: asked, ...rest } = facts;
  const selected = isInParts ? report.selected : asked;
  const assembled = assemble(
    contract,
    {
      ...rest,
      budget: readBudget(facts.budget.name),
      ...(selected === undefined ? {} : { selected }),
    },
    mergeSurveys([survey, ...surveys]),
    [
      ...rejudged.flatMap(({ judged }) => judged),
      ...(isInParts ? brokenTests(report, rejudged) : []).map((result) => ({
        result,
        seen: NOTHING_SEEN,
        visits: {},
      })),
    ],
    {
      noise: sumOfNoise(rejudged.map(({ noise }) => noise)),
      stop: firstStop(rejudged.map(({ stop }) => stop)),
      milliseconds: report.milliseconds,
    },
  );
  // A report need not have a diagnosis, but one that it has must follow from the evidence.
  const again =
    report.diagnosis === undefined && report.common === undefined
      ? assembled
      : await diagnose(contract, assembled);
  return JSON.parse(writtenResult(again)) as RunResult;
}

/** Returns the slugs of the clauses that could not be judged again. */
export function unjudgedOf(rejudged: readonly Rejudged[]): ReadonlySet<string> {
  return new Set(rejudged.flatMap((one) => [...one.unjudged.keys()]));
}

/** Returns the clauses whose tests ended without a judgement. They leave no evidence. */
export function brokenTests(report: RunResult, rejudged: readonly Rejudged[]): readonly ClauseResult[] {
  const judged = new Set(rejudged.flatMap((one) => one.judged.map(({ result }) => result.slug)));
  return report.clauses.filter(
    ({ slug, verdict, reason, requests, cases }) =>
      !judged.has(slug) &&
      verdict === 'inconclusive' &&
      requests + cases === 0 &&
      reason === 'test-ended-early',
  );
}
