/** Probes, then random cases within the quota, shrunk to the smallest that still shows the violation. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Examination } from '../../src/clauses/clause.ts';
import { NotAccepted, NotListed } from '../../src/clauses/clause-errors.ts';
import { benchBefore, FakeDeployment, fakeRow, INSTANCE, judged } from './bench.ts';

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** A page holds no more rows than were asked for. */
const pageSize: Examination<Page> = {
  probes: () => [],
  cases: () => fc.record({ limit: fc.integer({ min: 1, max: 100 }), offset: fc.nat(20) }),
  trial: async ({ limit, offset }, deployment) => {
    const { rows } = await deployment.list({ instance: INSTANCE, limit, offset });
    return rows.length <= limit
      ? undefined
      : { rule: 'answer-too-long', expected: `${limit} rows`, observed: `${rows.length} rows` };
  },
};

const LARGEST_GOOD = 42;

/** Gives a row too many to every page beyond a size. */
async function generous() {
  const deployment = new FakeDeployment(130);
  const bench = await benchBefore(deployment);
  deployment.bend = ({ rows, total, limit }) => ({
    rows: limit > LARGEST_GOOD && limit < 100 ? [...rows, fakeRow('backup-extra')] : rows,
    total,
  });
  return bench;
}

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}: a random case shrinks to the one smallest query`, async () => {
    const { examine } = await generous();
    const finding = await examine(pageSize, { seed });
    if (finding.kind !== 'broken') throw new Error(finding.kind);
    const { input, transcript, violation } = finding.counterexample;
    expect(input).toEqual({ limit: LARGEST_GOOD + 1, offset: 0 });
    expect(violation).toEqual({ rule: 'answer-too-long', expected: '43 rows', observed: '44 rows' });
    expect(transcript.map(({ exchange }) => exchange.request.query)).toEqual([
      `instance_id=${INSTANCE}&offset=0&limit=43`,
    ]);
    expect(finding.counterexample.seed).toBe(seed);
  });
}

test('the same seed finds the same counterexample', async () => {
  const found = [];
  for (let run = 0; run < 2; run++) {
    const { examine } = await generous();
    const finding = await examine(pageSize, { seed: 77 });
    if (finding.kind !== 'broken') throw new Error(finding.kind);
    const { input, seed, violation } = finding.counterexample;
    found.push({ cases: finding.cases, input, seed, violation });
  }
  expect(found[1]).toEqual(found[0]);
});

test('random cases stop at the quota, within one burst', async () => {
  const deployment = new FakeDeployment(130);
  const { examine, requester } = await benchBefore(deployment);
  const before = requester.asked;
  const finding = await examine(pageSize, { quota: 40 });
  expect(finding.kind).toBe('held');
  expect(requester.asked - before).toBeGreaterThan(8);
  expect(requester.asked - before).toBeLessThan(40 + 8);
  if (finding.kind === 'held') expect(finding.cases).toBe(requester.asked - before);
});

test('requests that are never answered leave it undecided, and soon end it', async () => {
  const deployment = new FakeDeployment(20);
  const { examine, requester } = await benchBefore(deployment);
  const before = requester.asked;
  deployment.bend = () => 503;
  const probes = Array.from({ length: 40 }, (_, place) => ({ limit: place + 1, offset: 0 }));
  const { verdict, detail } = judged(await examine({ ...pageSize, probes: () => probes }));
  expect(verdict).toBe('inconclusive');
  expect(detail).toBe('the deployment answered 503, in the last of 2 attempts (and 7 more such cases)');
  expect(requester.asked - before).toBe(8);
});

test('one request without an answer leaves a check undecided that otherwise held', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = (answering) => (answering.limit === 5 ? 502 : answering);
  const probes = Array.from({ length: 20 }, (_, place) => ({ limit: place + 1, offset: 0 }));
  const { cases: _cases, ...certain } = pageSize;
  const { verdict, detail, cases } = judged(await examine({ ...certain, probes: () => probes }));
  expect([verdict, cases]).toEqual(['inconclusive', 20]);
  expect(detail).toBe('the deployment answered 502, in the last of 2 attempts');
});

test('a failure outweighs requests without an answer', async () => {
  const { examine } = await (async () => {
    const deployment = new FakeDeployment(130);
    const bench = await benchBefore(deployment);
    deployment.bend = ({ rows, total, limit }) =>
      limit === 5 ? 503 : { rows: limit === 6 ? [...rows, fakeRow('extra')] : rows, total };
    return bench;
  })();
  const probes = [5, 6].map((limit) => ({ limit, offset: 0 }));
  expect(judged(await examine({ ...pageSize, probes: () => probes })).verdict).toBe('fail');
});

test('nothing to try is not exercised', async () => {
  const { examine } = await benchBefore(new FakeDeployment(1));
  const { cases: _cases, ...certain } = pageSize;
  expect(await examine(certain)).toEqual({ kind: 'unexercised', reason: 'data-missing', missing: '' });
});

test('a valid query that is refused is a violation; one answered 500 or with another body cannot be judged', async () => {
  const verdicts: string[] = [];
  for (const status of [404, 500, 204]) {
    const deployment = new FakeDeployment(20);
    const { examine } = await benchBefore(deployment);
    deployment.bend = (answering) => (answering.limit === 5 ? status : answering);
    const finding = await examine({ ...pageSize, probes: () => [{ limit: 5, offset: 0 }] });
    const { verdict, detail } = judged(finding);
    verdicts.push(verdict);
    expect(detail).toContain(String(status));
  }
  expect(verdicts).toEqual(['fail', 'inconclusive', 'inconclusive']);
});

test('a base query that is not accepted proves nothing', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = (answering) => (answering.limit === 5 ? 404 : answering);
  const refusals: Examination<number> = {
    probes: () => [5],
    trial: async (limit, deployment) => {
      await deployment.accepted(deployment.contract.operation.write({ instance: INSTANCE, limit }));
      return { rule: 'server-fault', expected: 'never', observed: 'reached' };
    },
  };
  const { verdict, detail } = judged(await examine(refusals));
  expect(verdict).toBe('inconclusive');
  expect(detail).toContain('the valid query to start from was answered 404');
});

test('an error of our own is thrown on, not judged', async () => {
  const { examine } = await benchBefore(new FakeDeployment(1));
  const faulty: Examination<number> = {
    probes: () => [1],
    trial: () => Promise.reject(new TypeError('a bug')),
  };
  await expect(examine(faulty)).rejects.toThrow(new TypeError('a bug'));
  expect([NotAccepted.name, NotListed.name]).not.toContain('TypeError');
});
