/** Annotations of a GitHub workflow: one for each clause that failed or warned. */
import type { Catalogue, Wording } from '../../contract/catalogue.ts';
import type { ClauseResult, RunResult } from '../../result/result.ts';
import { diagnosisTexts } from '../diagnosis-texts.ts';
import { subjectOf } from '../subject.ts';
import { violationFacts } from '../violation-facts.ts';
import { excerpt } from '../visible.ts';
import { WORDS } from '../words.ts';
import { workflowCommand } from './runner-commands.ts';

/** GitHub shows no more of one kind for a step. */
const MOST_SHOWN = 10;

/** Returns workflow commands, one a line: an error for each failed clause and for an inconclusive run, a warning for each warning. */
export function annotations(result: RunResult, catalogue: Catalogue): readonly string[] {
  const of = (verdict: ClauseResult['verdict']) =>
    result.clauses.filter((clause) => clause.verdict === verdict);
  const subject = subjectOf(result);
  const where = subject === undefined ? '' : `${subject.en}: `;
  const undecided =
    result.verdict === 'inconclusive' ? [['inconclusive', excerpt(result.detail, 500)] as const] : [];
  return [
    ...atMost(of('fail')).map((clause) => annotation('error', clause, where, catalogue)),
    ...more('error', of('fail').length, where),
    ...diagnosisTexts(result).map((text) =>
      workflowCommand('notice', `${where}diagnosis`, [excerpt(text, 1000)]),
    ),
    ...undecided.map(([title, detail]) => workflowCommand('error', where + title, [detail])),
    ...atMost(of('warn')).map((clause) => annotation('warning', clause, where, catalogue)),
    ...more('warning', of('warn').length, where),
  ];
}

function atMost(clauses: readonly ClauseResult[]): readonly ClauseResult[] {
  return clauses.length > MOST_SHOWN ? clauses.slice(0, MOST_SHOWN - 1) : clauses;
}

function more(kind: 'error' | 'warning', count: number, where: string): readonly string[] {
  return count > MOST_SHOWN
    ? [
        workflowCommand(kind, `${where}more`, [
          `and ${count - MOST_SHOWN + 1} more; all are in the summary and the report`,
        ]),
      ]
    : [];
}

/** An annotation has little room: the report has the answer. */
const FACTS: readonly Wording[] = [WORDS.detail, WORDS.expected, WORDS.observed, WORDS.reproduce];

function annotation(
  kind: 'error' | 'warning',
  clause: ClauseResult,
  where: string,
  catalogue: Catalogue,
): string {
  const { slug, level } = clause;
  const said = violationFacts(clause)
    .filter(({ label }) => FACTS.includes(label))
    .map(({ label, text }) => `${label.en.toLowerCase()}: ${excerpt(text.en, 1000)}`);
  return workflowCommand(kind, `${where}${slug} (${level})`, [catalogue.entry(slug).statement.en, ...said]);
}
