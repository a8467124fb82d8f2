/** How each chapter fared, in counts. */
import type { ClauseResult, ClauseVerdict } from '../run/result.ts';
import { type Emphasis, plain, type Style } from './style.ts';
import { columnsWide, english, padEnd, padStart, type Words } from './terminal-words.ts';

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
  { verdict: 'not-scored', head: 'not scored', emphasis: 'dim' },
  { verdict: 'not-implemented', head: 'not implemented', emphasis: 'dim' },
];

/** The verdicts that some clause got, in the order of the table. */
export function columnsOf(clauses: readonly ClauseResult[]): readonly Column[] {
  return COLUMNS.filter(({ verdict }) => clauses.some((clause) => clause.verdict === verdict));
}

/** A row for each chapter, in the order of the clauses, and one for all; verdicts that nobody got have no column. */
export function chapterTable(
  clauses: readonly ClauseResult[],
  style: Style = plain,
  words: Words = english,
): readonly string[] {
  const columns = columnsOf(clauses).map((column) => ({ ...column, head: words(column.head) }));
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  const width = Math.max(...[words('chapter'), words('all'), ...chapters].map(columnsWide));
  const head = [padEnd(words('chapter'), width), ...columns.map((column) => column.head), words('requests')];
  const row = (name: string, those: readonly ClauseResult[]) => {
    const cells = columns.map(({ verdict, head, emphasis }) => {
      const count = those.filter((clause) => clause.verdict === verdict).length;
      const wide = columnsWide(head);
      return count === 0 ? padStart('.', wide) : style(emphasis, padStart(String(count), wide));
    });
    const requests = those.reduce((sum, clause) => sum + clause.requests, 0);
    return [padEnd(name, width), ...cells, padStart(String(requests), columnsWide(words('requests')))].join(
      '  ',
    );
  };
  return [
    style('dim', head.join('  ')),
    ...chapters.map((chapter) =>
      row(
        chapter,
        clauses.filter((clause) => clause.chapter === chapter),
      ),
    ),
    ...(chapters.length > 1 ? [row(words('all'), clauses)] : []),
  ];
}
