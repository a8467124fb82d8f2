/**
 * `run --plan`: how many requests a run will send and how long that takes, without sending any. The same clauses are
 * judged on the reference deployment within this process, with the seed and the budget of the run, and their requests
 * are counted.
 */

import type { FleetRun } from '../config/fleet.ts';
import { select } from '../config/selection.ts';
import type { Settings } from '../config/settings.ts';
import { loadContract } from '../contract/contract.ts';
import { judgeInProcess } from '../prove/judge-subject.ts';
import { createReference } from '../reference/reference.ts';
import { duration } from '../report/terminal/progress.ts';

/** What a run of one deployment is going to send. */
export interface Plan {
  /** Its name in the configuration file. */
  readonly deployment?: string;
  readonly budget: string;
  /** Requests that no run exceeds, whatever it finds. */
  readonly most: number;
  /** Requests of a run that finds nothing wrong. */
  readonly planned: number;
  /** Of these, requests by which it learns what data there are. */
  readonly survey: number;
  /** Of these, requests of each clause. */
  readonly clauses: readonly { readonly slug: string; readonly requests: number }[];
  /** Requests a second; left out where they are not limited. */
  readonly rate?: number;
  /** Seconds at that rate. */
  readonly seconds?: { readonly planned: number; readonly most: number };
  /** Seconds after which the run ends with what it has judged; left out where there is no such limit. */
  readonly maxTime?: number;
}

/** Returns the plan of a run. @throws UsageError, ContractError as the run itself does */
export async function planOf(settings: Settings): Promise<Plan> {
  const { budget, seed, rate, maxTimeMs, concurrency, only, target, deployment } = settings;
  const contract = loadContract(settings.contract);
  const selected = select(contract, only);
  const reference = createReference(contract);
  const instances = reference.instances.slice(0, target?.instances.length ?? reference.instances.length);
  const { requests, clauses } = await judgeInProcess(
    contract,
    { ...reference, instances },
    { seed, budget: budget.name, concurrency, ...(selected === undefined ? {} : { selected }) },
  );
  const asked = clauses.reduce((sum, clause) => sum + clause.requests, 0);
  return {
    ...(deployment === undefined ? {} : { deployment: deployment.name }),
    budget: budget.name,
    most: budget.requests,
    planned: requests,
    survey: requests - asked,
    clauses: clauses.map((clause) => ({ slug: clause.slug, requests: clause.requests })),
    ...(rate === undefined
      ? {}
      : { rate, seconds: { planned: requests / rate, most: budget.requests / rate } }),
    ...(maxTimeMs === 0 ? {} : { maxTime: maxTimeMs / 1000 }),
  };
}

/** Returns the plans of a fleet, in its order. */
export async function plansOf(runs: readonly FleetRun[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { settings } of runs) plans.push(await planOf(settings));
  return plans;
}

/** Returns a plan in lines. */
export function planText(plan: Plan): string {
  const { deployment, budget, planned, survey, clauses, most } = plan;
  const rows = [
    ['survey', survey] as const,
    ...clauses.map(({ slug, requests }) => [slug, requests] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...(deployment === undefined ? [] : [deployment]),
    ...rows.map(([name, requests]) => `  ${name.padEnd(width)}  ${String(requests).padStart(6)}`),
    `  ${'planned'.padEnd(width)}  ${String(planned).padStart(6)}`,
    '',
    `A run with the budget ${budget} sends about ${planned} requests, as counted on the reference deployment. Violations that are`,
    `confirmed and shrunk, other data and retries change that; it never sends more than ${most}. Nothing has been sent.`,
    ...timeLines(plan),
    '',
  ].join('\n');
}

function timeLines({ rate, seconds, maxTime }: Plan): readonly string[] {
  if (rate === undefined || seconds === undefined)
    return ['The rate is not limited (--rate): the time is for the deployment to say.'];
  const tooLong = maxTime !== undefined && seconds.planned > maxTime;
  return [
    `At ${rate} requests a second that takes about ${duration(seconds.planned)}, and at most ${duration(seconds.most)}.`,
    ...(tooLong
      ? [`That is longer than --max-time allows (${duration(maxTime)}): some clauses would not be judged.`]
      : []),
  ];
}
