/** How many requests a run may make, and how they are shared among the clauses. */
import type { Clause } from '../clauses/clause.ts';

export const BUDGETS = { smoke: 150, standard: 1500, exhaustive: 15000 } as const;

/** Part of a budget that is shared out; the rest is the survey's. */
const FOR_CLAUSES = 0.9;

export interface Budget {
  readonly name: string;
  /** Requests in all, about. */
  readonly requests: number;
  /** Whether every probe of every clause runs; a smaller run stops at each clause's share. */
  readonly everyProbe: boolean;
  /** Most pages of one instance's unfiltered list that the survey reads. */
  readonly surveyPages: number;
}

/** Reads `smoke`, `standard`, `exhaustive` or a number of requests. @throws RangeError with what is accepted. */
export function readBudget(text: string): Budget {
  const named = Object.entries(BUDGETS).find(([name]) => name === text);
  const requests = named?.[1] ?? (/^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined);
  if (requests === undefined) {
    throw new RangeError(`"${text}" is no budget: say smoke, standard, exhaustive or a number of requests`);
  }
  const everyProbe = requests >= BUDGETS.standard;
  return { name: named?.[0] ?? text, requests, everyProbe, surveyPages: everyProbe ? 10 : 3 };
}

/**
 * Requests of each clause, by its worth; none for those that only watch what others ask. Fixed before the run, so that
 * both faces spend alike.
 */
export function shareOut(budget: Budget, clauses: readonly Clause[]): ReadonlyMap<string, number> {
  const worth = clauses.reduce((sum, clause) => sum + clause.budgetWeight, 0);
  // Up to the smallest budget, a run sends the first few probes of each clause, and nothing else.
  const besidesProbes = budget.everyProbe ? budget.requests : Math.max(0, budget.requests - BUDGETS.smoke);
  const forClauses = besidesProbes * FOR_CLAUSES;
  const shareOf = (clause: Clause) =>
    clause.budgetWeight === 0 ? 1 : Math.max(1, Math.floor((forClauses * clause.budgetWeight) / worth));
  return new Map(clauses.map((clause) => [clause.slug, clause.check === undefined ? 0 : shareOf(clause)]));
}

/** Requests that a run of some of the clauses takes, about: their shares, and what the survey takes of the budget. */
export function requestsFor(
  budget: Budget,
  clauses: readonly Clause[],
  selected: readonly string[] | undefined,
): number {
  if (selected === undefined) return budget.requests;
  const shares = shareOut(budget, clauses);
  const asked = selected.reduce((sum, slug) => sum + (shares.get(slug) ?? 0), 0);
  return Math.round(asked + budget.requests * (1 - FOR_CLAUSES));
}
