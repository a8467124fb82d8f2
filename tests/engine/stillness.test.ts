/** Data moved where rows came, went or changed their state; not where a page walk merely missed them. */
import { expect, test } from '@playwright/test';
import type { KnownInstance } from '../../src/clauses/known.ts';
import type { Row } from '../../src/contract/operation.ts';
import { whatMoved } from '../../src/engine/survey/stillness.ts';
import { Trial } from '../../src/engine/trial.ts';
import { instance, row } from '../result/values.ts';
import { benchBefore, contract, FakeDeployment, fakeRow, INSTANCE } from './bench.ts';

const mine = (id: string, more: Partial<Row> = {}) => row(id, { instance: INSTANCE, ...more });

/** What moved, and how many lookups that took; `listed` are the ids that a lookup finds. */
async function moved(before: KnownInstance, after: KnownInstance, listed: readonly string[] = []) {
  const deployment = new FakeDeployment(1);
  const { requester, known } = await benchBefore(deployment);
  deployment.rows = listed.map((id) => fakeRow(id));
  const asked = requester.asked;
  const what = await whatMoved(new Trial(requester, known), before, after);
  return { what, lookups: requester.asked - asked };
}

const STILL = ['a', 'b', 'c'].map((id) => mine(id));

test('the same rows, in whatever order, stood still', async () => {
  expect(await moved(instance(STILL), instance([...STILL].reverse()))).toEqual({
    what: undefined,
    lookups: 0,
  });
});

test('a total that flickers over the same rows is no movement', async () => {
  const { what } = await moved(instance(STILL), instance(STILL, { total: 7 }));
  expect(what).toBeUndefined();
});

test('a change of state is told from and to', async () => {
  const after = [mine('a'), mine('b', { status: 'DELETING' }), mine('c')];
  const { what } = await moved(instance(STILL), instance(after));
  expect(what).toBe('backup b went from COMPLETED to DELETING');
});

/** The one row of a list, read as a deployment wrote it. */
function readAs(fields: Readonly<Record<string, string | number | null>>) {
  const written = { id: 'a', instance_id: INSTANCE, type: 'auto', name: 'a', ...fields };
  const listing = contract.operation.readListing({ backups: [written], total_count: 1 });
  return instance(listing?.rows ?? []);
}

test('a backup being built may grow and put its end off; any other change of it is one', async () => {
  const building = { status: 'BUILDING', size: 1, begin_time: '2026-01-01T00:00:00+0000' };
  const before = readAs(building);
  for (const grown of [
    { ...building, size: 2 },
    { ...building, end_time: null },
    { ...building, end_time: '2026-01-01T01:00:00+0000', size: 4 },
  ])
    expect((await moved(before, readAs(grown))).what).toBeUndefined();
  const renamed = { ...building, name: 'another' };
  expect((await moved(before, readAs(renamed))).what).toBe('backup a changed');
  const done = { ...building, status: 'COMPLETED', end_time: '2026-01-01T01:00:00+0000' };
  expect((await moved(before, readAs(done))).what).toBe('backup a went from BUILDING to COMPLETED');
});

test('a backup that is not being built has changed with any change; its times may be written otherwise', async () => {
  const failed = (size: number) => readAs({ status: 'FAILED', size });
  expect((await moved(failed(1), failed(2))).what).toBe('backup a changed');
  expect((await moved(failed(1), failed(1))).what).toBeUndefined();
  const done = (end_time: string, size = 1) =>
    readAs({ status: 'COMPLETED', begin_time: '2026-01-01T00:00:00+0000', end_time, size });
  const before = done('2026-01-01T08:30:00+0800');
  expect((await moved(before, done('2026-01-01T00:30:00+0000'))).what).toBeUndefined();
  expect((await moved(before, done('2026-01-01T08:30:00+0800', 2))).what).toBe('backup a changed');
});

test('a row that is missing from the second reading has vanished only where its id is not found', async () => {
  const after = instance(STILL.slice(1));
  expect(await moved(instance(STILL), after, [])).toEqual({ what: 'backup a vanished', lookups: 1 });
  expect(await moved(instance(STILL), after, ['a'])).toEqual({ what: undefined, lookups: 1 });
});

test('a row found by its id in another state has moved', async () => {
  const before = instance([mine('a', { status: 'BUILDING' })]);
  expect((await moved(before, instance([]), ['a'])).what).toBe('backup a vanished');
});

test('a row that only the second reading saw has appeared only where the list has grown', async () => {
  const grown = instance([mine('new'), ...STILL]);
  expect((await moved(instance(STILL), grown)).what).toBe('backup new appeared');
  const walked = instance([mine('new'), ...STILL], { total: 3 });
  expect((await moved(instance(STILL), walked)).what).toBeUndefined();
});

test('of many missing rows some are looked up, spread over all of them', async () => {
  const many = Array.from({ length: 300 }, (_, place) => mine(`row-${place}`));
  const ids = many.map(({ id }) => id);
  expect(await moved(instance(many), instance([]), ids)).toEqual({ what: undefined, lookups: 12 });
  const late = await moved(instance(many), instance([]), ids.slice(0, 150));
  expect(late.what).toMatch(/^backup row-(1[5-9]|2)\d+ vanished$/);
});
