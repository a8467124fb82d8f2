/** Detection strength: the share of seeds with which a clause named for a fault catches it, by budget. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Contract } from '../contract/contract.ts';
import { watchesAll } from '../engine/schedule.ts';
import { faultOf } from '../reference/registry.ts';
import { judgeSubject } from './judge-subject.ts';

/** One fault with one seed and budget. */
export interface Trial {
  readonly fault: string;
  readonly seed: number;
  readonly budget: string;
}

export interface TrialResult extends Trial {
  readonly caught: boolean;
}

/**
 * Runs the clauses named for a fault until one of them is sure. A clause's cases and quota do not depend on which
 * others run, so the others are left out; but what a watched clause sees are the exchanges of all, so then all run.
 */
export async function tryFault(contract: Contract, { fault, seed, budget }: Trial): Promise<TrialResult> {
  const named = faultOf(fault).caughtBy;
  const watched = allClauses(contract).some((clause) => named.includes(clause.slug) && watchesAll(clause));
  let caught = false;
  await judgeSubject(contract, {
    subject: { fault },
    seed,
    budget,
    ...(watched ? {} : { selected: named }),
    onCaught: (slug) => {
      if (!named.includes(slug)) return undefined;
      caught = true;
      return 'stop';
    },
  });
  return { fault, seed, budget, caught };
}

export interface Share {
  readonly tried: number;
  /** Seeds with which no clause named for the fault caught it. */
  readonly missed: readonly number[];
}

/** Shares by budget, then by fault. */
export type Shares = Readonly<Record<string, Readonly<Record<string, Share>>>>;

export function sharesOf(results: readonly TrialResult[]): Shares {
  const shares: Record<string, Record<string, Share>> = {};
  for (const { fault, seed, budget, caught } of results) {
    const ofBudget = shares[budget] ?? {};
    shares[budget] = ofBudget;
    const { tried, missed } = ofBudget[fault] ?? { tried: 0, missed: [] };
    ofBudget[fault] = {
      tried: tried + 1,
      missed: caught ? missed : [...missed, seed].sort((one, other) => one - other),
    };
  }
  return shares;
}

/** The share of all trials of a budget that must catch their fault: a smoke run may miss what takes many requests. */
export function leastShare(budget: string): number {
  return budget === 'smoke' ? 0.95 : 1;
}

/** From 0 to 1, over all faults and seeds that were tried. */
export function shareCaught(shares: readonly Share[]): number {
  const tried = shares.reduce((sum, share) => sum + share.tried, 0);
  const missed = shares.reduce((sum, share) => sum + share.missed.length, 0);
  return tried === 0 ? 0 : (tried - missed) / tried;
}
