/** What a run says of itself before its first request: the evidence begins with it, and the report repeats it. */
import type { Contract } from '../contract/contract.ts';
import type { RunFacts } from './assemble.ts';
import type { RunResult } from './result.ts';

/** The properties of a report that stand at the beginning of its evidence too. */
const STATED = [
  'suite',
  'contract',
  'target',
  'seed',
  'challenge',
  'budget',
  'acceptUnexercised',
  'settings',
  'selected',
  'startedAt',
] as const satisfies readonly (keyof RunResult)[];

export type StatedFacts = Pick<RunResult, (typeof STATED)[number]>;

/** What the evidence of a run begins with. */
export function statedFacts(contract: Contract, facts: RunFacts): StatedFacts {
  const { budget, ...rest } = facts;
  return {
    ...rest,
    budget: { name: budget.name, requests: budget.requests },
    contract: { digest: contract.digest, catalogue: contract.catalogue.digest },
  };
}

/** The same, as a report has it. */
export function factsStatedIn(report: RunResult): StatedFacts {
  return Object.fromEntries(
    STATED.filter((key) => report[key] !== undefined).map((key) => [key, report[key]]),
  ) as unknown as StatedFacts;
}
