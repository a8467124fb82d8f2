/** What plays no part in a violation is left out of its counterexample, whether a probe or a random case found it. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Examination, Finding } from '../../src/clauses/clause.ts';
import type { WireQuery } from '../../src/contract/wire.ts';
import { readQuery } from '../../src/contract/wire.ts';
import { shrinkingTo } from '../../src/query/shrinking.ts';
import { smallerQueries } from '../../src/query/smaller-query.ts';
import { type Bench, benchBefore, FakeDeployment, fakeRow, INSTANCE } from './bench.ts';

const WIDE =
  `instance_id=${INSTANCE}&backup_type=auto&offset=3&limit=43` +
  '&begin_time=2018-01-01T00%3A00%3A00%2B0000&end_time=2018-01-02T00%3A00%3A00%2B0000';

/** Gives a row too many to every page of 43, and before those of 5 too. */
async function before(count = 130): Promise<Bench> {
  const deployment = new FakeDeployment(count);
  const bench = await benchBefore(deployment);
  deployment.bend = ({ rows, total, limit }) => ({
    rows: limit === 43 || limit === 5 ? [...rows, fakeRow('backup-extra')] : rows,
    total,
  });
  return bench;
}

const pageSize: Examination<WireQuery> = {
  probes: () => [readQuery(WIDE)],
  cases: () => shrinkingTo(fc.constant(readQuery(WIDE)), (query) => smallerQueries(query, ['instance_id'])),
  trial: async (query, deployment) => {
    const { rows } = await deployment.listText(query);
    const limit = Number(query.find(({ name }) => name === 'limit')?.text ?? 100);
    return rows.length <= limit
      ? undefined
      : { rule: 'answer-too-long', expected: `${limit} rows`, observed: `${rows.length} rows` };
  },
};

function shownBy(finding: Finding) {
  if (finding.kind !== 'broken') throw new Error(finding.kind);
  const { input, transcript } = finding.counterexample;
  return { input, asked: transcript.map(({ exchange }) => exchange.request.query) };
}

test('parameters that play no part are left out, the two of a window together', async () => {
  const { examine } = await before();
  expect(shownBy(await examine(pageSize)).asked).toEqual([`instance_id=${INSTANCE}&limit=43`]);
});

test('what shows another violation is not taken for the same', async () => {
  const deployment = new FakeDeployment(130);
  const { examine } = await benchBefore(deployment);
  deployment.bend = ({ limit }) => (limit === 43 ? 404 : 410);
  const { asked } = shownBy(await examine({ ...pageSize, dataMayMove: false }));
  expect(asked).toEqual([`instance_id=${INSTANCE}&limit=43`]);
});

interface Walk {
  readonly start: number;
  readonly sizes: readonly number[];
  readonly filters?: Readonly<Record<string, string>>;
}

const FILTERS = fc.record({ backup_type: fc.constant('auto') });

const ANY_WALK: fc.Arbitrary<Walk> = fc.record(
  {
    start: fc.nat(100),
    sizes: fc.array(fc.integer({ min: 1, max: 43 }), { minLength: 1, maxLength: 6 }),
    filters: FILTERS,
  },
  { requiredKeys: ['start', 'sizes'] },
);

function walking(probes: readonly Walk[], seen: Walk[] = [], walks = ANY_WALK): Examination<Walk> {
  return {
    probes: () => probes,
    cases: () => walks,
    trial: async (walk, deployment) => {
      seen.push(walk);
      let offset = walk.start;
      for (const limit of walk.sizes) {
        const { rows } = await deployment.list({ instance: INSTANCE, filters: walk.filters, offset, limit });
        if (rows.length > limit)
          return { rule: 'answer-too-long', expected: `${limit} rows`, observed: `${rows.length} rows` };
        offset += limit;
      }
      return undefined;
    },
  };
}

test('of page walks the shortest is shown, from the first place that shows it', async () => {
  const { examine } = await before();
  const probes = [
    { start: 0, sizes: [1] },
    { start: 71, sizes: [7, 7, 5, 7, 5], filters: { backup_type: 'auto' } },
  ];
  const { input, asked } = shownBy(await examine(walking(probes)));
  expect(input).toEqual({ start: 0, sizes: [5] });
  expect(asked).toEqual([`instance_id=${INSTANCE}&offset=0&limit=5`]);
});

test('nothing is tried that the arbitrary of the cases could not draw', async () => {
  const { examine } = await before();
  const seen: Walk[] = [];
  const probes = [
    { start: 30, sizes: [9, 9], filters: { backup_type: 'auto' } },
    { start: 20, sizes: [7, 7, 5], filters: { backup_type: 'auto' } },
  ];
  const walks = fc.record({
    start: fc.integer({ min: 20, max: 100 }),
    sizes: fc.array(fc.integer({ min: 5, max: 43 }), { minLength: 2, maxLength: 6 }),
    filters: FILTERS,
  });
  const { input } = shownBy(await examine(walking(probes, seen, walks)));
  expect(input).toEqual({ start: 20, sizes: [5, 5], filters: { backup_type: 'auto' } });
  for (const { start, sizes, filters } of seen) {
    expect(start).toBeGreaterThanOrEqual(20);
    expect(sizes.length).toBeGreaterThanOrEqual(2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5);
    expect(filters).toEqual({ backup_type: 'auto' });
  }
});
