/** How the requests of a run are shared among its clauses. */
import type { Clause } from '../clauses/clause.ts';

/** What a run may spend. The configuration reads it from a budget's name. */
export interface Spending {
  /** Most requests in all. */
  readonly requests: number;
  /** Of these, requests for confirmations. */
  readonly reserve: number;
  /** Of these, requests for random cases and the survey. */
  readonly beyondSmokeProbes: number;
  /** Whether every probe of every clause runs. A smaller run stops at each clause's share. */
  readonly everyProbe: boolean;
  /** Whether the probes of an exhaustive run are sent too. */
  readonly exhaustive: boolean;
  /** Most pages of one instance's unfiltered list that the survey reads. */
  readonly surveyPages: number;
}

/** Part of the requests that is shared out; the rest pays for the survey and for probes past a clause's share. */
const FOR_CLAUSES = 0.72;

/**
 * Requests of each clause, by its budget weight; none for those that only watch what others ask. Fixed before the run,
 * so that the command line and Playwright spend alike.
 */
export function shareOut(spending: Spending, clauses: readonly Clause[]): ReadonlyMap<string, number> {
  const weights = clauses.reduce((sum, clause) => sum + clause.budgetWeight, 0);
  const forClauses = spending.beyondSmokeProbes * FOR_CLAUSES;
  const shareOf = (clause: Clause) =>
    clause.budgetWeight === 0 ? 1 : Math.max(1, Math.floor((forClauses * clause.budgetWeight) / weights));
  return new Map(clauses.map((clause) => [clause.slug, clause.check === undefined ? 0 : shareOf(clause)]));
}

/** Requests that a run of some of the clauses takes, about: their shares and the survey's part. */
export function requestsFor(
  spending: Spending,
  clauses: readonly Clause[],
  selected: readonly string[] | undefined,
): number {
  if (selected === undefined) return spending.requests;
  const shares = shareOut(spending, clauses);
  const asked = selected.reduce((sum, slug) => sum + (shares.get(slug) ?? 0), 0);
  return Math.round(asked + spending.requests * (1 - FOR_CLAUSES));
}
