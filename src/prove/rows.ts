/** The matrix by subject: what all seeds together say of each. */
import type { Catch, FirstCatch, JobResult } from './job.ts';
import type { SubjectKind } from './subjects.ts';

/** `named`: a clause named for the fault caught it in every seed. `wavering`: not in every one. `other`: not named. */
export type Mark = 'named' | 'wavering' | 'other' | 'undecided';

/** One subject over all seeds that were tried. */
export interface SubjectRow {
  readonly slug: string;
  readonly seeds: number;
  readonly named: readonly string[];
  /** By clause; a clause that said nothing in any seed has none. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Clauses that failed or warned, each with its catch in the first seed in which it did. */
  readonly catches: readonly Catch[];
  /** Clauses that could not decide in some seed. */
  readonly undecided: readonly string[];
  /** One for each seed in which a clause named for the fault caught it. */
  readonly firstCatches: readonly FirstCatch[];
  /** Runs by their verdicts: `conformant`, or in words `conformant, inconclusive`. */
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
  return runs.every(isIn) ? 'named' : 'wavering';
}
