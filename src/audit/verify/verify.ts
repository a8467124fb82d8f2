/** Verifies a report: whether every word of it follows from the evidence beside it. No deployment is asked. */
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../config/usage-error.ts';
import type { Contract } from '../../contract/contract.ts';
import { SUITE } from '../../contract/package.ts';
import type { ClauseResult, RunResult, RunVerdict } from '../../result/result.ts';
import { setToScoreBy } from '../../result/scoring.ts';
import { factsStatedIn } from '../../result/stated-facts.ts';
import { problemsOf } from '../../result/waivers/waivers.ts';
import { assembleAgain, brokenTests, type Diagnose, unjudgedOf } from './assemble-again.ts';
import { implausibleRecordings } from './attempts.ts';
import { differences, differingFacts } from './compare.ts';
import { readParts } from './read-parts.ts';
import { type Rejudged, type RejudgeOptions, rejudge } from './rejudge.ts';
import { differsFromFirst, type StagesFound, stagesIn } from './stages.ts';

export interface VerifyOptions extends RejudgeOptions {
  /** The nonce that the run must have been given. */
  readonly challenge?: string;
  /** Makes the diagnosis of a report again. Without it a report with a diagnosis is not verified. */
  readonly diagnose?: Diagnose;
}

export interface Verification {
  /** The run's verdict, where the evidence supports the report. */
  readonly verdict?: RunVerdict;
  /** What is wrong, a line each; none where the evidence supports the report. */
  readonly complaints: readonly string[];
  /** What a reader should know of a report that is not wrong. */
  readonly notes: readonly string[];
  readonly exchanges: number;
}

/** @param directory of the report and of its evidence */
export async function verify(
  directory: string,
  report: RunResult,
  options: VerifyOptions,
): Promise<Verification> {
  const early = [
    ...ofAnother(report, options.contract),
    ...unchallenged(report, options.challenge),
    ...unfollowable(report, options.contract),
  ];
  const { evidence } = report;
  if (evidence === undefined)
    return refusal([...early, 'the report names no evidence: there is nothing that it could follow from'], 0);
  const { parts, complaints } = await readParts(directory, evidence);
  const found = stagesIn(parts, report, options.contract);
  const before = [...early, ...complaints, ...found.complaints, ...misstated(report, found)];
  const { rejudged, complaints: late } = isOfThisRun(report, found, options.contract)
    ? await judgeAgain(report, found, options)
    : { rejudged: [], complaints: ['nothing was judged again: the evidence is not of this run'] };
  const all = [...before, ...late];
  if (all.length > 0) return refusal(all, evidence.exchanges);
  return {
    verdict: report.verdict,
    complaints: [],
    notes: notesOn(report, found, rejudged),
    exchanges: evidence.exchanges,
  };
}

function refusal(complaints: readonly string[], exchanges: number): Verification {
  return { complaints, notes: [], exchanges };
}

/** Another suite, contract or catalogue would judge otherwise. */
function ofAnother({ suite, contract: judgedBy }: RunResult, contract: Contract): readonly string[] {
  const complaints: string[] = [];
  if (suite.name !== SUITE.name || suite.version !== SUITE.version)
    complaints.push(
      `the report was made by ${suite.name} ${suite.version}, and this is ${SUITE.version}: verify it with the version that made it`,
    );
  if (judgedBy.digest !== contract.digest)
    complaints.push(
      `the report was judged by another contract (${judgedBy.digest}); this one is ${contract.digest} (--contract names another)`,
    );
  if (judgedBy.catalogue !== contract.catalogue.digest)
    complaints.push(
      `the report was judged by another set of clauses (${judgedBy.catalogue}); this suite's is ${contract.catalogue.digest}`,
    );
  return complaints;
}

/** The terms that a run was judged on must be such as this suite would have judged on, on that day. */
function unfollowable(
  { clauseSet, waivers = [], startedAt }: RunResult,
  contract: Contract,
): readonly string[] {
  const day = startedAt.slice(0, 10);
  const followed = waivers.map(({ state: _state, ...waiver }) => waiver);
  return [
    ...(clauseSet === undefined ? [] : otherSet(clauseSet, contract)),
    ...problemsOf(followed, contract, day).map(
      ({ waiver, says }) => `a waiver of ${waiver.clause} that the run followed ${says}`,
    ),
  ];
}

function otherSet(stated: NonNullable<RunResult['clauseSet']>, contract: Contract): readonly string[] {
  try {
    const own = setToScoreBy(contract, stated.version);
    if (isDeepStrictEqual(own, stated)) return [];
    return [
      `the report is scored by a clause set ${stated.version} (${stated.digest}) that is not this suite's (${own.digest})`,
    ];
  } catch (error) {
    if (error instanceof UsageError)
      return [`the report is scored by a clause set unknown here: ${error.message}`];
    throw error;
  }
}

function unchallenged({ challenge }: RunResult, demanded: string | undefined): readonly string[] {
  if (demanded === undefined || demanded === challenge) return [];
  return [
    challenge === undefined
      ? 'the run was given no challenge: its evidence may be of any age'
      : `the run was given another challenge (${challenge}) than the one demanded`,
  ];
}

/** What the report says of its run, and its evidence does not. */
function misstated(report: RunResult, { stages, isInParts }: StagesFound): readonly string[] {
  const [first, ...others] = stages;
  if (first === undefined) return [];
  return [
    ...differingFacts(factsStatedIn(report), first.facts, isInParts),
    ...(others.some(({ facts }) => differsFromFirst(first.facts, facts))
      ? ['the shards in the evidence are not of one run: they were set up differently']
      : []),
  ];
}

/** Judging by another contract, or on another run, would only bury what is said already. */
function isOfThisRun(report: RunResult, { stages }: StagesFound, contract: Contract): boolean {
  const [first] = stages;
  return (
    first !== undefined &&
    first.facts.startedAt === report.startedAt &&
    stages.every(
      ({ facts }) =>
        facts.contract.digest === contract.digest && facts.contract.catalogue === contract.catalogue.digest,
    )
  );
}

interface JudgedAgain {
  readonly rejudged: readonly Rejudged[];
  readonly complaints: readonly string[];
}

async function judgeAgain(
  report: RunResult,
  found: StagesFound,
  options: VerifyOptions,
): Promise<JudgedAgain> {
  const rejudged: Rejudged[] = [];
  const complaints: string[] = [];
  for (const stage of found.stages) {
    complaints.push(...implausibleRecordings(stage.recordings, stage.facts.settings.authenticated));
    const one = await rejudge(stage, options);
    rejudged.push(one);
    complaints.push(...one.complaints);
  }
  return { rejudged, complaints: [...complaints, ...(await departures(report, found, rejudged, options))] };
}

/** Where the report at hand departs from the one that its evidence gives. */
async function departures(
  report: RunResult,
  found: StagesFound,
  rejudged: readonly Rejudged[],
  { contract, diagnose }: VerifyOptions,
): Promise<readonly string[]> {
  const again = await assembleAgain(report, found, rejudged, contract, diagnose);
  // Without a survey all has been said already.
  return again === undefined ? [] : differences(report, again, unjudgedOf(rejudged));
}

function notesOn(
  report: RunResult,
  { stages, isInParts }: StagesFound,
  rejudged: readonly Rejudged[],
): readonly string[] {
  const { selected, acceptUnexercised, challenge, settings, seed, clauses } = report;
  const of = (verdict: ClauseResult['verdict']) =>
    clauses.filter((clause) => clause.verdict === verdict).map(({ slug }) => slug);
  const [waived, unscored] = [of('waived'), of('not-scored')];
  const seeds = new Set(stages.map(({ facts }) => facts.seed).filter((each) => each !== seed));
  return [
    ...(selected === undefined ? [] : [`the verdict is about ${selected.length} selected clauses alone`]),
    ...(waived.length === 0 ? [] : [`failures are waived: ${waived.join(', ')}`]),
    ...(unscored.length === 0 ? [] : [`judged and not scored: ${unscored.join(', ')}`]),
    ...(acceptUnexercised ? ['MUST clauses that were not exercised were accepted'] : []),
    ...(settings?.embedded ? ['the deployment was the embedded reference'] : []),
    ...(challenge === undefined ? ['no challenge was given: the evidence may be of any age'] : []),
    ...[...seeds].map((each) => `a shard of the run drew its cases with seed ${each}`),
    ...(isInParts ? brokenTests(report, rejudged) : []).map(
      ({ slug }) => `${slug}: its test ended without a judgement, so there is no evidence of it`,
    ),
  ];
}
