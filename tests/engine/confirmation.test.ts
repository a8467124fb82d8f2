/** A violation counts only once it has shown again while the data stood still. */
import { expect, test } from '@playwright/test';
import type { Examination } from '../../src/clauses/clause.ts';
import { instanceOf, rowOf } from '../../src/clauses/known.ts';
import { benchBefore, CONCURRENCY, FakeDeployment, fakeRow, INSTANCE, judged } from './bench.ts';

/** One page holds no more rows than were asked for. */
const pageSize: Examination<number> = {
  probes: () => [7],
  trial: async (limit, deployment) => {
    const { rows } = await deployment.list({ instance: INSTANCE, limit });
    return rows.length <= limit
      ? undefined
      : { rule: 'answer-too-long', expected: `${limit} rows`, observed: `${rows.length} rows` };
  },
};

/** The same, of as many limits as are sent together. */
const eightPageSizes = { ...pageSize, probes: () => Array.from({ length: CONCURRENCY }, () => 7) };

/** Answers one row too many to a page of 7. */
function oneTooMany({
  rows,
  total,
  limit,
}: {
  rows: readonly ReturnType<typeof fakeRow>[];
  total: number;
  limit: number;
}) {
  return { rows: limit === 7 ? [...rows, fakeRow('backup-extra')] : rows, total };
}

test('a violation that shows again while nothing moves is a failure', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = oneTooMany;
  const result = judged(await examine(pageSize));
  expect(result.verdict).toBe('fail');
  expect(result.counterexample?.observed).toBe('8 rows');
  expect(result.counterexample?.requests).toHaveLength(1);
});

for (const dataMayMove of [true, false]) {
  test(`one that shows once and never again is undecided, where data ${dataMayMove ? 'may' : 'cannot'} explain it`, async () => {
    const deployment = new FakeDeployment(20);
    const { examine } = await benchBefore(deployment);
    let shown = 0;
    deployment.bend = (answering) => {
      if (answering.limit !== 7) return answering;
      shown += 1;
      return shown === 1 ? oneTooMany(answering) : answering;
    };
    const result = judged(await examine({ ...pageSize, dataMayMove }));
    expect(result.verdict).toBe('inconclusive');
    expect(result.detail).toContain(
      `seen once and not again in 6 tries${dataMayMove ? ', while nothing moved' : ''}: 8 rows`,
    );
    expect(result.detail).toContain(`last asked: /v3/p/backups?instance_id=${INSTANCE}&limit=7`);
    // Three tries alone, three of a full burst, and the one that was seen.
    expect(shown).toBe(1 + 3 + 3 * CONCURRENCY);
  });
}

test('one that shows only when eight requests are sent together is a failure', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = (answering) => (answering.together >= CONCURRENCY ? oneTooMany(answering) : answering);
  const finding = await examine(eightPageSizes);
  expect(judged(finding).verdict).toBe('fail');
});

test('one that shows only beside others is not seen by a probe that is sent alone', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = (answering) => (answering.together >= 2 ? oneTooMany(answering) : answering);
  expect(judged(await examine(pageSize)).verdict).toBe('pass');
});

/** The list is as long as the newest reading says. */
const totalAsKnown: Examination<string> = {
  probes: () => [INSTANCE],
  trial: async (instance, deployment) => {
    const { total } = await deployment.list({ instance, limit: 1 });
    const known = instanceOf(deployment.known, instance).total;
    return total === known
      ? undefined
      : { rule: 'total-differs', expected: `total ${known}`, observed: `total ${total}` };
  },
};

test('one that a new backup explains holds on the newer data', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.rows = [fakeRow('backup-new'), ...deployment.rows];
  const result = judged(await examine(totalAsKnown));
  expect([result.verdict, result.detail]).toEqual(['pass', '1 cases']);
});

test('one about a backup that has vanished since is void', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.rows = deployment.rows.slice(1);
  const findsById: Examination<string> = {
    probes: () => ['backup-0'],
    trial: async (id, deployment) => {
      const row = rowOf(deployment.known, INSTANCE, id);
      const { rows } = await deployment.list({ instance: INSTANCE, id: row.id });
      return rows.length === 1
        ? undefined
        : { rule: 'row-not-found-by-id', expected: row.id, observed: 'nothing' };
    },
  };
  expect(judged(await examine(findsById)).verdict).toBe('pass');
});

test('one that also shows on the data as they are now is a failure, though they had moved', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.rows = [fakeRow('backup-new'), ...deployment.rows];
  deployment.bend = oneTooMany;
  expect(judged(await examine(pageSize)).verdict).toBe('fail');
});

/** The total does not depend on the size of the page. */
const sameTotal: Examination<string> = {
  probes: () => [INSTANCE],
  trial: async (instance, deployment) => {
    const [one, two] = await Promise.all([1, 2].map((limit) => deployment.list({ instance, limit })));
    return one?.total === two?.total
      ? undefined
      : { rule: 'total-differs', expected: `total ${two?.total}`, observed: `total ${one?.total}` };
  },
};

test('one that copies show only until they have caught up with a change is none', async () => {
  const deployment = new FakeDeployment(20);
  const { examine, clock } = await benchBefore(deployment);
  deployment.rows = [fakeRow('backup-new'), ...deployment.rows];
  const changed = clock.now();
  const isBehind = () => clock.now() < changed + 1_000;
  // A copy that is behind tells the old total to whoever asks for a single row.
  deployment.bend = ({ rows, total, limit }) => ({ rows, total: limit === 1 && isBehind() ? 20 : total });
  expect(judged(await examine(sameTotal)).verdict).toBe('pass');
  expect(isBehind()).toBe(false);
});

test('while nothing moves nothing is waited for', async () => {
  const deployment = new FakeDeployment(20);
  const { examine, clock } = await benchBefore(deployment);
  deployment.bend = oneTooMany;
  const began = clock.now();
  expect(judged(await examine(pageSize)).verdict).toBe('fail');
  expect(clock.now() - began).toBeLessThan(1_000);
});

test('what data that never stand still would explain is undecided, and says what moved', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  deployment.bend = oneTooMany;
  let turns = 0;
  deployment.before = () => {
    turns += 1;
    deployment.rows = [fakeRow(`backup-new-${turns}`), ...deployment.rows];
  };
  const { verdict, detail } = judged(await examine(pageSize));
  expect(verdict).toBe('inconclusive');
  expect(detail).toMatch(
    /^the data kept moving \(backup backup-new-\d+ appeared\), so this could not be decided: 8 rows/,
  );
});

test('where no answer comes to confirm by, it is undecided', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  let isSeen = false;
  deployment.bend = (answering) => {
    if (isSeen) return 503;
    isSeen = answering.limit === 7;
    return oneTooMany(answering);
  };
  const { verdict, detail } = judged(await examine(pageSize));
  expect(verdict).toBe('inconclusive');
  expect(detail).toContain(
    'could not be confirmed (the deployment answered 503, in the last of 2 attempts): 8 rows',
  );
});

test('a query whose text cannot be decoded is confirmed like any other', async () => {
  const deployment = new FakeDeployment(20);
  const { examine } = await benchBefore(deployment);
  const malformed: Examination<string> = {
    probes: () => ['%ZZ'],
    trial: async (text, deployment) => {
      const reply = await deployment.ask([{ name: 'instance_id', text }]);
      return reply.status >= 400
        ? undefined
        : { rule: 'invalid-query-answered', expected: '4xx', observed: String(reply.status) };
    },
  };
  expect(judged(await examine(malformed)).verdict).toBe('fail');
});
