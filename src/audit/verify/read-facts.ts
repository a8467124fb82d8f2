/** What a part of the evidence says of its run: read with care, for it decides what is judged again. */

import { readBudget } from '../../config/budget.ts';
import { whatIsBroken } from '../../result/read-report.ts';
import type { RunResult } from '../../result/result.ts';
import type { StatedFacts } from '../../result/stated-facts.ts';

export type UsableFacts = StatedFacts & Required<Pick<StatedFacts, 'settings'>>;

/** The facts, or why they cannot be followed. @param report any: the facts must be as its properties are */
export function readFacts(head: Readonly<Record<string, unknown>>, report: RunResult): UsableFacts | string {
  const { selected: _selected, challenge: _challenge, settings: _settings, ...rest } = report;
  const broken = whatIsBroken({ ...rest, ...head });
  if (broken !== undefined) return `what it says of its run cannot be followed: ${broken}`;
  const facts = head as unknown as StatedFacts;
  const { settings, target, budget } = facts;
  if (settings === undefined) return 'it does not say how its run was set up';
  if (!URL.canParse(target)) return `its target is no URL: ${target}`;
  return isBudget(budget) ? { ...facts, settings } : `its budget is none: ${JSON.stringify(budget)}`;
}

function isBudget({ name, requests }: StatedFacts['budget']): boolean {
  try {
    return readBudget(name).requests === requests;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
