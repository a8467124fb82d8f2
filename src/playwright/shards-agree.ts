/** Whether shards, which may have run on several machines, are parts of one run. */
import type { ShardFacts } from './clause-attachment.ts';

/** What must be the same in all shards, by its name for people. */
const SAME: Readonly<Record<string, (shard: ShardFacts) => string>> = {
  seed: ({ run }) => String(run.seed),
  target: ({ run }) => run.target,
  instances: ({ run }) => run.settings.instances.join(),
  budget: ({ run }) => String(run.budget.requests),
  challenge: ({ run }) => run.challenge ?? '',
  'version of the suite': ({ run }) => run.suite.version,
};

/** Returns why the shards of one deployment are no parts of one run; undefined where they are. */
export function whyApart(shards: readonly ShardFacts[]): string | undefined {
  for (const [name, of] of Object.entries(SAME)) {
    const [one, other] = new Set(shards.map(of));
    if (one !== undefined && other !== undefined)
      return `its shards did not have the same ${name} (${one} and ${other}): give all of them the same settings`;
  }
  return undefined;
}

/**
 * Returns the shards that are missing among all that were merged.
 * @param tests how many tests there are: where shards outnumber them, some are empty
 */
export function missingShards(shards: readonly ShardFacts[], tests: number): readonly string[] {
  const total = Math.max(0, ...shards.map(({ part }) => part?.total ?? 0));
  if (total > tests) return [];
  const present = new Set(shards.map(({ part }) => part?.current));
  return Array.from({ length: total }, (_, at) => at + 1)
    .filter((current) => !present.has(current))
    .map((current) => `${current}/${total}`);
}
