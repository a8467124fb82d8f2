/** Cascades: clauses that could not be decided because of the same answers that failed others. */
import type { ClauseResult } from './result.ts';

export interface Cascade {
  /** Why no list could be read from those answers. */
  readonly cause: string;
  /** Slugs of the clauses that failed by such an answer. */
  readonly failed: readonly string[];
  /** Clauses that met such an answer and could not be decided. */
  readonly undecided: readonly ClauseResult[];
}

/** Returns the cascades of a run, in the order of its clauses. */
export function cascadesOf(clauses: readonly ClauseResult[]): readonly Cascade[] {
  const causes = new Map<string, { readonly cause: string; readonly failed: string[] }>();
  for (const { slug, verdict, counterexample } of clauses) {
    const problem = counterexample?.exchange.unreadable;
    if (verdict !== 'fail' || problem === undefined) continue;
    const known = causes.get(problem.code);
    if (known === undefined) causes.set(problem.code, { cause: problem.message, failed: [slug] });
    else known.failed.push(slug);
  }
  return [...causes]
    .map(([code, { cause, failed }]) => ({
      cause,
      failed,
      undecided: clauses.filter(
        ({ verdict, unreadable }) => verdict === 'inconclusive' && unreadable?.code === code,
      ),
    }))
    .filter(({ undecided }) => undecided.length > 0);
}
