/** The verdicts of each chapter, in counts. */
import type { ClauseResult, ClauseVerdict } from '../../result/result.ts';
import { chapterCounts } from '../clause-groups.ts';
import { VERDICT_WORDS, WORDS } from '../words.ts';
import {
  columnsOf,
  type Emphasis,
  english,
  label,
  padEnd,
  padStart,
  plain,
  type Style,
  type Words,
} from './text.ts';

const EMPHASES: Readonly<Record<ClauseVerdict, Emphasis>> = {
  pass: 'green',
  fail: 'red',
  warn: 'yellow',
  inconclusive: 'yellow',
  'not-exercised': 'yellow',
  waived: 'yellow',
  observed: 'cyan',
  'not-applicable': 'dim',
  'not-scored': 'dim',
  'not-implemented': 'dim',
};

/** Returns the table: a row for each chapter and one for all; a verdict that no clause has gets no column. */
export function chapterTable(
  clauses: readonly ClauseResult[],
  style: Style = plain,
  words: Words = english,
): readonly string[] {
  const { verdicts, rows } = chapterCounts(clauses);
  const heads = verdicts.map((verdict) => words(VERDICT_WORDS[verdict]));
  const corner = label(words, WORDS.chapter);
  const requestsHead = label(words, WORDS.requests);
  const nameOf = (chapter: string | undefined) => chapter ?? label(words, WORDS.total);
  const width = Math.max(...[corner, ...rows.map(({ chapter }) => nameOf(chapter))].map(columnsOf));
  return [
    style('dim', [padEnd(corner, width), ...heads, requestsHead].join('  ')),
    ...rows.map(({ chapter, counts, requests }) =>
      [
        padEnd(nameOf(chapter), width),
        ...verdicts.map((verdict, place) => {
          const [count = 0, columns] = [counts[place], columnsOf(heads[place] ?? '')];
          return count === 0
            ? padStart('.', columns)
            : style(EMPHASES[verdict], padStart(String(count), columns));
        }),
        padStart(String(requests), columnsOf(requestsHead)),
      ].join('  '),
    ),
  ];
}
