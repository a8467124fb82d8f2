/**
 * A run's result as text for people: what is wrong stands at the end, where eyes are, the worst lowest; the verdict is
 * the last line, which scripts can look for.
 */
import type { Catalogue } from '../contract/catalogue.ts';
import { cascadesOf } from '../run/cascade.ts';
import type { ClauseResult, ClauseVerdict, RunResult, RunVerdict } from '../run/result.ts';
import type { Language } from '../run/settings/settings.ts';
import { brokenClause } from './broken-clause.ts';
import { chapterTable } from './chapter-table.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { namedImplementation } from './named.ts';
import { type Emphasis, plain, type Style } from './style.ts';
import { fill, padEnd, type Words, wordsIn } from './terminal-words.ts';
import { excerpt, visible } from './visible.ts';

export interface TerminalOptions {
  readonly catalogue: Catalogue;
  readonly style?: Style;
  readonly language?: Language;
}

/** The whole report, with a newline at its end. */
export function terminalReport(
  result: RunResult,
  { catalogue, style = plain, language = 'en' }: TerminalOptions,
): string {
  const words = wordsIn(language);
  const of = (verdict: ClauseVerdict) => result.clauses.filter((clause) => clause.verdict === verdict);
  const section = (
    title: string,
    emphasis: Emphasis,
    clauses: readonly ClauseResult[],
    blocks: (those: readonly ClauseResult[]) => readonly string[],
  ) =>
    clauses.length === 0
      ? []
      : [style(emphasis, `${words(title)} (${clauses.length})`), '', ...blocks(clauses), ''];
  const broken = (clauses: readonly ClauseResult[]) =>
    clauses.flatMap((clause) => [...brokenClause(clause, catalogue, style, language), '']).slice(0, -1);
  const lines = [
    ...heading(result, style, words),
    '',
    ...section('Observed where the document is silent', 'cyan', of('observed'), (clauses) =>
      sheet(clauses, style),
    ),
    ...chapterTable(result.clauses, style, words),
    '',
    ...section('Not implemented', 'dim', of('not-implemented'), (clauses) => byDetail(clauses, style, words)),
    ...section('Not scored', 'dim', of('not-scored'), (clauses) => byDetail(clauses, style, words)),
    ...section('Waived', 'yellow', of('waived'), (clauses) => byDetail(clauses, style, words)),
    ...section('Not exercised', 'yellow', of('not-exercised'), (clauses) => byDetail(clauses, style, words)),
    ...section('Inconclusive', 'yellow', of('inconclusive'), (clauses) =>
      byReason(clauses, style, words, reasonsOf(result.clauses, words)),
    ),
    ...section('Warnings', 'yellow', of('warn'), broken),
    ...section('Failed', 'red', of('fail'), broken),
    ...diagnosisLines(result, style, words),
    verdictLine(result, catalogue, style),
  ];
  return `${lines.join('\n')}\n`;
}

function heading(result: RunResult, style: Style, words: Words): readonly string[] {
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
    instances,
    noise,
    coverage,
  } = result;
  const held = instances.map(
    ({ id, total }) => `${visible(id)} (${fill(words('{total} backups'), { total })})`,
  );
  const noises = Object.entries(noise).filter(([, count]) => count > 0);
  const took = fill(words('{requests} requests in {seconds} s, seed {seed}, budget {budget}'), {
    requests,
    seconds: (milliseconds / 1000).toFixed(1),
    seed,
    budget: budget.name,
  });
  const covered = fill(
    words('{boundaries} boundary classes, {covered} of {possible} pairs of query features'),
    {
      boundaries: coverage.boundaries.length,
      covered: coverage.pairs.covered,
      possible: coverage.pairs.possible,
    },
  );
  const retried = noises.map(([kind, count]) => `${kind} x${count}`).join(', ');
  const line = (label: string, text: string) => `${padEnd(words(label), LABEL)}${text}`;
  return [
    style('bold', `${suite.name} ${suite.version}`),
    ...(implementation === undefined ? [] : [line('of', visible(namedImplementation(implementation)))]),
    line('target', visible(target)),
    ...(held.length === 0 ? [] : [line('instances', held.join(', '))]),
    line('contract', contract.digest),
    ...(clauseSet === undefined ? [] : [line('clauses', setNamed(clauseSet, words))]),
    line('run', took),
    line('coverage', covered),
    ...(noises.length === 0 ? [] : [line('noise', fill(words('{noises} (retried)'), { noises: retried }))]),
  ];
}

/** Columns of a label and the blanks after it. */
const LABEL = 11;

function setNamed({ version, released }: NonNullable<RunResult['clauseSet']>, words: Words): string {
  return fill(words(released ? 'set {version}' : 'set {version}, not released'), { version });
}

function byDetail(clauses: readonly ClauseResult[], style: Style, words: Words): readonly string[] {
  return byReason(clauses, style, words, ({ detail }) => detail);
}

/** Clauses with one reason between them stand together: an unreadable deployment gives all of them the same. */
function byReason(
  clauses: readonly ClauseResult[],
  style: Style,
  words: Words,
  reasonOf: (clause: ClauseResult) => string,
): readonly string[] {
  const groups = new Map<string, ClauseResult[]>();
  for (const clause of clauses) {
    const reason = reasonOf(clause);
    groups.set(reason, [...(groups.get(reason) ?? []), clause]);
  }
  return [...groups].flatMap(([reason, group]) => [
    `  ${named(group, style, words)}`,
    `      ${excerpt(reason, DETAIL)}`,
  ]);
}

/** Why a clause could not be decided: by answers that failed others, or else as its detail says. */
function reasonsOf(all: readonly ClauseResult[], words: Words): (clause: ClauseResult) => string {
  const cascades = cascadesOf(all);
  return (clause) => {
    const cascade = cascades.find(({ undecided }) => undecided.includes(clause));
    return cascade === undefined
      ? clause.detail
      : fill(words('because of the same answers that failed {failed}: {cause}'), {
          failed: cascade.failed.join(', '),
          cause: cascade.cause,
        });
  };
}

/** Clauses named one by one; a larger group is counted by chapter. */
const MOST_NAMED = 8;

function named(group: readonly ClauseResult[], style: Style, words: Words): string {
  if (group.length <= MOST_NAMED) {
    return group.map(({ slug, level }) => `${style('bold', slug)} ${style('dim', level)}`).join(', ');
  }
  const chapters = [...new Set(group.map(({ chapter }) => chapter))].map((chapter) => {
    const count = group.filter((clause) => clause.chapter === chapter).length;
    return `${style('bold', chapter)} (${count})`;
  });
  return fill(words('{count} clauses of {chapters}'), {
    count: group.length,
    chapters: chapters.join(', '),
  });
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
