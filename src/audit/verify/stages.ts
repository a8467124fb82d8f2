/**
 * A stage: the parts of the evidence of clauses that were judged after the same survey. A run in one process is one stage
 * with one part; every shard of a run in Playwright is a stage with a part for each clause.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../../client/exchange.ts';
import { readBudget } from '../../config/budget.ts';
import type { Contract } from '../../contract/contract.ts';
import { RUN_PART } from '../../result/recorded-run.ts';
import { whatIsBroken } from '../../result/report-file.ts';
import type { RunResult } from '../../result/result.ts';
import type { StatedFacts } from '../../result/stated-facts.ts';
import type { Part } from './read-parts.ts';

/** Facts with which a run can be judged again. */
export type UsableFacts = StatedFacts & Required<Pick<StatedFacts, 'settings'>>;

export interface Stage {
  readonly facts: UsableFacts;
  readonly recordings: readonly Recording[];
  /** The clauses that were judged. */
  readonly slugs: readonly string[];
  /** Returns the other clauses whose exchanges the clause was judged on. */
  knownTo(slug: string): readonly string[];
}

export interface StagesFound {
  readonly stages: readonly Stage[];
  /** Whether each clause has its own part, so that any selection of them may have been run. */
  readonly isInParts: boolean;
  readonly complaints: readonly string[];
}

export function stagesIn(parts: readonly Part[], report: RunResult, contract: Contract): StagesFound {
  const known = contract.catalogue.entries.map(({ slug }) => slug);
  const whole = parts.find(({ head }) => head.holds === RUN_PART);
  if (whole !== undefined) return inOnePart(whole, parts, report, known);
  const surveys = parts.filter(({ head }) => head.holds === SURVEY_PART);
  const ofClauses = parts.filter(({ head }) => head.holds !== SURVEY_PART);
  const found = surveys.map((survey) =>
    stageOf(
      survey,
      ofClauses.filter(({ head }) => head.survey === survey.root && known.includes(head.holds)),
      report,
    ),
  );
  return {
    stages: found.filter((stage) => typeof stage !== 'string'),
    isInParts: true,
    complaints: [
      ...(surveys.length === 0 ? ['the evidence has no survey: nothing can be judged again'] : []),
      ...found.filter((stage) => typeof stage === 'string'),
      ...ofClauses.flatMap((part) => strayPartComplaints(part, surveys, known)),
      ...repeated(ofClauses.map(({ head }) => head.holds)).map(
        (slug) => `the evidence has more than one part of ${slug}`,
      ),
    ],
  };
}

const SURVEY_PART = 'survey';

function inOnePart(
  whole: Part,
  parts: readonly Part[],
  report: RunResult,
  known: readonly string[],
): StagesFound {
  const facts = readFacts(whole.head.facts, report);
  const added = parts
    .filter((part) => part !== whole)
    .map(({ file }) => `${file}: ${whole.file} already contains the whole run`);
  if (typeof facts === 'string')
    return { stages: [], isInParts: false, complaints: [...added, `${whole.file}: ${facts}`] };
  const slugs = known.filter((slug) => facts.selected?.includes(slug) ?? true);
  return {
    stages: [{ facts, recordings: whole.recordings, slugs, knownTo: () => slugs }],
    isInParts: false,
    complaints: added,
  };
}

function stageOf(survey: Part, parts: readonly Part[], report: RunResult): Stage | string {
  const facts = readFacts(survey.head.facts, report);
  if (typeof facts === 'string') return `${survey.file}: ${facts}`;
  const bySlug = new Map(parts.map(({ head }) => [head.holds, head]));
  return {
    facts,
    recordings: [survey, ...parts].flatMap(({ recordings }) => recordings),
    slugs: [...bySlug.keys()],
    knownTo: (slug) => bySlug.get(slug)?.after ?? [],
  };
}

/** Returns the facts, or one line that says why they cannot be used. They have the form of the report's properties. */
function readFacts(head: Readonly<Record<string, unknown>>, report: RunResult): UsableFacts | string {
  const { selected: _selected, challenge: _challenge, settings: _settings, ...rest } = report;
  const broken = whatIsBroken({ ...rest, ...head });
  if (broken !== undefined) return `the facts of its run are invalid: ${broken}`;
  const facts = head as unknown as StatedFacts;
  const { settings, target, budget } = facts;
  if (settings === undefined) return 'the settings of its run are missing';
  if (!URL.canParse(target)) return `its target is not a URL: ${target}`;
  return isBudget(budget) ? { ...facts, settings } : `its budget is unknown: ${JSON.stringify(budget)}`;
}

function isBudget({ name, requests }: StatedFacts['budget']): boolean {
  try {
    return readBudget(name).requests === requests;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Returns what is wrong with a clause's part: it must name its survey and state the same facts. */
function strayPartComplaints(
  { file, head }: Part,
  surveys: readonly Part[],
  known: readonly string[],
): readonly string[] {
  const survey = surveys.find(({ root }) => root === head.survey);
  if (!known.includes(head.holds))
    return [`${file}: it is evidence of ${head.holds}, which is not a clause of this suite`];
  if (survey === undefined)
    return [`${file}: it was recorded after another survey than those in the evidence`];
  return isDeepStrictEqual(survey.head.facts, head.facts)
    ? []
    : [`${file}: it states other facts of its run than ${survey.file}`];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}

/** Whether two shards belong to different runs: only their seeds and start times may differ. */
export function differsFromFirst(first: StatedFacts, other: StatedFacts): boolean {
  const { seed: _seed, startedAt: _startedAt, ...rest } = first;
  const { seed: _otherSeed, startedAt: _otherStartedAt, ...others } = other;
  return !isDeepStrictEqual(rest, others);
}
