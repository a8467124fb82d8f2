/** The rows of the matrix: what the runs with all seeds together say of each fault or variant. */
import type { Catch, FirstCatch, JobResult } from './job.ts';
import type { SubjectKind } from './subjects.ts';

/** `named`: a clause named for the fault caught it with every seed. `some-seeds`: not with every one. `other`: not named. */
export type Mark = 'named' | 'some-seeds' | 'other' | 'undecided';

/** One fault or variant over all seeds that were tried. */
export interface SubjectRow {
  readonly slug: string;
  readonly seeds: number;
  readonly named: readonly string[];
  /** By clause; a clause that passed with every seed has none. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Clauses that failed or warned, each with its catch with the first seed with which it did. */
  readonly catches: readonly Catch[];
  /** Clauses that could not decide with some seed. */
  readonly undecided: readonly string[];
  /** One for each seed with which a clause named for the fault caught it. */
  readonly firstCatches: readonly FirstCatch[];
  /** Verdicts of the runs: `conformant`, or `conformant, inconclusive`. */
  readonly verdicts: string;
}

/** In the order of the results. */
export function rowsOf(results: readonly JobResult[], kind: SubjectKind): readonly SubjectRow[] {
  return [...bySlug(results, kind)].map(([slug, runs]) => rowOf(slug, runs));
}

function bySlug(results: readonly JobResult[], kind: SubjectKind): ReadonlyMap<string, JobResult[]> {
  const groups = new Map<string, JobResult[]>();
  for (const result of results) {
    if (result.job.kind !== kind) continue;
    groups.set(result.job.slug, [...(groups.get(result.job.slug) ?? []), result]);
  }
  return groups;
}

function rowOf(slug: string, runs: readonly JobResult[]): SubjectRow {
  const named = runs[0]?.named ?? [];
  const catches = new Map<string, Catch>();
  for (const each of runs.flatMap((run) => run.catches)) {
    if (!catches.has(each.slug)) catches.set(each.slug, each);
  }
  const undecided = [...new Set(runs.flatMap((run) => run.undecided))];
  const marks = new Map<string, Mark>(undecided.map((clause) => [clause, 'undecided']));
  for (const clause of catches.keys()) marks.set(clause, markOf(clause, named, runs));
  return {
    slug,
    seeds: runs.length,
    named,
    marks,
    catches: [...catches.values()],
    undecided,
    firstCatches: runs.flatMap(({ firstCatch }) => firstCatch ?? []),
    verdicts: [...new Set(runs.map(({ verdict }) => verdict))].join(', '),
  };
}

function markOf(clause: string, named: readonly string[], runs: readonly JobResult[]): Mark {
  if (!named.includes(clause)) return 'other';
  const isIn = ({ catches }: JobResult) => catches.some(({ slug }) => slug === clause);
  return runs.every(isIn) ? 'named' : 'some-seeds';
}
