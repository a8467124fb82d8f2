/** What else changed between two runs: the implementation, the suite, the contract, the data. */
import { isDeepStrictEqual } from 'node:util';
import { shortDigest } from '../../contract/digest.ts';
import type { ClauseResult, RunResult } from '../../result/result.ts';
import type { CrossJudged } from '../verify/cross-judge.ts';

/** What caused a change. `unknown`: the old evidence does not show it. */
export type Cause = 'deployment' | 'suite' | 'unknown';

export interface Circumstances {
  /** `old -> new`; absent if both runs have the same. */
  readonly suite?: string;
  readonly contract?: string;
  readonly clauses?: string;
  readonly target?: string;
  readonly implementation?: string;
  readonly terms?: string;
  readonly seed?: string;
  readonly budget?: string;
  /** Instances whose number of backups changed, and those of one run only. */
  readonly data: readonly string[];
  /** One sentence: what changed, by judging the old evidence with this suite. */
  readonly crossJudged: string;
}

type Named = Exclude<keyof Circumstances, 'data' | 'crossJudged'>;

const NAMES: Readonly<Record<Named, (run: RunResult) => string>> = {
  suite: ({ suite }) => suite.version,
  contract: ({ contract }) => shortDigest(contract.digest),
  clauses: ({ contract, clauseSet }) =>
    `${shortDigest(contract.catalogue)}${clauseSet === undefined ? '' : `, scored by set ${clauseSet.version}`}`,
  target: ({ target }) => target,
  implementation: ({ implementation }) =>
    implementation === undefined ? 'unnamed' : `${implementation.product} ${implementation.version}`,
  terms: ({ waivers, acceptUnexercised, selected }) =>
    [
      selected === undefined ? 'all clauses' : `${selected.length} clauses`,
      ...(waivers === undefined ? [] : [`${waivers.length} waivers`]),
      ...(acceptUnexercised ? ['unexercised accepted'] : []),
    ].join(', '),
  seed: ({ seed, challenge }) => (challenge === undefined ? String(seed) : `${seed} and ${challenge}`),
  budget: ({ budget }) => budget.name,
};

/** @param again verdicts of this suite on the old evidence, or why it could not be judged */
export function circumstancesOf(
  old: RunResult,
  newer: RunResult,
  again: CrossJudged | string,
): Circumstances {
  const named = (Object.keys(NAMES) as Named[]).flatMap((name) => {
    const [before, after] = [NAMES[name](old), NAMES[name](newer)];
    return before === after ? [] : [[name, `${before} -> ${after}`] as const];
  });
  return {
    ...Object.fromEntries(named),
    data: dataChanges(old, newer),
    crossJudged: said(old, newer, again),
  };
}

function dataChanges(old: RunResult, newer: RunResult): readonly string[] {
  const [before, after] = [old, newer].map(
    ({ instances }) => new Map(instances.map(({ id, total }) => [id, total])),
  );
  const ids = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return ids.flatMap((id) => {
    const [then, now] = [before?.get(id), after?.get(id)];
    return then === now ? [] : [`${id}: ${then ?? 'not read'} -> ${now ?? 'not read'} backups`];
  });
}

function said(old: RunResult, newer: RunResult, again: CrossJudged | string): string {
  if (typeof again === 'string') return `the old evidence could not be judged again: ${again}`;
  const departed = old.clauses.filter(({ slug, verdict }) => isOther(again.verdicts.get(slug), verdict));
  const unjudged = old.clauses.filter(({ slug }) => !again.verdicts.has(slug)).length;
  const short = unjudged === 0 ? '' : ` (${unjudged} of its clauses cannot be judged on it)`;
  if (departed.length > 0) {
    return `judging the old evidence with this suite gives other verdicts for ${departed.map(({ slug }) => slug).join(', ')}: the suite changed there${short}`;
  }
  const changed = !isDeepStrictEqual(verdictsOf(old), verdictsOf(newer));
  const what = dataChanges(old, newer).length === 0 ? 'the deployment' : 'the deployment or its data';
  return `judging the old evidence with this suite gives the same verdicts${changed ? `, so ${what} changed` : ''}${short}`;
}

function verdictsOf({ clauses }: RunResult): Readonly<Record<string, string>> {
  return Object.fromEntries(clauses.map(({ slug, verdict }) => [slug, verdict]));
}

/** Whether the verdict is known and different. */
function isOther(verdict: string | undefined, than: string): boolean {
  return verdict !== undefined && verdict !== than;
}

/** Returns what changed: the suite if it now judges the old evidence differently, else the deployment. */
export function clauseCauseOf(
  before: ClauseResult | undefined,
  after: ClauseResult | undefined,
  again: CrossJudged | string,
): Cause {
  if (before === undefined || after === undefined) return 'suite';
  if (typeof again === 'string') return 'unknown';
  const verdict = again.verdicts.get(before.slug);
  if (verdict === undefined) return 'unknown';
  return verdict === before.verdict ? 'deployment' : 'suite';
}
