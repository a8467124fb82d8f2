/** One cell row of the matrix: the whole suite against one variant of the reference deployment. */
import type { Contract } from '../contract/contract.ts';
import { faultOf } from '../reference/faults/registry.ts';
import type { ClauseVerdict, RunVerdict } from '../run/result.ts';
import { judgeVariant } from './judge-variant.ts';

/** Plain data, so that it travels to a worker and back. */
export interface Job {
  readonly kind: 'fault' | 'temperament';
  readonly slug: string;
  readonly seed: number;
  readonly budget: string;
}

/** A clause that a variant made fail or warn. */
export interface Catch {
  readonly slug: string;
  readonly verdict: ClauseVerdict;
  /** Requests that the clause had made until it was sure. */
  readonly requests: number;
  readonly detail: string;
}

export interface JobResult {
  readonly job: Job;
  readonly verdict: RunVerdict;
  readonly requests: number;
  readonly catches: readonly Catch[];
  /** Clauses that could not decide. */
  readonly undecided: readonly string[];
  /** For a fault: the clauses named to catch it. */
  readonly named: readonly string[];
}

export async function runJob(contract: Contract, job: Job): Promise<JobResult> {
  const variant = job.kind === 'fault' ? { fault: job.slug } : { temperament: job.slug };
  const { seed, budget } = job;
  const result = await judgeVariant(contract, { variant, seed, budget });
  const catches = result.clauses
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ slug, verdict, requests, detail }) => ({ slug, verdict, requests, detail }));
  const undecided = result.clauses
    .filter(({ verdict }) => verdict === 'inconclusive')
    .map(({ slug }) => slug);
  const named = job.kind === 'fault' ? faultOf(job.slug).caughtBy : [];
  return { job, verdict: result.verdict, requests: result.requests, catches, undecided, named };
}
