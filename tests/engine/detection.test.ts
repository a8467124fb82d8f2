/** Which of several detections speaks for all, and how a smaller request that shows the same is looked for. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import { smallestOf } from '../../src/engine/detection.ts';
import { smallestAgain } from '../../src/engine/see-again.ts';
import { detectedIn } from '../result/values.ts';
import { benchBefore, FakeDeployment, fakeRow, INSTANCE } from './bench.ts';

const detection = fc
  .record({
    query: fc.constantFrom('a', 'b', 'ab', 'ba', 'abc'),
    body: fc.constantFrom('{}', '[]'),
    credential: fc.constantFrom('own' as const, 'none' as const, 'altered' as const),
    count: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ query, body, credential, count }) => ({
    ...detectedIn('a.clause', query, body, { credential }),
    count,
  }));

test('the smallest does not depend on the order of arrival, nor on what was summed up first', () => {
  const several = fc.array(detection, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(several, fc.nat(), (all, turn) => {
      const smallest = smallestOf(all);
      const cut = turn % all.length;
      const turned = [...all.slice(cut), ...all.slice(0, cut)].reverse();
      expect(smallestOf(turned)).toEqual(smallest);
      const [head, tail] = [smallestOf(all.slice(0, cut)), smallestOf(all.slice(cut))];
      expect(smallestOf([head, tail].filter((each) => each !== undefined))).toEqual(smallest);
      expect(smallest?.count).toBe(all.reduce((sum, { count }) => sum + count, 0));
      const lengths = all.map(({ request }) => request.target.length);
      expect(smallest?.request.target.length).toBe(Math.min(...lengths));
    }),
    { seed: 20181206 },
  );
});

test('nothing seen has no smallest', () => {
  expect(smallestOf([])).toBeUndefined();
});

/** Sees a fault in every answer that lists this backup. */
function watching(id: string): Clause {
  return {
    slug: 'response.schema',
    budgetWeight: 0,
    watch: (reply) =>
      reply.text.includes(`"${id}"`)
        ? { rule: 'total-differs', expected: 'no such row', observed: id }
        : undefined,
  };
}

const WIDE = `instance_id=${INSTANCE}&offset=10&limit=50&backup_type=auto`;

async function lookedFor(id: string, pointer: string | undefined, rows = 100) {
  const deployment = new FakeDeployment(rows);
  const { requester, known } = await benchBefore(deployment);
  const seen = { ...detectedIn('response.schema', WIDE), ...(pointer === undefined ? {} : { pointer }) };
  const found = await smallestAgain(watching(id), seen, requester, known);
  return found?.transcript.map(({ exchange }) => exchange.request.query);
}

test('a row at fault is shown alone by its offset', async () => {
  expect(await lookedFor('backup-13', '/backups/3/size')).toEqual([
    `instance_id=${INSTANCE}&offset=13&limit=1`,
  ]);
});

test('where the row alone does not show it, the request as it was does, without what plays no part', async () => {
  expect(await lookedFor('backup-14', '/backups/3')).toEqual([`instance_id=${INSTANCE}&offset=10`]);
  expect(await lookedFor('backup-14', undefined)).toEqual([`instance_id=${INSTANCE}`]);
  expect(await lookedFor('backup-104', undefined, 130)).toBeUndefined();
});

test('a parameter that plays its part stays', async () => {
  const deployment = new FakeDeployment(100);
  const { requester, known } = await benchBefore(deployment);
  deployment.bend = ({ rows, total, limit }) => ({
    rows: limit === 50 ? [...rows, fakeRow('at-fifty')] : rows,
    total,
  });
  const seen = detectedIn('response.schema', WIDE);
  const found = await smallestAgain(watching('at-fifty'), seen, requester, known);
  expect(found?.transcript.map(({ exchange }) => exchange.request.query)).toEqual([
    `instance_id=${INSTANCE}&limit=50`,
  ]);
});

test('what does not show again has no counterexample', async () => {
  expect(await lookedFor('backup-99', '/backups/3', 60)).toBeUndefined();
});
