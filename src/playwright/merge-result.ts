/** Merges what the clauses' tests attached, in any number of processes and shards, into one result. */
import { firstStop } from '../client/stop.ts';
import type { Contract } from '../contract/contract.ts';
import { NOTHING_SEEN } from '../engine/seen.ts';
import { assemble, type Judged } from '../result/assemble.ts';
import { mergeSurveys, sumOfNoise } from '../result/merge.ts';
import type { RunResult, ShardCost } from '../result/result.ts';
import type { ClauseAttachment, ShardFacts } from './clause-attachment.ts';

export interface ClauseAttachments {
  readonly contract: Contract;
  /** Slugs of the clauses that were to be judged. */
  readonly slugs: readonly string[];
  /** By slug; at least one. */
  readonly attachments: ReadonlyMap<string, ClauseAttachment>;
  /** By slug: why a test has none. */
  readonly errors: ReadonlyMap<string, string>;
  readonly milliseconds: number;
}

/** Returns the result of the whole run. @throws RangeError without a single attachment */
export function mergeResult({
  contract,
  slugs,
  attachments,
  errors,
  milliseconds,
}: ClauseAttachments): RunResult {
  const all = [...attachments.values()];
  const shards = [...new Map(all.map(({ shard }) => [shard.id, shard])).values()];
  const [first] = shards;
  if (first === undefined) throw new RangeError('no clause was judged');
  const isWhole = contract.catalogue.entries.every(({ slug }) => slugs.includes(slug));
  const judged = slugs.map(
    (slug) => attachments.get(slug)?.judged ?? unjudged(contract, slug, errors.get(slug) ?? 'it was not run'),
  );
  const result = assemble(
    contract,
    { ...first.run, ...(isWhole ? {} : { selected: slugs }) },
    mergeSurveys([first.surveyed, ...shards.slice(1).map(({ surveyed }) => surveyed)]),
    judged,
    {
      noise: sumOfNoise([...shards, ...all].map(({ noise }) => noise)),
      stop: firstStop([...shards, ...all].map(({ stop }) => stop)),
      milliseconds,
    },
  );
  const costs = costsOf(shards, all);
  return costs.length === 0 ? result : { ...result, shards: costs };
}

/** Returns what each shard cost, in their order; none of a run that was not divided. */
function costsOf(
  shards: readonly ShardFacts[],
  attachments: readonly ClauseAttachment[],
): readonly ShardCost[] {
  const costs = shards.flatMap(({ id, part, surveyed }): ShardCost[] => {
    if (part === undefined) return [];
    const own = attachments.filter(({ shard }) => shard.id === id);
    const asked = own.reduce((sum, { judged }) => sum + judged.result.requests, 0);
    return [
      {
        shard: `${part.current}/${part.total}`,
        clauses: own.length,
        requests: surveyed.requests + asked,
        survey: surveyed.requests,
      },
    ];
  });
  return costs.sort((one, other) => one.shard.localeCompare(other.shard, 'en', { numeric: true }));
}

/** A test that crashed, timed out or never ran proves nothing. */
function unjudged({ catalogue }: Contract, slug: string, why: string): Judged {
  const { chapter, level } = catalogue.entry(slug);
  const detail = `its test ended without a judgement: ${why}`;
  return {
    result: {
      slug,
      chapter,
      level,
      verdict: 'inconclusive',
      reason: 'test-ended-early',
      detail,
      requests: 0,
      cases: 0,
    },
    seen: NOTHING_SEEN,
    visits: {},
  };
}
