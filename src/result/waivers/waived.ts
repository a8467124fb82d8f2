/** How waivers change the verdicts of clauses, and what becomes of each waiver in a run. */
import type { ClauseResult, WaiverState } from '../result.ts';
import type { Waiver } from './waivers.ts';

/** Returns the clause as waived, with the reason first, where its failure is waived; else the clause as it is. */
export function withWaiver(clause: ClauseResult, waivers: readonly Waiver[]): ClauseResult {
  const waiver = waivers.find(
    (each) => each.clause === clause.slug && each.fingerprint === clause.fingerprint,
  );
  if (waiver === undefined || clause.verdict !== 'fail') return clause;
  const { reason, link, expires } = waiver;
  return {
    ...clause,
    verdict: 'waived',
    detail: `until ${expires}: ${reason} (${clause.detail})`,
    waiver: { reason, expires, ...(link === undefined ? {} : { link }) },
  };
}

/** Returns the waivers with their states. @param met fingerprints of all waived violations that were met */
export function statesOf(
  waivers: readonly Waiver[],
  clauses: readonly ClauseResult[],
  met: ReadonlySet<string>,
): readonly WaiverState[] {
  const stateOf = ({ clause: slug, fingerprint }: Waiver): WaiverState['state'] => {
    const clause = clauses.find((each) => each.slug === slug);
    if (clause === undefined || clause.verdict === 'not-scored') return 'not-judged';
    if (met.has(fingerprint) || clause.fingerprint === fingerprint) return 'used';
    return clause.verdict === 'pass' ? 'stale' : 'unseen';
  };
  return waivers.map((waiver) => ({ ...waiver, state: stateOf(waiver) }));
}

/** Returns the slugs of clauses that pass though a waiver says that they fail. */
export function staleClauses(waivers: readonly WaiverState[] = []): readonly string[] {
  return [...new Set(waivers.filter(({ state }) => state === 'stale').map(({ clause }) => clause))];
}
