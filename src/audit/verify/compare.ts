/** Differences between a report and what follows from its evidence. */
import { isDeepStrictEqual } from 'node:util';
import type { ClauseResult, RunResult } from '../../result/result.ts';
import type { StatedFacts } from '../../result/stated-facts.ts';

/** Properties of a report that do not follow from its evidence: the duration, and the evidence itself. */
const NOT_COMPARED: readonly string[] = ['milliseconds', 'evidence', 'shards'];

/** Maximum of characters of a value in a complaint. */
const SHOWN = 120;

/** Returns the differences between the facts in a report and in its evidence. */
export function differingFacts(
  stated: StatedFacts,
  evidence: StatedFacts,
  anySelection: boolean,
): readonly string[] {
  const keys = [...new Set([...Object.keys(stated), ...Object.keys(evidence)])] as (keyof StatedFacts)[];
  return keys
    .filter((key) => !isDeepStrictEqual(stated[key], evidence[key]))
    .filter((key) => !(key === 'selected' && anySelection && isPartOf(stated.selected, evidence.selected)))
    .map(
      (key) =>
        `the report states ${key} ${shown(stated[key])}; its evidence was recorded with ${shown(evidence[key])}`,
    );
}

/** A run in parts may judge fewer clauses than were selected; the report says which. */
function isPartOf(some: readonly string[] | undefined, all: readonly string[] | undefined): boolean {
  return all === undefined || some?.every((slug) => all.includes(slug)) === true;
}

/**
 * Returns the differences between a report and the result of judging its evidence again, a line each.
 * @param unjudged slugs that could not be judged again; they are not compared
 */
export function differences(
  report: RunResult,
  again: RunResult,
  unjudged: ReadonlySet<string>,
): readonly string[] {
  const clauses = differingClauses(report.clauses, again.clauses, unjudged);
  return unjudged.size > 0 ? clauses : [...clauses, ...differingWhole(report, again)];
}

function differingWhole(report: RunResult, again: RunResult): readonly string[] {
  const keys = [...new Set([...Object.keys(report), ...Object.keys(again)])].filter(
    (key) => key !== 'clauses' && !NOT_COMPARED.includes(key),
  );
  return keys
    .filter((key) => !isDeepStrictEqual(at(report, key), at(again, key)))
    .map((key) => differenceLine(key, at(report, key), at(again, key)));
}

function differenceLine(key: string, stated: unknown, found: unknown): string {
  if (found === undefined) return `${key} of the report does not follow from the evidence: ${shown(stated)}`;
  return `${key} does not follow from the evidence: the report says ${shown(stated)}, the evidence ${shown(found)}`;
}

function differingClauses(
  stated: readonly ClauseResult[],
  found: readonly ClauseResult[],
  unjudged: ReadonlySet<string>,
): readonly string[] {
  const bySlug = new Map(stated.map((clause) => [clause.slug, clause]));
  const missing = found.filter(({ slug }) => !bySlug.has(slug));
  const known = new Map(found.map((clause) => [clause.slug, clause]));
  const extra = stated.filter(({ slug }) => !known.has(slug));
  const repeated = stated.length > bySlug.size ? ['a clause is in the report more than once'] : [];
  const order = stated.map(({ slug }) => slug).filter((slug) => known.has(slug));
  const ordered = found.map(({ slug }) => slug).filter((slug) => bySlug.has(slug));
  return [
    ...missing.map(
      ({ slug, level, verdict }) =>
        `${slug} (${level}) is missing from the report: by the evidence its verdict is ${verdict}`,
    ),
    ...extra.map(({ slug }) => `${slug} is in the report, but the evidence does not show that it was judged`),
    ...repeated,
    ...(repeated.length > 0 || isDeepStrictEqual(order, ordered)
      ? []
      : ['the clauses of the report are not in the order of the catalogue']),
    ...found.flatMap((clause) => {
      const one = bySlug.get(clause.slug);
      return one === undefined || unjudged.has(clause.slug) ? [] : differingClause(one, clause);
    }),
  ];
}

function differingClause(stated: ClauseResult, found: ClauseResult): readonly string[] {
  if (isDeepStrictEqual(stated, found)) return [];
  const { slug } = found;
  if (stated.verdict !== found.verdict) {
    return [
      `${slug}: the report says ${stated.verdict}; by the evidence it is ${found.verdict} (${shown(found.detail)})`,
    ];
  }
  const keys = [...new Set([...Object.keys(stated), ...Object.keys(found)])];
  return keys
    .filter((key) => !isDeepStrictEqual(at(stated, key), at(found, key)))
    .map((key) => `${slug}: ${differenceLine(key, at(stated, key), at(found, key))}`);
}

function at(value: object, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
