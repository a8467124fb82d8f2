/** A run's result as Markdown for a pull request or a workflow's summary page: the verdict first, the rest folded. */
import type { Catalogue } from '../contract/catalogue.ts';
import type { ClauseResult, ClauseVerdict, RunResult } from '../run/result.ts';
import { columnsOf } from './chapter-table.ts';
import { codeBlock, codeSpan, cut, folded, table } from './markdown.ts';
import { namedImplementation } from './named.ts';
import { visible } from './visible.ts';

/** Failures shown in full; with all clauses failed the summary still fits into one comment of GitHub's 65,536 characters. */
const MOST_SHOWN = 10;

/** Characters of an expectation, an observation or an answer. */
const TEXT = 600;

/** Characters of a line to copy; beyond, it stands in conformance.json alone. */
const LINE = 1500;

/** Characters of a detail in a folded list. */
const DETAIL = 200;

/** The whole summary, with a newline at its end. */
export function summary(result: RunResult, catalogue: Catalogue): string {
  const of = (verdict: ClauseVerdict) => result.clauses.filter((clause) => clause.verdict === verdict);
  const rest: readonly (readonly [string, readonly ClauseResult[]])[] = [
    ['Warnings', of('warn')],
    ['Inconclusive', of('inconclusive')],
    ['Not exercised', of('not-exercised')],
    ['Waived', of('waived')],
    ['Not implemented', of('not-implemented')],
    ['Not scored', of('not-scored')],
    ['Observed where the document is silent', of('observed')],
  ];
  const lines = [
    `## ${result.suite.name}: ${result.verdict}`,
    '',
    ...reason(result),
    ...failures(of('fail'), catalogue),
    ...chapters(result.clauses),
    '',
    ...rest.flatMap(([title, clauses]) => list(title, clauses)),
    ...facts(result),
  ];
  return `${lines.join('\n')}\n`;
}

function reason({ detail, verdict, selected, clauses }: RunResult): readonly string[] {
  return [
    `**verdict: ${verdict}** ${codeSpan(detail, 1000)}`,
    '',
    ...(selected === undefined ? [] : [`Only ${clauses.length} clauses were asked for.`, '']),
  ];
}

function failures(failed: readonly ClauseResult[], catalogue: Catalogue): readonly string[] {
  const [shown, others] = [failed.slice(0, MOST_SHOWN), failed.slice(MOST_SHOWN)];
  return [
    ...shown.flatMap((clause) => failure(clause, catalogue)),
    ...(others.length === 0
      ? []
      : [`And ${others.length} more failed: ${others.map(({ slug }) => `\`${slug}\``).join(', ')}.`, '']),
  ];
}

function failure(
  { slug, level, detail, counterexample }: ClauseResult,
  catalogue: Catalogue,
): readonly string[] {
  const head = [`### \`${slug}\` ${level}`, '', catalogue.entry(slug).statement.en, ''];
  if (counterexample === undefined) return [...head, ...codeBlock([cut(detail, TEXT)]), ''];
  const { expected, observed, pointer, culprit, reproduce } = counterexample;
  const body = culprit.body === '' ? '(empty body)' : cut(culprit.body, TEXT);
  return [
    ...head,
    ...codeBlock([
      `expected  ${cut(expected, TEXT)}`,
      `observed  ${cut(observed, TEXT)}`,
      ...(pointer === undefined ? [] : [`at        ${cut(pointer, TEXT)}`]),
      `answer    ${culprit.status} ${body}`,
    ]),
    '',
    ...codeBlock([cut(culprit.curl, LINE), cut(reproduce, LINE)], 'sh'),
    '',
  ];
}

function chapters(clauses: readonly ClauseResult[]): readonly string[] {
  const columns = columnsOf(clauses);
  const row = (name: string, those: readonly ClauseResult[]) => [
    name,
    ...columns.map(({ verdict }) => those.filter((clause) => clause.verdict === verdict).length),
    those.reduce((sum, { requests }) => sum + requests, 0),
  ];
  const names = [...new Set(clauses.map(({ chapter }) => chapter))];
  return table(
    ['chapter', ...columns.map(({ head }) => head), 'requests'],
    [
      ...names.map((name) =>
        row(
          name,
          clauses.filter(({ chapter }) => chapter === name),
        ),
      ),
      ...(names.length > 1 ? [row('all', clauses)] : []),
    ],
  );
}

function list(title: string, clauses: readonly ClauseResult[]): readonly string[] {
  if (clauses.length === 0) return [];
  return [
    ...folded(
      `${title} (${clauses.length})`,
      clauses.map(
        ({ slug, level, observation, detail }) =>
          `- \`${slug}\` ${level}: ${codeSpan(observation ?? detail, DETAIL)}`,
      ),
    ),
    '',
  ];
}

function facts(result: RunResult): readonly string[] {
  const {
    suite,
    target,
    implementation,
    contract,
    clauseSet,
    seed,
    budget,
    requests,
    milliseconds,
    startedAt,
  } = result;
  return folded('Run', [
    `- target: ${codeSpan(target)}`,
    `- contract: \`${contract.digest}\``,
    ...(clauseSet === undefined
      ? []
      : [`- clause set: ${clauseSet.version}${clauseSet.released ? '' : ' (not released)'}`]),
    ...(implementation === undefined ? [] : [`- of: ${codeSpan(namedImplementation(implementation))}`]),
    `- suite: ${suite.name} ${suite.version}, seed ${seed}, budget ${budget.name}`,
    `- ${requests} requests in ${(milliseconds / 1000).toFixed(1)} s, begun ${visible(startedAt)}`,
  ]);
}
