/** One row of the matrix: the whole suite against the reference deployment with one fault or variant. */
import type { Contract } from '../contract/contract.ts';
import { faultOf } from '../reference/registry.ts';
import type { ClauseVerdict, RunVerdict } from '../result/result.ts';
import { judgeSubject } from './judge-subject.ts';
import type { Subject } from './subjects.ts';

/** Plain data: it is sent to a worker thread. */
export interface Job extends Subject {
  readonly seed: number;
  readonly budget: string;
}

/** A clause that failed or warned. */
export interface Catch {
  readonly slug: string;
  readonly verdict: ClauseVerdict;
  /** Requests of the clause alone, with those that confirmed its violation and made it small. */
  readonly requests: number;
  /** How many requests of the whole run had been answered when the first answer came that breaks the clause. */
  readonly first: number;
  readonly detail: string;
}

/** Which of the clauses that are named for a fault saw it first. */
export interface FirstCatch {
  readonly slug: string;
  /** As `first` of the catch. */
  readonly requests: number;
}

export interface JobResult {
  readonly job: Job;
  readonly verdict: RunVerdict;
  readonly requests: number;
  readonly catches: readonly Catch[];
  /** Clauses that could not decide, or that the requests of the run did not suffice for. */
  readonly undecided: readonly string[];
  /** For a fault: the clauses that are named for it, any of which catches it. */
  readonly named: readonly string[];
  /** For a fault that a clause named for it caught. */
  readonly firstCatch?: FirstCatch;
}

export async function runJob(contract: Contract, job: Job): Promise<JobResult> {
  const subject = job.kind === 'fault' ? { fault: job.slug } : { variant: job.slug };
  const { seed, budget } = job;
  const firsts = new Map<string, number>();
  const result = await judgeSubject(contract, {
    subject,
    seed,
    budget,
    onViolation: (slug, answered) => {
      if (!firsts.has(slug)) firsts.set(slug, answered);
    },
  });
  const catches = result.clauses
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ slug, verdict, requests, detail }) => {
      return { slug, verdict, requests, first: firsts.get(slug) ?? result.requests, detail };
    });
  const undecided = result.clauses
    .filter(({ verdict, reason }) => verdict === 'inconclusive' || reason === 'budget-spent')
    .map(({ slug }) => slug);
  const named = job.kind === 'fault' ? faultOf(job.slug).caughtBy : [];
  const firstCatch = firstOf(catches.filter(({ slug }) => named.includes(slug)));
  return {
    job,
    verdict: result.verdict,
    requests: result.requests,
    catches,
    undecided,
    named,
    ...(firstCatch === undefined ? {} : { firstCatch }),
  };
}

function firstOf(catches: readonly Catch[]): FirstCatch | undefined {
  const [first] = [...catches].sort((one, other) => one.first - other.first);
  return first === undefined ? undefined : { slug: first.slug, requests: first.first };
}
