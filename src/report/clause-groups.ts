/** How every form of a report groups clauses: by verdict within each chapter, and by the reason that they share. */
import type { ClauseResult, ClauseVerdict } from '../result/result.ts';

/** The verdicts in the order of the table. */
const VERDICTS: readonly ClauseVerdict[] = [
  'pass',
  'fail',
  'warn',
  'inconclusive',
  'not-exercised',
  'waived',
  'observed',
  'not-applicable',
  'not-scored',
  'not-implemented',
];

export interface ChapterRow {
  /** Undefined for the row of all chapters together. */
  readonly chapter: string | undefined;
  /** Clauses with each verdict of the table. */
  readonly counts: readonly number[];
  readonly requests: number;
}

/** Returns the verdicts that occur, and their counts in each chapter; a last row for all where there are several. */
export function chapterCounts(clauses: readonly ClauseResult[]): {
  readonly verdicts: readonly ClauseVerdict[];
  readonly rows: readonly ChapterRow[];
} {
  const verdicts = VERDICTS.filter((verdict) => clauses.some((clause) => clause.verdict === verdict));
  const row = (chapter: string | undefined, those: readonly ClauseResult[]): ChapterRow => ({
    chapter,
    counts: verdicts.map((verdict) => those.filter((clause) => clause.verdict === verdict).length),
    requests: those.reduce((sum, { requests }) => sum + requests, 0),
  });
  const chapters = groupsBy(clauses, ({ chapter }) => chapter);
  const rows = chapters.map(([chapter, those]) => row(chapter, those));
  return { verdicts, rows: chapters.length > 1 ? [...rows, row(undefined, clauses)] : rows };
}

/** Returns the things with the same key together, in the order in which the keys first occur. */
export function groupsBy<T>(
  things: readonly T[],
  key: (thing: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group === undefined) groups.set(key(thing), [thing]);
    else group.push(thing);
  }
  return [...groups];
}
