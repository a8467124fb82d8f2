/**
 * Fits a run into its budget: what the probes will take is counted before the first is sent, and random cases get what
 * is left. A contract with more parameters, or data with more pages, so has fewer random cases and no fewer probes.
 */
import type { Clause, Examination, Finding } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import { FEWEST_CASES } from './examiner.ts';

/** Requests that an observation usually takes. */
const OBSERVATION = 10;

export interface PlanOptions {
  readonly contract: Contract;
  readonly known: Known;
  /** All clauses: one that runs alone draws the same cases as in a run of all. */
  readonly clauses: readonly Clause[];
  /** Requests of each clause where there are enough, by slug. */
  readonly shares: ReadonlyMap<string, number>;
  /** Requests that the run may still send, those for confirmations apart. */
  readonly left: number;
  readonly exhaustive: boolean;
}

/** Returns the requests of each clause, by slug, after which it tries no further random case. */
export async function fitted(options: PlanOptions): Promise<ReadonlyMap<string, number>> {
  const { clauses, shares, left } = options;
  const probes = new Map<string, number>();
  for (const clause of clauses) probes.set(clause.slug, await probesOf(clause, options));
  const takes = (part: number) =>
    clauses.reduce(
      (sum, { slug }) => sum + Math.max(probes.get(slug) ?? 0, part * (shares.get(slug) ?? 0)),
      0,
    );
  let part = 1;
  while (part > 0 && takes(part) > left) part -= 0.05;
  return new Map([...shares].map(([slug, share]) => [slug, Math.floor(Math.max(0, part) * share)]));
}

/** Returns how many requests the probes of a clause will take, about, and the few cases that follow them always. */
async function probesOf(clause: Clause, { contract, known, exhaustive }: PlanOptions): Promise<number> {
  let requests = 0;
  const nothing: Finding = { kind: 'held', cases: 0 };
  const examine = async <I>(examination: Examination<I>) => {
    const { probes, exhaustiveProbes, cases, cost = 1 } = examination;
    const more = exhaustive ? (exhaustiveProbes?.(known, contract).length ?? 0) : 0;
    const few = cases === undefined ? 0 : FEWEST_CASES;
    requests += cost * (probes(known, contract).length + more + few);
    return nothing;
  };
  const observe = async () => {
    requests += OBSERVATION;
    return nothing;
  };
  if (clause.applies?.(contract) !== false)
    await clause.check?.({ contract, known, suspected: [], examine, observe });
  return requests;
}
