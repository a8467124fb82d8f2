/** Puts judged clauses together into the result of a run. */

import type { Stop, StopMet } from '../client/stop.ts';
import type { Budget } from '../config/budget.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import { smallestOf } from '../engine/detection.ts';
import { type Seen, togetherSeen } from '../engine/seen.ts';
import { REASON_OF_STOP } from '../engine/stop-reason.ts';
import { waivedWithin } from '../engine/waived-violations.ts';
import { cascadesOf } from './cascade.ts';
import { type Causes, causeOf, isLeftOpenByCause } from './cause.ts';
import { addVisits, coverageOf, type Visits } from './coverage.ts';
import { type ClauseResult, judgeRun, type RunResult, type RunSettings, type RunVerdict } from './result.ts';
import { isScored } from './scoring.ts';
import { addTraffic, shownTraffic, type Traffic } from './traffic.ts';
import { HELD, notImplemented, settle } from './verdict.ts';
import { statesOf, withWaiver } from './waivers/waived.ts';
import { type Waiver, waivedFingerprints } from './waivers/waivers.ts';

/** What a run states of itself. Plain data: it travels between processes. */
export interface RunFacts {
  readonly suite: RunResult['suite'];
  readonly target: string;
  readonly deployment?: string;
  readonly implementation?: NonNullable<RunResult['implementation']>;
  readonly seed: number;
  readonly budget: Budget;
  readonly acceptUnexercised: boolean;
  readonly settings: RunSettings;
  readonly challenge?: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Slugs of the clauses to judge; all of the catalogue when left out. */
  readonly selected?: readonly string[];
  /** The clause set that the run is scored by: clauses outside it are reported and not counted. */
  readonly clauseSet?: NonNullable<RunResult['clauseSet']>;
  /** Known deviations: violations that do not count. */
  readonly waivers?: readonly Waiver[];
}

/** What the survey adds to the result. */
export interface SurveyFacts {
  readonly instances: RunResult['instances'];
  /** Why no instance could be read, where none could. */
  readonly obstacle?: string;
  readonly mock?: NonNullable<RunResult['mock']>;
  readonly requests: number;
  readonly seen: Seen;
  readonly visits: Visits;
  readonly traffic?: Traffic;
}

/** One clause judged, with what its exchanges showed of others. Plain data: it travels between processes. */
export interface Judged {
  readonly result: ClauseResult;
  readonly seen: Seen;
  /** Whether it is judged on all exchanges of the run. */
  readonly watches?: true;
  readonly visits: Visits;
  readonly traffic?: Traffic;
  /** Fingerprints of the waived violations that were met. */
  readonly met?: readonly string[];
}

/** Noise, what stopped the run, and duration, which are known only at the end. */
export interface TrafficFacts {
  readonly noise: RunResult['noise'];
  /** What stopped the run before it was done. */
  readonly stop?: StopMet | undefined;
  readonly milliseconds: number;
}

/** Returns the result of a run. @param judged a clause without one is reported as not implemented */
export function assemble(
  contract: Contract,
  facts: RunFacts,
  surveyed: SurveyFacts,
  judged: readonly Judged[],
  traffic: TrafficFacts,
): RunResult {
  const seen = togetherSeen([surveyed.seen, ...judged.map((one) => one.seen)]);
  const { detections } = seen;
  const { waivers = [] } = facts;
  const waived = waivedFingerprints(waivers);
  const results = new Map(judged.map((one) => [one.result.slug, one]));
  const stopped =
    traffic.stop === undefined ? undefined : { cause: traffic.stop.cause, says: traffic.stop.says };
  const clauses = contract.catalogue.entries
    .filter(({ slug }) => facts.selected?.includes(slug) ?? true)
    .map((entry): ClauseResult => {
      const one = results.get(entry.slug);
      const result = one === undefined ? notImplemented(entry) : asSeen(one, seen, stopped);
      const late = detections.filter(({ slug }) => slug === entry.slug);
      return asCounted(withLate(entry, result, late, waived.get(entry.slug)), facts);
    });
  const shown = shownTraffic(addTraffic([surveyed.traffic, ...judged.map((one) => one.traffic)]));
  const met = new Set([
    ...judged.flatMap((one) => one.met ?? []),
    ...detections.map(
      (detection) =>
        waivedWithin(detection.slug, detection, waived.get(detection.slug)) ?? detection.fingerprint,
    ),
  ]);
  const verdict = judgeRun(clauses, facts.acceptUnexercised);
  const causes = {
    ...(surveyed.obstacle === undefined ? {} : { obstacle: surveyed.obstacle }),
    ...(surveyed.mock === undefined ? {} : { mock: surveyed.mock }),
    ...(stopped === undefined ? {} : { stopped }),
  };
  return {
    suite: facts.suite,
    contract: { digest: contract.digest, catalogue: contract.catalogue.digest },
    target: facts.target,
    ...(facts.deployment === undefined ? {} : { deployment: facts.deployment }),
    ...(facts.implementation === undefined ? {} : { implementation: facts.implementation }),
    seed: facts.seed,
    budget: { name: facts.budget.name, requests: facts.budget.requests },
    verdict,
    detail: explain(verdict, clauses, causes),
    ...causes,
    requests: surveyed.requests + clauses.reduce((sum, clause) => sum + clause.requests, 0),
    noise: traffic.noise,
    acceptUnexercised: facts.acceptUnexercised,
    settings: facts.settings,
    ...(facts.challenge === undefined ? {} : { challenge: facts.challenge }),
    ...(facts.clauseSet === undefined ? {} : { clauseSet: facts.clauseSet }),
    ...(waivers.length === 0 ? {} : { waivers: statesOf(waivers, clauses, met) }),
    ...(facts.selected === undefined ? {} : { selected: facts.selected }),
    startedAt: facts.startedAt,
    milliseconds: traffic.milliseconds,
    instances: surveyed.instances,
    coverage: coverageOf(addVisits([surveyed.visits, ...judged.map(({ visits }) => visits)]), contract),
    ...(shown === undefined ? {} : { traffic: shown }),
    clauses,
  };
}

/** Returns a clause's result as the run counts it: not scored, waived, or as it is. */
export function asCounted(
  clause: ClauseResult,
  { clauseSet, waivers = [] }: Pick<RunFacts, 'clauseSet' | 'waivers'>,
): ClauseResult {
  if (isScored(clause.slug, clauseSet?.version)) return withWaiver(clause, waivers);
  return { ...clause, verdict: 'not-scored', detail: `${clause.verdict}: ${clause.detail}` };
}

/** Returns a clause's result with regard to the whole run: what its watch judged in it, and whether it was stopped. */
function asSeen({ result, watches }: Judged, { judged }: Seen, stopped: Stop | undefined): ClauseResult {
  const count = judged[result.slug] ?? 0;
  const isJudged = result.reason === 'nothing-to-judge' && count > 0;
  const { reason: _reason, ...rest } = result;
  const whole: ClauseResult = isJudged ? { ...rest, verdict: 'pass', detail: HELD } : result;
  if (
    watches === undefined ||
    whole.verdict !== 'pass' ||
    stopped === undefined ||
    stopped.cause === 'budget'
  )
    return whole;
  return {
    ...whole,
    verdict: 'inconclusive',
    reason: REASON_OF_STOP[stopped.cause],
    detail: `${HELD}, and then the run was stopped: ${stopped.says}`,
  };
}

/** Adds what watches saw after the clause was judged, where its own result shows no violation that counts. */
function withLate(
  entry: CatalogueEntry,
  result: ClauseResult,
  late: Seen['detections'],
  waived: ReadonlySet<string> = new Set(),
): ClauseResult {
  if (result.verdict === 'not-implemented') return result;
  const { fingerprint } = result;
  if (fingerprint !== undefined && !waived.has(fingerprint)) return result;
  const coveringOf = (detection: Seen['detections'][number]) => waivedWithin(entry.slug, detection, waived);
  const fresh = smallestOf(late.filter((detection) => coveringOf(detection) === undefined));
  const showsNothing = fingerprint === undefined && result.verdict !== 'inconclusive';
  const known = showsNothing ? smallestOf(late) : undefined;
  const detection = fresh ?? (known && { ...known, fingerprint: coveringOf(known) ?? known.fingerprint });
  if (detection === undefined) return result;
  return settle(entry, { kind: 'detected', cases: result.cases, detection }, result.requests, () => {
    throw new Error('a detection has no counterexample to show');
  });
}

/** Returns one line for people: why the verdict is what it is. */
function explain(verdict: RunVerdict, clauses: readonly ClauseResult[], causes: Causes): string {
  const cause = causeOf(causes);
  if (cause === undefined) return explainVerdict(verdict, clauses);
  const open = clauses.filter((clause) => clause.level === 'MUST' && isLeftOpenByCause(causes, clause));
  const others = clauses.filter((clause) => !open.includes(clause));
  const left =
    open.length === 0 ? '' : `; ${count(open, 'MUST clause')} could not be decided because of that`;
  const isTold = open.length > 0 && judgeRun(others, true) !== 'nonconformant';
  return `${cause}${left}${isTold ? '' : `; ${explainVerdict(verdict, others)}`}`;
}

function explainVerdict(verdict: RunVerdict, clauses: readonly ClauseResult[]): string {
  const slugs = (wanted: ClauseResult['verdict']) =>
    clauses
      .filter((clause) => clause.level === 'MUST' && clause.verdict === wanted)
      .map((clause) => clause.slug);
  const failed = slugs('fail');
  const undecided = slugs('inconclusive');
  const unexercised = slugs('not-exercised');
  const waived = slugs('waived');
  if (verdict === 'nonconformant')
    return `${count(failed, 'MUST clause')} failed: ${failed.join(', ')}${furtherOf(clauses)}`;
  if (verdict === 'conformant')
    return [
      `every MUST clause judged has passed${waived.length > 0 ? ' or is waived' : ''}`,
      ...(waived.length > 0 ? [`waived: ${waived.join(', ')}`] : []),
      ...(unexercised.length > 0 ? [`not exercised, as accepted: ${unexercised.join(', ')}`] : []),
    ].join('; ');
  if (undecided.length > 0)
    return `${count(undecided, 'MUST clause')} could not be decided: ${undecided.join(', ')}`;
  if (unexercised.length > 0)
    return `${count(unexercised, 'MUST clause')} not exercised: ${unexercised.join(', ')}`;
  const unimplemented = slugs('not-implemented');
  if (unimplemented.length > 0)
    return `${count(unimplemented, 'MUST clause')} not implemented yet: ${unimplemented.join(', ')}`;
  return 'no MUST clause was judged';
}

/** Names each cause that left further clauses undecided, once. */
function furtherOf(clauses: readonly ClauseResult[]): string {
  return cascadesOf(clauses)
    .map(({ cause, undecided }) => {
      const further = undecided.length === 1 ? 'clause' : 'clauses';
      return `; ${undecided.length} further ${further} could not be decided because of the same answers (${cause})`;
    })
    .join('');
}

function count(things: readonly unknown[], name: string): string {
  return `${things.length} ${name}${things.length === 1 ? '' : 's'}`;
}
