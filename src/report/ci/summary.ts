/** The result of a run as Markdown, for a pull request or the summary page of a workflow: the verdict first, the rest folded. */
import type { Catalogue } from '../../contract/catalogue.ts';
import { isLeftOpenByCause } from '../../result/cause.ts';
import type { ClauseResult, ClauseVerdict, RunResult } from '../../result/result.ts';
import { chapterCounts } from '../clause-groups.ts';
import { diagnosisTexts } from '../diagnosis-texts.ts';
import { implementationLine, runFacts, staleWaivers } from '../run-facts.ts';
import { SENTENCES } from '../sentences.ts';
import { english, label, padEnd } from '../terminal/text.ts';
import { violationFacts } from '../violation-facts.ts';
import { SECTION_WORDS, VERDICT_WORDS, WORDS } from '../words.ts';
import { codeBlock, codeSpan, cut, folded, linkOrCode, table } from './markdown.ts';

/** Failures shown in full. Even if every clause failed, the summary fits into a GitHub comment (65,536 characters). */
const MOST_SHOWN = 10;

/** Characters of an expectation, an observation or an answer. */
const TEXT = 600;

/** Characters of a command; conformance.json has it whole. */
const LINE = 1500;

/** Characters of a detail in a folded list. */
const DETAIL = 200;

/** The lists below the table, in their order. */
const FOLDED = [
  'warn',
  'inconclusive',
  'not-exercised',
  'waived',
  'not-implemented',
  'not-scored',
  'observed',
] as const satisfies readonly ClauseVerdict[];

/** Returns the whole summary, with a newline at its end. */
export function summary(result: RunResult, catalogue: Catalogue): string {
  const of = (verdict: ClauseVerdict) => result.clauses.filter((clause) => clause.verdict === verdict);
  const lines = [
    `## ${headingOf(result)}: ${result.verdict}`,
    '',
    ...reason(result, catalogue),
    ...failures(of('fail'), catalogue, result.mock === undefined ? MOST_SHOWN : 0),
    ...chapters(result.clauses),
    '',
    ...leftOpen(result),
    ...FOLDED.flatMap((verdict) =>
      list(
        SECTION_WORDS[verdict].en,
        of(verdict).filter((clause) => !isLeftOpenByCause(result, clause)),
      ),
    ),
    ...facts(result),
  ];
  return `${lines.join('\n')}\n`;
}

/** Two deployments in one workflow are told apart by their headings. */
function headingOf(result: RunResult): string {
  const { suite, settings, deployment } = result;
  if (settings?.embedded === true) return `${suite.name}, ${WORDS.embedded.en}`;
  return deployment === undefined ? suite.name : `${suite.name}, ${codeSpan(deployment)}`;
}

function reason(result: RunResult, catalogue: Catalogue): readonly string[] {
  const { detail, verdict, implementation, selected, clauses } = result;
  const stale = staleWaivers(result);
  return [
    `**verdict: ${verdict}** ${codeSpan(detail, 1000)}`,
    '',
    ...(stale === undefined ? [] : [`**${stale.en}**`, '']),
    ...diagnosisTexts(result).flatMap((text) => [codeSpan(text, 1000), '']),
    ...(implementation === undefined ? [] : [codeSpan(implementationLine(implementation), 1000), '']),
    ...(selected === undefined ? [] : [SENTENCES.partial(clauses.length, catalogue.entries.length).en, '']),
  ];
}

function failures(failed: readonly ClauseResult[], catalogue: Catalogue, most: number): readonly string[] {
  const [shown, others] = [failed.slice(0, most), failed.slice(most)];
  return [
    ...shown.flatMap((clause) => failure(clause, catalogue)),
    ...(others.length === 0
      ? []
      : [
          `${most === 0 ? 'Failed' : `And ${others.length} more failed`}: ${others.map(({ slug }) => `\`${slug}\``).join(', ')}.`,
          '',
        ]),
  ];
}

function failure(clause: ClauseResult, catalogue: Catalogue): readonly string[] {
  const { slug, level } = clause;
  const facts = violationFacts(clause);
  const texts = facts.filter(({ kind }) => kind === 'text');
  const commands = facts.filter(({ kind }) => kind === 'command');
  return [
    `### \`${slug}\` ${level}`,
    '',
    catalogue.entry(slug).statement.en,
    '',
    ...codeBlock(texts.map((fact) => `${padEnd(label(english, fact.label), 9)} ${cut(fact.text.en, TEXT)}`)),
    '',
    ...(commands.length === 0
      ? []
      : [
          ...codeBlock(
            commands.map(({ text }) => cut(text.en, LINE)),
            'sh',
          ),
          '',
        ]),
  ];
}

function chapters(clauses: readonly ClauseResult[]): readonly string[] {
  const { verdicts, rows } = chapterCounts(clauses);
  return table(
    [
      label(english, WORDS.chapter),
      ...verdicts.map((verdict) => VERDICT_WORDS[verdict].en),
      label(english, WORDS.requests),
    ],
    rows.map(({ chapter, counts, requests }) => [
      chapter ?? label(english, WORDS.total),
      ...counts,
      requests,
    ]),
  );
}

/** The clauses that the cause of the run left open: it stands with the verdict, and is not told with each of them. */
function leftOpen(result: RunResult): readonly string[] {
  const clauses = result.clauses.filter((clause) => isLeftOpenByCause(result, clause));
  if (clauses.length === 0) return [];
  const title = `${SECTION_WORDS.inconclusive.en} ${SENTENCES.sameCause().en} (${clauses.length})`;
  return [...folded(title, [clauses.map(({ slug }) => `\`${slug}\``).join(', ')]), ''];
}

function list(title: string, clauses: readonly ClauseResult[]): readonly string[] {
  if (clauses.length === 0) return [];
  return [
    ...folded(
      `${title} (${clauses.length})`,
      clauses.map(
        ({ slug, level, observation, detail, waiver }) =>
          `- \`${slug}\` ${level}: ${codeSpan(observation ?? detail, DETAIL)}${waiver?.link === undefined ? '' : `, ${linkOrCode(waiver.link)}`}`,
      ),
    ),
    '',
  ];
}

function facts(result: RunResult): readonly string[] {
  const { suite, startedAt } = result;
  const lines = [
    ...runFacts(result),
    { label: WORDS.suite, text: { en: `${suite.name} ${suite.version}` } },
    { label: WORDS.started, text: { en: startedAt } },
  ];
  return folded(
    WORDS.run.en,
    lines.map((fact) => `- ${label(english, fact.label)}: ${codeSpan(fact.text.en)}`),
  );
}
