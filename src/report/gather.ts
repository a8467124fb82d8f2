/** Puts the attachments of the clauses' tests, of one process, many or many shards, together into one result. */
import type { Contract } from '../contract/contract.ts';
import { assemble, type SurveyFacts } from '../run/assemble.ts';
import type { Judged } from '../run/conductor.ts';
import { addVisits } from '../run/coverage.ts';
import type { RunResult } from '../run/result.ts';
import type { ClauseAttachment, Noise, StageFacts } from './clause-attachment.ts';

export interface Gathered {
  readonly contract: Contract;
  /** Slugs of the clauses that were to be judged. */
  readonly slugs: readonly string[];
  /** By slug; at least one. */
  readonly attachments: ReadonlyMap<string, ClauseAttachment>;
  /** By slug: why a test has none. */
  readonly errors: ReadonlyMap<string, string>;
  readonly milliseconds: number;
}

/** @throws RangeError without a single attachment */
export function gather({ contract, slugs, attachments, errors, milliseconds }: Gathered): RunResult {
  const all = [...attachments.values()];
  const stages = [...new Map(all.map(({ stage }) => [stage.id, stage])).values()];
  const [first] = stages;
  if (first === undefined) throw new RangeError('no clause was judged');
  const isWhole = contract.catalogue.entries.every(({ slug }) => slugs.includes(slug));
  const judged = slugs.map(
    (slug) => attachments.get(slug)?.judged ?? unjudged(contract, slug, errors.get(slug) ?? 'it was not run'),
  );
  return assemble(
    contract,
    { ...first.facts, ...(isWhole ? {} : { selected: slugs }) },
    surveyedBy(stages, first),
    judged,
    { noise: sumOf([...stages, ...all].map(({ noise }) => noise)), milliseconds },
  );
}

/** A test that broke, ran out of time or never ran proves nothing. */
function unjudged({ catalogue }: Contract, slug: string, why: string): Judged {
  const { chapter, level } = catalogue.entry(slug);
  const detail = `its test ended without a judgement: ${why}`;
  return {
    result: { slug, chapter, level, verdict: 'inconclusive', detail, requests: 0, cases: 0 },
    sightings: [],
    visits: {},
  };
}

/** Each shard surveys for itself; they read the same instances. */
function surveyedBy(stages: readonly StageFacts[], { surveyed }: StageFacts): SurveyFacts {
  const all = stages.map((stage) => stage.surveyed);
  return {
    instances: surveyed.instances,
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    sightings: all.flatMap(({ sightings }) => sightings),
    visits: addVisits(all.map(({ visits }) => visits)),
  };
}

function sumOf(noises: readonly Noise[]): Noise {
  const sum: Record<string, number> = {};
  for (const noise of noises) {
    for (const [kind, count] of Object.entries(noise)) sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}
