/**
 * The result of a run as text: the most important part comes last, where readers of a terminal look; the last line is the
 * verdict, which scripts look for.
 */

import type { Catalogue, Language } from '../../contract/catalogue.ts';
import { cascadesOf } from '../../result/cascade.ts';
import { causeOf, isLeftOpenByCause } from '../../result/cause.ts';
import type { ClauseResult, ClauseVerdict, RunResult, RunVerdict } from '../../result/result.ts';
import { groupsBy } from '../clause-groups.ts';
import { runFacts, staleWaivers } from '../run-facts.ts';
import { SENTENCES } from '../sentences.ts';
import { subjectOf } from '../subject.ts';
import { violationFacts, violationSummary } from '../violation-facts.ts';
import { excerpt, visible } from '../visible.ts';
import { SECTION_WORDS } from '../words.ts';
import { chapterTable } from './chapter-table.ts';
import { type Emphasis, label, padEnd, plain, type Style, type Words, wordsIn } from './text.ts';
import { violationLines } from './violation-lines.ts';

export interface TerminalOptions {
  readonly catalogue: Catalogue;
  readonly style?: Style;
  readonly language?: Language;
}

/** Returns the whole report, with a newline at its end. */
export function terminalReport(
  result: RunResult,
  { catalogue, style = plain, language = 'en' }: TerminalOptions,
): string {
  const words = wordsIn(language);
  const of = (verdict: ClauseVerdict) => result.clauses.filter((clause) => clause.verdict === verdict);
  const section = (
    verdict: keyof typeof SECTION_WORDS,
    emphasis: Emphasis,
    linesOf: (those: readonly ClauseResult[]) => readonly string[],
  ) => {
    const clauses = of(verdict);
    if (clauses.length === 0) return [];
    return [
      style(emphasis, `${words(SECTION_WORDS[verdict])} (${clauses.length})`),
      '',
      ...linesOf(clauses),
      '',
    ];
  };
  const reasons = (clauses: readonly ClauseResult[]) =>
    byReason(clauses, style, words, ({ detail }) => detail);
  const blocks = (facts: typeof violationFacts) => (clauses: readonly ClauseResult[]) =>
    clauses
      .flatMap((clause) => [...violationLines(clause, catalogue, style, language, facts), ''])
      .slice(0, -1);
  // Before a mock most clauses are broken by one cause: their names are enough.
  const slugs = (clauses: readonly ClauseResult[]) =>
    groupsBy(clauses, ({ chapter }) => chapter).map(
      ([chapter, group]) => `  ${padEnd(chapter, LABEL)}${group.map(({ slug }) => slug).join(', ')}`,
    );
  const unlessMock = (linesOf: (clauses: readonly ClauseResult[]) => readonly string[]) =>
    result.mock === undefined ? linesOf : slugs;
  const stale = staleWaivers(result);
  const lines = [
    ...heading(result, style, words),
    '',
    ...section('observed', 'cyan', (clauses) => observations(clauses, style)),
    ...chapterTable(result.clauses, style, words),
    '',
    ...section('not-implemented', 'dim', reasons),
    ...section('not-scored', 'dim', reasons),
    ...section('waived', 'yellow', blocks(violationSummary)),
    ...section('not-exercised', 'yellow', unlessMock(reasons)),
    ...section(
      'inconclusive',
      'yellow',
      unlessMock((clauses) => byReason(clauses, style, words, reasonsOf(result, words))),
    ),
    ...section('warn', 'yellow', unlessMock(blocks(violationFacts))),
    ...section('fail', 'red', unlessMock(blocks(violationFacts))),
    ...diagnosisLines(result, style, words),
    ...(stale === undefined ? [] : [style('yellow', words(stale)), '']),
    verdictLine(result, catalogue, style),
  ];
  return `${lines.join('\n')}\n`;
}

function heading(result: RunResult, style: Style, words: Words): readonly string[] {
  const { name, version } = result.suite;
  return [
    style('bold', `${name} ${version}`),
    ...runFacts(result).map((fact) => {
      return `${padEnd(label(words, fact.label), LABEL)}${visible(words(fact.text))}`;
    }),
  ];
}

/** Columns of a label and the blanks after it. */
const LABEL = 12;

/** Clauses with the same reason form one entry: an unreadable deployment gives all of them the same. */
function byReason(
  clauses: readonly ClauseResult[],
  style: Style,
  words: Words,
  reasonOf: (clause: ClauseResult) => string,
): readonly string[] {
  return groupsBy(clauses, reasonOf).flatMap(([reason, group]) => [
    `  ${named(group, style, words)}`,
    `      ${excerpt(reason, DETAIL)}`,
  ]);
}

/** Returns why a clause could not be decided: the cause of the run, the failures of other clauses, or else its detail. */
function reasonsOf(result: RunResult, words: Words): (clause: ClauseResult) => string {
  const cascades = cascadesOf(result.clauses);
  return (clause) => {
    if (isLeftOpenByCause(result, clause)) return words(SENTENCES.sameCause());
    const cascade = cascades.find(({ undecided }) => undecided.includes(clause));
    return cascade === undefined ? clause.detail : words(SENTENCES.becauseOf(cascade.failed, cascade.cause));
  };
}

/** Larger groups are counted by chapter. */
const MOST_NAMED = 8;

function named(group: readonly ClauseResult[], style: Style, words: Words): string {
  if (group.length <= MOST_NAMED) {
    return group.map(({ slug, level }) => `${style('bold', slug)} ${style('dim', level)}`).join(', ');
  }
  const chapters = groupsBy(group, ({ chapter }) => chapter).map(
    ([chapter, those]) => `${style('bold', chapter)} (${those.length})`,
  );
  return words(SENTENCES.clausesOf(group.length, chapters.join(', ')));
}

/** Characters of a detail that the terminal shows; conformance.json has it whole. */
const DETAIL = 600;

/** The observations, one a line. */
function observations(clauses: readonly ClauseResult[], style: Style): readonly string[] {
  const width = Math.max(...clauses.map(({ slug }) => slug.length));
  return clauses.map(
    ({ slug, observation, detail }) =>
      `  ${style('bold', slug.padEnd(width))}  ${excerpt(observation ?? detail, DETAIL)}`,
  );
}

/** Returns what the violations have in common, and the likely faults, a line each, with an empty line behind. */
function diagnosisLines(
  { diagnosis = [], common }: Pick<RunResult, 'diagnosis' | 'common'>,
  style: Style,
  words: Words,
): readonly string[] {
  const shared = common === undefined ? [] : [words(SENTENCES.inCommon(common))];
  const lines = diagnosis.map((one) => {
    const { fault, description, alike } = one;
    const sentence = description
      .replace(/\.$/, '')
      .replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
    const faults = [fault, ...alike].map(visible);
    return words(SENTENCES.likelyFault(style('bold', visible(sentence)), faults, one));
  });
  return shared.length + lines.length === 0 ? [] : [...shared, ...lines, ''];
}

/** Characters of the run's detail in the verdict line, where it is no cause with its remedy. */
const REASON = 240;

const VERDICT_EMPHASES: Readonly<Record<RunVerdict, Emphasis>> = {
  conformant: 'green',
  inconclusive: 'yellow',
  nonconformant: 'red',
};

/** Returns the verdict line, `verdict: conformant (…)`. */
export function verdictLine(result: RunResult, catalogue: Catalogue, style: Style = plain): string {
  const { selected } = result;
  const subject = subjectOf(result);
  const whose = subject === undefined ? '' : `${subject.en}: `;
  const part =
    selected === undefined ? '' : `; ${selected.length} of ${catalogue.entries.length} clauses selected`;
  return `verdict: ${style(VERDICT_EMPHASES[result.verdict], result.verdict)} (${whose}${excerpt(result.detail, causeOf(result) === undefined ? REASON : DETAIL)}${part})`;
}
