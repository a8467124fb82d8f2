/** What a run says of itself before its first request: the evidence begins with it, and the report repeats it. */
import type { Contract } from '../contract/contract.ts';
import type { RunFacts } from './assemble.ts';
import type { RunResult } from './result.ts';
import type { Waiver } from './waivers/waivers.ts';

/** The properties of a report that stand at the beginning of its evidence too. */
const STATED = [
  'suite',
  'contract',
  'target',
  'deployment',
  'implementation',
  'seed',
  'challenge',
  'budget',
  'acceptUnexercised',
  'settings',
  'clauseSet',
  'waivers',
  'selected',
  'startedAt',
] as const satisfies readonly (keyof RunResult)[];

export type StatedFacts = Omit<Pick<RunResult, (typeof STATED)[number]>, 'waivers'> & {
  /** What became of each is known only at the end. */
  readonly waivers?: readonly Waiver[];
};

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
  const stated = Object.fromEntries(
    STATED.filter((key) => report[key] !== undefined).map((key) => [key, report[key]]),
  ) as unknown as StatedFacts;
  if (report.waivers === undefined) return stated;
  return { ...stated, waivers: report.waivers.map(({ state: _state, ...waiver }) => waiver) };
}
