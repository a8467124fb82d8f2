/**
 * Judges the evidence of an earlier report with this version of the suite, whichever version recorded it. If the verdicts
 * stay the same, the suite is not what changed.
 */
import type { ClauseVerdict, RunResult } from '../../result/result.ts';
import { assembleAgain, unjudgedOf } from './assemble-again.ts';
import { readParts } from './read-parts.ts';
import { type RejudgeOptions, rejudge } from './rejudge.ts';
import { stagesIn } from './stages.ts';

export interface CrossJudged {
  /** By slug; clauses that could not be judged on this evidence are left out. */
  readonly verdicts: ReadonlyMap<string, ClauseVerdict>;
}

/** Returns the verdicts, or one line that says why the evidence could not be judged. */
export async function crossJudge(
  directory: string,
  report: RunResult,
  options: RejudgeOptions,
): Promise<CrossJudged | string> {
  if (report.evidence === undefined) return 'it names no evidence';
  const { parts, complaints } = await readParts(directory, report.evidence);
  const found = stagesIn(parts, report, options.contract);
  const [complaint] = [...complaints, ...found.complaints];
  if (complaint !== undefined) return complaint;
  const rejudged = await Promise.all(found.stages.map((stage) => rejudge(stage, options)));
  const again = await assembleAgain(report, found, rejudged, options.contract);
  if (again === undefined) return 'its survey cannot be repeated with this suite';
  const unjudged = unjudgedOf(rejudged);
  const judged = again.clauses.filter(({ slug }) => !unjudged.has(slug));
  return { verdicts: new Map(judged.map(({ slug, verdict }) => [slug, verdict])) };
}
