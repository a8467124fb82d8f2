/** Every fault and every variant answers over data of any size, of one type or of all: none throws. */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { writeTime } from '../../src/contract/time.ts';
import { ConnectionReset } from '../../src/reference/errors.ts';
import { FixedDataset } from '../../src/reference/fixed-dataset.ts';
import { GeneratedDataset } from '../../src/reference/generated-dataset.ts';
import type { Handler } from '../../src/reference/mutation.ts';
import { changedStages, pipeline } from '../../src/reference/pipeline.ts';
import { faults, variants } from '../../src/reference/registry.ts';
import type { Change, Deployment } from '../../src/reference/stages.ts';
import { contract, ownHeaders, TOKEN } from './asking.ts';

const { operation } = contract;
const MOST = 400;
const PROJECT = 'p'.repeat(32);
const INSTANCES = ['1'.repeat(34), '2'.repeat(34)] as const;
/** It waits for real seconds, and changes no answer. */
const SLOW = 'slow';

interface Subject {
  readonly slug: string;
  readonly handler: (deployment: Deployment) => Handler;
}

const plain = (deployment: Deployment, change?: Change) =>
  pipeline(changedStages(change === undefined ? [] : [change]), deployment);

const subjects: readonly Subject[] = [...faults, ...variants]
  .filter(({ slug }) => slug !== SLOW)
  .map(({ slug, change, middleware = (handler) => handler }) => ({
    slug,
    handler: (deployment: Deployment) =>
      middleware(plain(deployment, change), { deployment, clock: () => 0 }),
  }));

const drawn = new GeneratedDataset(operation, {
  seed: 3,
  backups: MOST,
  spare: 0,
  now: Date.UTC(2018, 7, 16) / 1000,
});
const BACKUPS = Array.from({ length: MOST }, (_, row) => drawn.backup(row));

/** An instance for each count, with so many backups; all of them of one type, where it is given. */
function deploymentOf(counts: readonly number[], type?: string): Deployment {
  let from = 0;
  const instances = counts.map((count, place) => {
    const some = BACKUPS.slice(from, from + count);
    from += count;
    const backups = type === undefined ? some : some.map((backup) => ({ ...backup, type }));
    return { project: PROJECT, instance: INSTANCES[place] ?? '', backups };
  });
  const data = new FixedDataset({ project: PROJECT, otherProject: 'o'.repeat(32), instances });
  return { operation, dataset: data, seed: 1, token: TOKEN };
}

/** The first throw of a subject that is asked these queries, in words; undefined where it answers all of them. */
async function failureOf(
  { slug, handler }: Subject,
  deployment: Deployment,
  queries: readonly string[],
): Promise<string | undefined> {
  const answer = handler(deployment);
  for (const query of queries) {
    const target = `${operation.path(PROJECT)}?${query}`;
    try {
      const answered = answer({ method: 'GET', target, headers: ownHeaders });
      if (answered instanceof Promise) await answered;
    } catch (error) {
      // One variant breaks connections: that is how it answers.
      if (!(error instanceof ConnectionReset)) return `${slug}: ${query}: ${error}`;
    }
  }
  return undefined;
}

/** Queries of every kind, over data with so many backups of the first instance. */
function queriesOf(count: number): readonly string[] {
  const instance = `instance_id=${INSTANCES[0]}`;
  const [first, last] = [BACKUPS[0], BACKUPS[Math.max(0, count - 1)]];
  const window = (from: number, to: number) =>
    `begin_time=${encodeURIComponent(writeTime(from))}&end_time=${encodeURIComponent(writeTime(to))}`;
  const all = window(0, 4_102_444_800);
  const some = window(first?.begin ?? 0, (last?.begin ?? 0) + 1);
  const lists = [
    '',
    ...operation.type.values.map((type) => `&backup_type=${type}`),
    `&${all}`,
    `&${some}`,
    `&backup_id=${first?.id}`,
    `&backup_id=${last?.id}`,
    '&backup_id=x',
  ].map((filter) => `${instance}${filter}`);
  return [
    ...lists,
    ...lists.flatMap((one) => [`${one}&limit=1`, `${one}&offset=${Math.max(0, count - 1)}`]),
    `${instance}&backup_type=auto&${some}&limit=7`,
    `${instance}&backup_id=${last?.id}&backup_type=auto`,
    `${instance}&offset=${count}`,
    `${instance}&limit=0`,
    `${instance}&limit=x`,
    `${instance}&begin_time=x`,
    `instance_id=${INSTANCES[1]}`,
    'instance_id=x',
    '',
  ];
}

/** What subjects threw over this data, a line for each that threw. */
async function failuresOver(deployment: Deployment, queries: readonly string[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const subject of subjects) {
    const failure = await failureOf(subject, deployment, queries);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

test('every fault and every variant answers over data of any size, of one type or of all', async () => {
  const anyData = fc.record({
    count: fc.integer({ min: 0, max: MOST }),
    second: fc.constantFrom(undefined, 0, 1, 40),
    type: fc.option(fc.constantFrom(...operation.type.values), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(anyData, async ({ count, second, type }) => {
      const first = Math.min(count, MOST - (second ?? 0));
      const deployment = deploymentOf(second === undefined ? [first] : [first, second], type);
      expect(await failuresOver(deployment, queriesOf(first))).toEqual([]);
    }),
    { numRuns: 12, seed: 1 },
  );
});

test('every fault and every variant lists the last backups, however many there are', async () => {
  for (let count = 0; count <= MOST; count++) {
    const plain = `instance_id=${INSTANCES[0]}&limit=2`;
    const last = [plain, `${plain}&offset=${Math.max(0, count - 2)}`];
    expect(await failuresOver(deploymentOf([count]), last), `${count} backups`).toEqual([]);
  }
});
