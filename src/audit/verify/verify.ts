/** Verifies that a report follows from the evidence beside it. No request is sent to a deployment. */
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
  /** The challenge that the run must state. */
  readonly challenge?: string;
  /** Makes the diagnosis of a report again. Without it a report with a diagnosis is not verified. */
  readonly diagnose?: Diagnose;
}

export interface Verification {
  /** The run's verdict; only if the evidence supports the report. */
  readonly verdict?: RunVerdict;
  /** What is wrong, a line each; empty if the evidence supports the report. */
  readonly complaints: readonly string[];
  /** What a reader should know about a report that is verified. */
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
    ...judgedByOther(report, options.contract),
    ...challengeComplaints(report, options.challenge),
    ...invalidTerms(report, options.contract),
  ];
  const { evidence } = report;
  if (evidence === undefined)
    return refusal([...early, 'the report names no evidence that it could follow from'], 0);
  const { parts, complaints } = await readParts(directory, evidence);
  const found = stagesIn(parts, report, options.contract);
  const before = [...early, ...complaints, ...found.complaints, ...factComplaints(report, found)];
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

/** Returns how the report's suite, contract or catalogue differ: others may judge differently. */
function judgedByOther({ suite, contract: judgedBy }: RunResult, contract: Contract): readonly string[] {
  const complaints: string[] = [];
  if (suite.name !== SUITE.name || suite.version !== SUITE.version)
    complaints.push(
      `the report was made by ${suite.name} ${suite.version}, and this is version ${SUITE.version}: verify it with the version that made it`,
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

/** Returns what is wrong with the clause set and the waivers of the run, on the day of the run. */
function invalidTerms(
  { clauseSet, waivers = [], startedAt }: RunResult,
  contract: Contract,
): readonly string[] {
  const day = startedAt.slice(0, 10);
  const followed = waivers.map(({ state: _state, ...waiver }) => waiver);
  return [
    ...(clauseSet === undefined ? [] : clauseSetComplaints(clauseSet, contract)),
    ...problemsOf(followed, contract, day).map(
      ({ waiver, says }) => `a waiver of ${waiver.clause} in the report ${says}`,
    ),
  ];
}

function clauseSetComplaints(
  stated: NonNullable<RunResult['clauseSet']>,
  contract: Contract,
): readonly string[] {
  try {
    const own = setToScoreBy(contract, stated.version);
    if (isDeepStrictEqual(own, stated)) return [];
    return [
      `the report is scored by a clause set ${stated.version} (${stated.digest}) that is not this suite's (${own.digest})`,
    ];
  } catch (error) {
    if (error instanceof UsageError)
      return [`the report is scored by an unknown clause set: ${error.message}`];
    throw error;
  }
}

function challengeComplaints({ challenge }: RunResult, demanded: string | undefined): readonly string[] {
  if (demanded === undefined || demanded === challenge) return [];
  return [
    challenge === undefined
      ? 'the run has no challenge: its evidence may be of any age'
      : `the run has another challenge (${challenge}) than the one required`,
  ];
}

/** Returns where the facts in the report and in its evidence differ. */
function factComplaints(report: RunResult, { stages, isInParts }: StagesFound): readonly string[] {
  const [first, ...others] = stages;
  if (first === undefined) return [];
  return [
    ...differingFacts(factsStatedIn(report), first.facts, isInParts),
    ...(others.some(({ facts }) => differsFromFirst(first.facts, facts))
      ? ['the shards in the evidence are not of one run: their settings differ']
      : []),
  ];
}

/** Whether the evidence is of this run and this contract; otherwise judging it only adds complaints. */
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

/** Returns how the report differs from the one that follows from its evidence. */
async function departures(
  report: RunResult,
  found: StagesFound,
  rejudged: readonly Rejudged[],
  { contract, diagnose }: VerifyOptions,
): Promise<readonly string[]> {
  const again = await assembleAgain(report, found, rejudged, contract, diagnose);
  // Without a survey the complaints have been made already.
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
    ...(selected === undefined ? [] : [`the verdict is about ${selected.length} selected clauses only`]),
    ...(waived.length === 0 ? [] : [`failures are waived: ${waived.join(', ')}`]),
    ...(unscored.length === 0 ? [] : [`judged but not scored: ${unscored.join(', ')}`]),
    ...(acceptUnexercised ? ['MUST clauses that were not exercised are accepted'] : []),
    ...(settings?.embedded ? ['the deployment was the embedded reference'] : []),
    ...(challenge === undefined ? ['the run has no challenge: the evidence may be of any age'] : []),
    ...[...seeds].map((each) => `a shard of the run used seed ${each}`),
    ...(isInParts ? brokenTests(report, rejudged) : []).map(
      ({ slug }) => `${slug}: its test ended without a judgement and left no evidence`,
    ),
  ];
}
