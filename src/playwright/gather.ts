/** Puts the attachments of the clauses' tests, of one process, many or many shards, together into one result. */
import type { Contract } from '../contract/contract.ts';
import { assemble, type Judged } from '../result/assemble.ts';
import type { RunResult } from '../result/result.ts';
import { mergeSurveys, sumOfNoise, WITHOUT_JUDGEMENT } from '../result/whole.ts';
import type { ClauseAttachment } from './clause-attachment.ts';

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
    mergeSurveys([first.surveyed, ...stages.slice(1).map(({ surveyed }) => surveyed)]),
    judged,
    { noise: sumOfNoise([...stages, ...all].map(({ noise }) => noise)), milliseconds },
  );
}

/** A test that broke, ran out of time or never ran proves nothing. */
function unjudged({ catalogue }: Contract, slug: string, why: string): Judged {
  const { chapter, level } = catalogue.entry(slug);
  const detail = `${WITHOUT_JUDGEMENT}: ${why}`;
  return {
    result: { slug, chapter, level, verdict: 'inconclusive', detail, requests: 0, cases: 0 },
    sightings: [],
    visits: {},
  };
}
