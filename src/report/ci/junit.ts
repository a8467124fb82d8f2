/**
 * The result of a run as JUnit XML: a test suite for each chapter, a test case for each clause. It has failures or
 * errors exactly where a MUST clause failed or could not be decided; what one cause left open is one error.
 */
import XMLBuilder from 'fast-xml-builder';
import type { Catalogue } from '../../contract/catalogue.ts';
import { causeOf, isLeftOpenByCause } from '../../result/cause.ts';
import type { ClauseResult, RunResult } from '../../result/result.ts';
import { diagnosisTexts } from '../diagnosis-texts.ts';
import { SENTENCES } from '../sentences.ts';
import { subjectOf } from '../subject.ts';
import { violationLines } from '../terminal/violation-lines.ts';
import { excerpt, visible } from '../visible.ts';

type Element = Readonly<Record<string, unknown>>;

/** Characters of a message attribute, which build servers show in one line. */
const MESSAGE = 500;

/**
 * Returns the document. Test cases have no time, since clauses are judged concurrently.
 * Text of the deployment is made visible first: XML 1.0 cannot hold most control characters.
 */
export function junitReport(result: RunResult, catalogue: Catalogue): string {
  const { clauses, milliseconds } = result;
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': nameOf(result),
      ...countsOf(result, clauses, causeCases(result)),
      '@time': (milliseconds / 1000).toFixed(3),
      testsuite: [...causeSuite(result), ...chapters.map((chapter) => suiteOf(chapter, result, catalogue))],
    },
  };
  return builder.build(document);
}

/** Cases of the cause: one where it left a MUST clause open. */
function causeCases(result: RunResult): number {
  return result.clauses.some((clause) => clause.level === 'MUST' && isLeftOpenByCause(result, clause))
    ? 1
    : 0;
}

/** The one cause that left clauses open is an error of its own, before all others; the clauses refer to it. */
function causeSuite(result: RunResult): readonly Element[] {
  const cause = causeOf(result);
  if (cause === undefined || causeCases(result) === 0) return [];
  const name = `${nameOf(result)}.run`;
  return [
    {
      '@name': name,
      '@tests': '1',
      '@failures': '0',
      '@errors': '1',
      '@skipped': '0',
      '@timestamp': timestampOf(result),
      testcase: [
        {
          '@classname': name,
          '@name': 'the clauses can be decided',
          error: { '@type': result.verdict, '@message': excerpt(cause, MESSAGE) },
        },
      ],
    },
  ];
}

/** JUnit's schemas allow neither fractions nor a time zone here. */
function timestampOf({ startedAt }: RunResult): string {
  return visible(startedAt).slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}

function suiteOf(chapter: string, result: RunResult, catalogue: Catalogue): Element {
  const clauses = result.clauses.filter((clause) => clause.chapter === chapter);
  return {
    '@name': `${nameOf(result)}.${chapter}`,
    ...countsOf(result, clauses),
    '@skipped': String(clauses.filter((clause) => outcomeOf(clause, result) === 'skipped').length),
    '@timestamp': timestampOf(result),
    properties: {
      property: propertiesOf(result).map(([name, value]) => ({ '@name': name, '@value': value })),
    },
    testcase: clauses.map((clause) => caseOf(clause, result, catalogue)),
  };
}

/** Build servers join the suites of several files by their names. */
function nameOf(result: RunResult): string {
  const subject = subjectOf(result);
  return subject === undefined ? result.suite.name : `${result.suite.name}.${subject.en}`;
}

function countsOf(result: RunResult, clauses: readonly ClauseResult[], causes = 0): Element {
  const count = (wanted: Outcome) => clauses.filter((clause) => outcomeOf(clause, result) === wanted).length;
  return {
    '@tests': String(clauses.length + causes),
    '@failures': String(count('failure')),
    '@errors': String(count('error') + causes),
  };
}

function propertiesOf(result: RunResult): readonly (readonly [string, string])[] {
  const { suite, target, contract, seed, budget, verdict } = result;
  const subject = subjectOf(result);
  return [
    ['suite', `${suite.name} ${suite.version}`],
    ['target', visible(target)],
    ...(subject === undefined ? [] : [['deployment', subject.en] as const]),
    ['contract', contract.digest],
    ['seed', String(seed)],
    ['budget', budget.name],
    ['verdict', verdict],
    ...diagnosisTexts(result).map((text) => ['diagnosis', visible(text)] as const),
  ];
}

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

function outcomeOf(clause: ClauseResult, result: RunResult): Outcome {
  const { verdict, level } = clause;
  if (isLeftOpenByCause(result, clause)) return 'skipped';
  switch (verdict) {
    case 'fail':
      return 'failure';
    case 'inconclusive':
    case 'not-implemented':
      return level === 'MUST' ? 'error' : 'skipped';
    case 'not-exercised':
    case 'not-applicable':
      return 'skipped';
    case 'not-scored':
    case 'warn':
    case 'waived':
    case 'observed':
    case 'pass':
      return 'passed';
  }
}

function caseOf(clause: ClauseResult, result: RunResult, catalogue: Catalogue): Element {
  const { slug, chapter, level, verdict, detail, counterexample } = clause;
  const message = isLeftOpenByCause(result, clause) ? SENTENCES.sameCause().en : excerpt(detail, MESSAGE);
  const named = {
    '@classname': `${nameOf(result)}.${chapter}`,
    '@name': `${slug}: ${catalogue.entry(slug).statement.en}`,
  };
  switch (outcomeOf(clause, result)) {
    case 'failure':
      return {
        ...named,
        failure: {
          '@type': counterexample?.rule ?? level,
          '@message': message,
          '#text': text(clause, catalogue),
        },
      };
    case 'error':
      return { ...named, error: { '@type': verdict, '@message': message } };
    case 'skipped':
      return { ...named, skipped: { '@message': `${verdict}: ${message}` } };
    case 'passed':
      return verdict === 'pass' ? named : { ...named, 'system-out': text(clause, catalogue) };
  }
}

/** What the report says of a clause, in lines. */
function text(clause: ClauseResult, catalogue: Catalogue): string {
  const { verdict, counterexample, observation, detail } = clause;
  const lines =
    counterexample === undefined
      ? [`  ${visible(observation ?? detail)}`]
      : violationLines(clause, catalogue).slice(1);
  return `\n${[`  ${verdict}`, ...lines].join('\n')}\n`;
}
