/** Compares an older and a newer report: what changed for each clause, and what each run cost. */
import type { Level } from '../../contract/catalogue.ts';
import {
  CLAUSE_VERDICTS,
  type ClauseResult,
  type ClauseVerdict,
  type RunResult,
} from '../../result/result.ts';
import { quantile } from '../../result/traffic.ts';
import type { CrossJudged } from '../verify/cross-judge.ts';
import { type Cause, type Circumstances, circumstancesOf, clauseCauseOf } from './circumstances.ts';

export interface Change {
  readonly slug: string;
  readonly level: Level;
  /** `regressed`: worse than before, or failing in another way. `gone`, `new`: in only one of the reports. */
  readonly kind: 'regressed' | 'improved' | 'changed' | 'gone' | 'new';
  readonly old?: ClauseVerdict;
  readonly new?: ClauseVerdict;
  readonly detail: string;
  /** What caused it, as far as the old evidence shows. */
  readonly cause: Cause;
}

export interface ObservationChange {
  readonly slug: string;
  readonly old?: string;
  readonly new?: string;
}

/** A figure of both runs. */
export interface Pair {
  readonly old: number;
  readonly new: number;
}

export interface Comparison {
  readonly verdict: { readonly old: RunResult['verdict']; readonly new: RunResult['verdict'] };
  readonly circumstances: Circumstances;
  readonly changes: readonly Change[];
  readonly observations: readonly ObservationChange[];
  readonly cost: {
    readonly requests: Pair;
    /** Of the whole run. */
    readonly milliseconds: Pair;
    /** Milliseconds within which half, and 95 of 100, requests were answered; absent if a report does not say. */
    readonly latency?: { readonly median: Pair; readonly p95: Pair };
    /** Clauses whose requests changed by at least a tenth and at least five. */
    readonly clauses: readonly (Pair & { readonly slug: string })[];
  };
}

/** @param again verdicts of this suite on the old evidence, or why it could not be judged */
export function compareRuns(old: RunResult, newer: RunResult, again: CrossJudged | string): Comparison {
  const before = new Map(old.clauses.map((clause) => [clause.slug, clause]));
  const after = new Map(newer.clauses.map((clause) => [clause.slug, clause]));
  const slugs = [...new Set([...before.keys(), ...after.keys()])];
  return {
    verdict: { old: old.verdict, new: newer.verdict },
    circumstances: circumstancesOf(old, newer, again),
    changes: slugs.flatMap((slug) => changeOf(before.get(slug), after.get(slug), again) ?? []),
    observations: slugs.flatMap((slug) => observationChange(before.get(slug), after.get(slug)) ?? []),
    cost: {
      requests: { old: old.requests, new: newer.requests },
      milliseconds: { old: old.milliseconds, new: newer.milliseconds },
      ...latencyOf(old, newer),
      clauses: slugs.flatMap((slug) => costChange(before.get(slug), after.get(slug)) ?? []),
    },
  };
}

export function hasRegressed({ changes }: Comparison): boolean {
  return changes.some(({ kind }) => kind === 'regressed');
}

function changeOf(
  before: ClauseResult | undefined,
  after: ClauseResult | undefined,
  again: CrossJudged | string,
): Change | undefined {
  const shown = after ?? before;
  if (shown === undefined || !differs(before, after)) return undefined;
  const { slug, level, detail } = shown;
  return {
    slug,
    level,
    kind: kindOf(before, after),
    ...(before === undefined ? {} : { old: before.verdict }),
    ...(after === undefined ? {} : { new: after.verdict }),
    detail,
    cause: clauseCauseOf(before, after, again),
  };
}

function differs(before: ClauseResult | undefined, after: ClauseResult | undefined): boolean {
  if (before?.verdict !== after?.verdict) return true;
  return after?.verdict === 'fail' && before?.fingerprint !== after.fingerprint;
}

/** Verdicts that do not say whether the deployment is right. */
const NEUTRAL: readonly ClauseVerdict[] = ['observed', 'not-applicable', 'not-scored', 'not-implemented'];

function kindOf(before: ClauseResult | undefined, after: ClauseResult | undefined): Change['kind'] {
  if (before === undefined) return 'new';
  if (after === undefined) return 'gone';
  if (before.verdict === after.verdict) return 'regressed';
  if (after.verdict === 'fail') return 'regressed';
  if (NEUTRAL.includes(before.verdict) || NEUTRAL.includes(after.verdict)) return 'changed';
  return rankOf(after) < rankOf(before) ? 'regressed' : 'improved';
}

function rankOf({ verdict }: ClauseResult): number {
  return CLAUSE_VERDICTS.indexOf(verdict);
}

function observationChange(
  before: ClauseResult | undefined,
  after: ClauseResult | undefined,
): ObservationChange | undefined {
  const slug = before?.slug ?? after?.slug;
  if (slug === undefined || before === undefined || after === undefined) return undefined;
  const [old, now] = [before.observation, after.observation];
  if (old === now) return undefined;
  return { slug, ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { new: now }) };
}

const LEAST_REQUESTS = 5;
const LEAST_SHARE = 0.1;

function costChange(before: ClauseResult | undefined, after: ClauseResult | undefined) {
  if (before === undefined || after === undefined) return undefined;
  const pair = { old: before.requests, new: after.requests };
  const apart = Math.abs(pair.new - pair.old);
  return apart >= LEAST_REQUESTS && apart >= LEAST_SHARE * pair.old
    ? { slug: before.slug, ...pair }
    : undefined;
}

function latencyOf(old: RunResult, newer: RunResult): Pick<Comparison['cost'], 'latency'> {
  const of = (percent: number): Pair | undefined => {
    const [before, after] = [old, newer].map(({ traffic }) => quantile(traffic?.latency ?? [], percent));
    return before === undefined || after === undefined ? undefined : { old: before, new: after };
  };
  const [median, p95] = [of(50), of(95)];
  return median === undefined || p95 === undefined ? {} : { latency: { median, p95 } };
}
