/** How each chapter fared, in counts. */
import type { ClauseResult, ClauseVerdict } from '../run/result.ts';
import { type Emphasis, plain, type Style } from './style.ts';

interface Column {
  readonly verdict: ClauseVerdict;
  readonly head: string;
  readonly emphasis: Emphasis;
}

const COLUMNS: readonly Column[] = [
  { verdict: 'pass', head: 'pass', emphasis: 'green' },
  { verdict: 'fail', head: 'fail', emphasis: 'red' },
  { verdict: 'warn', head: 'warn', emphasis: 'yellow' },
  { verdict: 'inconclusive', head: 'inconclusive', emphasis: 'yellow' },
  { verdict: 'not-exercised', head: 'not exercised', emphasis: 'yellow' },
  { verdict: 'waived', head: 'waived', emphasis: 'yellow' },
  { verdict: 'observed', head: 'observed', emphasis: 'cyan' },
  { verdict: 'not-applicable', head: 'not applicable', emphasis: 'dim' },
  { verdict: 'not-implemented', head: 'not implemented', emphasis: 'dim' },
];

/** The verdicts that some clause got, in the order of the table. */
export function columnsOf(clauses: readonly ClauseResult[]): readonly Column[] {
  return COLUMNS.filter(({ verdict }) => clauses.some((clause) => clause.verdict === verdict));
}

/** A row for each chapter, in the order of the clauses, and one for all; verdicts that nobody got have no column. */
export function chapterTable(clauses: readonly ClauseResult[], style: Style = plain): readonly string[] {
  const columns = columnsOf(clauses);
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  const width = Math.max('chapter'.length, ...chapters.map((chapter) => chapter.length));
  const head = ['chapter'.padEnd(width), ...columns.map((column) => column.head), 'requests'].join('  ');
  const row = (name: string, those: readonly ClauseResult[]) => {
    const cells = columns.map(({ verdict, head, emphasis }) => {
      const count = those.filter((clause) => clause.verdict === verdict).length;
      return count === 0 ? '.'.padStart(head.length) : style(emphasis, String(count).padStart(head.length));
    });
    const requests = those.reduce((sum, clause) => sum + clause.requests, 0);
    return [name.padEnd(width), ...cells, String(requests).padStart('requests'.length)].join('  ');
  };
  return [
    style('dim', head),
    ...chapters.map((chapter) =>
      row(
        chapter,
        clauses.filter((clause) => clause.chapter === chapter),
      ),
    ),
    ...(chapters.length > 1 ? [row('all', clauses)] : []),
  ];
}
