/**
 * Which parts of the evidence belong together: those of the clauses that were judged after one and the same survey. A
 * run of one process is one stage, in one part; every shard of a run in Playwright is one, with a part for each clause.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../../client/exchange.ts';
import type { Contract } from '../../contract/contract.ts';
import { RUN_PART } from '../../result/recorded-run.ts';
import type { RunResult } from '../../result/result.ts';
import type { StatedFacts } from '../../result/stated-facts.ts';
import { readFacts, type UsableFacts } from './read-facts.ts';
import type { Part } from './read-parts.ts';

export interface Stage {
  readonly facts: UsableFacts;
  readonly recordings: readonly Recording[];
  /** The clauses that were judged. */
  readonly slugs: readonly string[];
  /** The clauses whose exchanges that clause was judged on too. */
  knownTo(slug: string): readonly string[];
}

export interface StagesFound {
  readonly stages: readonly Stage[];
  /** Whether the clauses have parts of their own, so that any selection of them may have been run. */
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
      ...(surveys.length === 0 ? ['the evidence holds no survey: nothing can be judged again'] : []),
      ...found.filter((stage) => typeof stage === 'string'),
      ...ofClauses.flatMap((part) => strayness(part, surveys, known)),
      ...repeated(ofClauses.map(({ head }) => head.holds)).map(
        (slug) => `the evidence holds more than one part of ${slug}`,
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
    .map(({ file }) => `${file}: ${whole.file} holds all of the run already`);
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

/** A clause's part must name its survey and say the same of the run. */
function strayness(
  { file, head }: Part,
  surveys: readonly Part[],
  known: readonly string[],
): readonly string[] {
  const survey = surveys.find(({ root }) => root === head.survey);
  if (!known.includes(head.holds))
    return [`${file}: it is evidence of ${head.holds}, which is no clause of this suite`];
  if (survey === undefined)
    return [`${file}: it was gathered after another survey than those in the evidence`];
  return isDeepStrictEqual(survey.head.facts, head.facts)
    ? []
    : [`${file}: it says something else of its run than ${survey.file}`];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}

/** Only the seed and the beginning may differ between the shards of a run. */
export function differsFromFirst(first: StatedFacts, other: StatedFacts): boolean {
  const { seed: _seed, startedAt: _startedAt, ...rest } = first;
  const { seed: _otherSeed, startedAt: _otherStartedAt, ...others } = other;
  return !isDeepStrictEqual(rest, others);
}
