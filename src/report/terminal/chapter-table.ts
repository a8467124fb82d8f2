/** How each chapter fared, in counts. */
import type { ClauseResult, ClauseVerdict } from '../../result/result.ts';
import { VERDICT_WORDS, WORDS } from '../words.ts';
import { type Emphasis, plain, type Style } from './style.ts';
import { columnsOf, english, label, padEnd, padStart, type Words } from './terminal-text.ts';

interface Column {
  readonly verdict: ClauseVerdict;
  readonly emphasis: Emphasis;
}

const COLUMNS: readonly Column[] = [
  { verdict: 'pass', emphasis: 'green' },
  { verdict: 'fail', emphasis: 'red' },
  { verdict: 'warn', emphasis: 'yellow' },
  { verdict: 'inconclusive', emphasis: 'yellow' },
  { verdict: 'not-exercised', emphasis: 'yellow' },
  { verdict: 'waived', emphasis: 'yellow' },
  { verdict: 'observed', emphasis: 'cyan' },
  { verdict: 'not-applicable', emphasis: 'dim' },
  { verdict: 'not-scored', emphasis: 'dim' },
  { verdict: 'not-implemented', emphasis: 'dim' },
];

/** The verdicts that some clause got, in the order of the table. */
export function verdictColumns(clauses: readonly ClauseResult[]): readonly Column[] {
  return COLUMNS.filter(({ verdict }) => clauses.some((clause) => clause.verdict === verdict));
}

/** A row for each chapter, in the order of the clauses, and one for all; verdicts that nobody got have no column. */
export function chapterTable(
  clauses: readonly ClauseResult[],
  style: Style = plain,
  words: Words = english,
): readonly string[] {
  const columns = verdictColumns(clauses).map((column) => ({
    ...column,
    head: words(VERDICT_WORDS[column.verdict]),
  }));
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  const corner = label(words, WORDS.chapter);
  const together = label(words, WORDS.together);
  const sum = label(words, WORDS.requests);
  const width = Math.max(...[corner, together, ...chapters].map(columnsOf));
  const row = (name: string, those: readonly ClauseResult[]) => {
    const cells = columns.map(({ verdict, head, emphasis }) => {
      const count = those.filter((clause) => clause.verdict === verdict).length;
      const wide = columnsOf(head);
      return count === 0 ? padStart('.', wide) : style(emphasis, padStart(String(count), wide));
    });
    const requests = those.reduce((all, clause) => all + clause.requests, 0);
    return [padEnd(name, width), ...cells, padStart(String(requests), columnsOf(sum))].join('  ');
  };
  return [
    style('dim', [padEnd(corner, width), ...columns.map(({ head }) => head), sum].join('  ')),
    ...chapters.map((chapter) =>
      row(
        chapter,
        clauses.filter((clause) => clause.chapter === chapter),
      ),
    ),
    ...(chapters.length > 1 ? [row(together, clauses)] : []),
  ];
}
