/**
 * A run's result as text for people: what is wrong stands at the end, where eyes are, the worst lowest; the verdict is
 * the last line, which scripts can look for.
 */
import type { Catalogue } from '../contract/catalogue.ts';
import type { ClauseResult, ClauseVerdict, RunResult, RunVerdict } from '../run/result.ts';
import { brokenClause } from './broken-clause.ts';
import { chapterTable } from './chapter-table.ts';
import { type Emphasis, plain, type Style } from './style.ts';
import { excerpt, visible } from './visible.ts';

export interface TerminalOptions {
  readonly catalogue: Catalogue;
  readonly style?: Style;
}

/** The whole report, with a newline at its end. */
export function terminalReport(result: RunResult, { catalogue, style = plain }: TerminalOptions): string {
  const of = (verdict: ClauseVerdict) => result.clauses.filter((clause) => clause.verdict === verdict);
  const section = (
    title: string,
    emphasis: Emphasis,
    clauses: readonly ClauseResult[],
    blocks: (those: readonly ClauseResult[]) => readonly string[],
  ) =>
    clauses.length === 0 ? [] : [style(emphasis, `${title} (${clauses.length})`), '', ...blocks(clauses), ''];
  const broken = (clauses: readonly ClauseResult[]) =>
    clauses.flatMap((clause) => [...brokenClause(clause, catalogue, style), '']).slice(0, -1);
  const lines = [
    ...heading(result, style),
    '',
    ...section('Observed where the document is silent', 'cyan', of('observed'), (clauses) =>
      sheet(clauses, style),
    ),
    ...chapterTable(result.clauses, style),
    '',
    ...section('Not implemented', 'dim', of('not-implemented'), (clauses) => byDetail(clauses, style)),
    ...section('Waived', 'yellow', of('waived'), (clauses) => byDetail(clauses, style)),
    ...section('Not exercised', 'yellow', of('not-exercised'), (clauses) => byDetail(clauses, style)),
    ...section('Inconclusive', 'yellow', of('inconclusive'), (clauses) => byDetail(clauses, style)),
    ...section('Warnings', 'yellow', of('warn'), broken),
    ...section('Failed', 'red', of('fail'), broken),
    verdictLine(result, catalogue, style),
  ];
  return `${lines.join('\n')}\n`;
}

function heading(result: RunResult, style: Style): readonly string[] {
  const { suite, target, contract, seed, budget, requests, milliseconds, instances, noise, coverage } =
    result;
  const held = instances.map(({ id, total }) => `${visible(id)} (${total} backups)`).join(', ');
  const noises = Object.entries(noise).filter(([, count]) => count > 0);
  const took = `${requests} requests in ${(milliseconds / 1000).toFixed(1)} s, seed ${seed}, budget ${budget.name}`;
  return [
    style('bold', `${suite.name} ${suite.version}`),
    `target     ${visible(target)}`,
    ...(held === '' ? [] : [`instances  ${held}`]),
    `contract   ${contract.digest}`,
    `run        ${took}`,
    `coverage   ${coverage.boundaries.length} boundary classes, ${coverage.pairs.covered} of ${coverage.pairs.possible} pairs of query features`,
    ...(noises.length === 0
      ? []
      : [`noise      ${noises.map(([kind, count]) => `${kind} x${count}`).join(', ')} (retried)`]),
  ];
}

/** Clauses with one reason between them stand together: an unreadable deployment gives all of them the same. */
function byDetail(clauses: readonly ClauseResult[], style: Style): readonly string[] {
  const groups = new Map<string, ClauseResult[]>();
  for (const clause of clauses) groups.set(clause.detail, [...(groups.get(clause.detail) ?? []), clause]);
  return [...groups].flatMap(([detail, group]) => [
    `  ${named(group, style)}`,
    `      ${excerpt(detail, DETAIL)}`,
  ]);
}

/** Clauses named one by one; a larger group is counted by chapter. */
const MOST_NAMED = 8;

function named(group: readonly ClauseResult[], style: Style): string {
  if (group.length <= MOST_NAMED) {
    return group.map(({ slug, level }) => `${style('bold', slug)} ${style('dim', level)}`).join(', ');
  }
  const chapters = [...new Set(group.map(({ chapter }) => chapter))].map((chapter) => {
    const count = group.filter((clause) => clause.chapter === chapter).length;
    return `${style('bold', chapter)} (${count})`;
  });
  return `${group.length} clauses of ${chapters.join(', ')}`;
}

/** Characters of a detail that the terminal shows; conformance.json has it whole. */
const DETAIL = 600;

/** The observations as a sheet: what this deployment does, a line each. */
function sheet(clauses: readonly ClauseResult[], style: Style): readonly string[] {
  const width = Math.max(...clauses.map(({ slug }) => slug.length));
  return clauses.map(
    ({ slug, observation, detail }) =>
      `  ${style('bold', slug.padEnd(width))}  ${excerpt(observation ?? detail, DETAIL)}`,
  );
}

/** Characters of the run's own detail that stand in the verdict line. */
const REASON = 240;

const OF_VERDICT: Readonly<Record<RunVerdict, Emphasis>> = {
  conformant: 'green',
  inconclusive: 'yellow',
  nonconformant: 'red',
};

/** `verdict: conformant (…)`: one line, always the last. */
export function verdictLine(result: RunResult, catalogue: Catalogue, style: Style = plain): string {
  const { selected } = result;
  const part =
    selected === undefined
      ? ''
      : `; ${selected.length} of ${catalogue.entries.length} clauses were asked for`;
  return `verdict: ${style(OF_VERDICT[result.verdict], result.verdict)} (${excerpt(result.detail, REASON)}${part})`;
}
