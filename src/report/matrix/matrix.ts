/** Several deployments side by side, clause by clause: the content of `matrix.json`. */

import type { Catalogue, Level } from '../../contract/catalogue.ts';
import type { ClauseResult, ClauseVerdict, Implementation, RunResult } from '../../result/result.ts';
import { nameReports, type ReportAt } from './names.ts';

/** A column. */
export interface MatrixDeployment {
  /** Unique in the matrix. */
  readonly name: string;
  /** The path its report was read from. */
  readonly report: string;
  readonly implementation?: Implementation;
  readonly target: string;
  readonly verdict: RunResult['verdict'];
  readonly suite: RunResult['suite'];
  readonly contract: RunResult['contract'];
  readonly seed: number;
  readonly budget: RunResult['budget'];
  readonly requests: number;
  readonly startedAt: string;
  readonly acceptUnexercised: boolean;
  /** Clauses with each verdict; a verdict that none has is left out. */
  readonly counts: Readonly<Partial<Record<ClauseVerdict, number>>>;
}

/** A clause of one deployment. */
export type MatrixCell = Pick<ClauseResult, 'verdict' | 'detail' | 'observation'>;

/** A row. */
export interface MatrixClause {
  readonly slug: string;
  readonly chapter: string;
  readonly level: Level;
  /** From this suite's catalogue; a clause of another edition has none. */
  readonly statement?: { readonly en: string; readonly zh: string };
  /** In the order of the deployments; null where the clause was not judged. */
  readonly cells: readonly (MatrixCell | null)[];
  /** Whether verdicts or observations are not the same in all cells. */
  readonly differs: boolean;
}

/** Conditions of a run that verdicts depend on. */
export const CONDITIONS = ['suite', 'contract', 'catalogue', 'clause-set', 'budget', 'selection'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Matrix {
  readonly suite: RunResult['suite'];
  /** Conditions that were not the same for all deployments. */
  readonly differentConditions: readonly Condition[];
  readonly deployments: readonly MatrixDeployment[];
  readonly clauses: readonly MatrixClause[];
}

/**
 * Returns the matrix of reports, in their order. Clauses are in the order of the catalogue; clauses that it does not have
 * come last.
 * @param suite the suite that makes the matrix
 */
export function matrixOf(
  reports: readonly ReportAt[],
  catalogue: Catalogue,
  suite: RunResult['suite'],
): Matrix {
  const names = nameReports(reports);
  const results = reports.map(({ result }) => result);
  return {
    suite,
    differentConditions: CONDITIONS.filter((condition) => new Set(results.map(STATES[condition])).size > 1),
    deployments: reports.map(({ place, result }, column) =>
      deploymentOf(names[column] ?? place, place, result),
    ),
    clauses: clausesOf(results, catalogue),
  };
}

const STATES: Readonly<Record<Condition, (result: RunResult) => string>> = {
  suite: ({ suite }) => `${suite.name} ${suite.version}`,
  contract: ({ contract }) => contract.digest,
  catalogue: ({ contract }) => contract.catalogue,
  'clause-set': ({ clauseSet }) => clauseSet?.digest ?? '',
  budget: ({ budget }) => String(budget.requests),
  selection: ({ selected }) => [...(selected ?? [])].sort().join(' '),
};

function deploymentOf(name: string, place: string, result: RunResult): MatrixDeployment {
  const { target, implementation, verdict, suite, contract, seed, budget, requests, startedAt } = result;
  const { acceptUnexercised, clauses } = result;
  const counts: Partial<Record<ClauseVerdict, number>> = {};
  for (const clause of clauses) counts[clause.verdict] = (counts[clause.verdict] ?? 0) + 1;
  return {
    name,
    report: place,
    ...(implementation === undefined ? {} : { implementation }),
    target,
    verdict,
    suite,
    contract,
    seed,
    budget,
    requests,
    startedAt,
    acceptUnexercised,
    counts,
  };
}

function clausesOf(results: readonly RunResult[], catalogue: Catalogue): readonly MatrixClause[] {
  const judged = new Map(
    results.flatMap(({ clauses }) => clauses).map((clause) => [clause.slug, clause] as const),
  );
  const known = catalogue.entries.filter(({ slug }) => judged.has(slug));
  const knownSlugs = new Set(known.map(({ slug }) => slug));
  const unknown = [...judged.values()].filter(({ slug }) => !knownSlugs.has(slug));
  const bySlug = results.map(
    ({ clauses }) => new Map(clauses.map((clause) => [clause.slug, clause] as const)),
  );
  return [...known, ...unknown].map((clause) => {
    const cells = bySlug.map((column) => cellOf(column.get(clause.slug)));
    const differs = new Set(cells.map(shownOf)).size > 1;
    const { slug, chapter, level } = clause;
    const row = { slug, chapter, level, cells, differs };
    return 'statement' in clause ? { ...row, statement: clause.statement } : row;
  });
}

function cellOf(clause: ClauseResult | undefined): MatrixCell | null {
  if (clause === undefined) return null;
  const { verdict, detail, observation } = clause;
  return { verdict, detail, ...(observation === undefined ? {} : { observation }) };
}

function shownOf(cell: MatrixCell | null): string {
  return cell === null ? '' : `${cell.verdict} ${cell.observation ?? ''}`;
}
