/** A million backups are answered as rightly as a few: against a brute force over the very same rows. */
import { expect, test } from '@playwright/test';
import { writeTime } from '../../src/contract/time.ts';
import { GeneratedDataset } from '../../src/reference/generated-dataset.ts';
import type { Reference } from '../../src/reference/reference.ts';
import { randomAt } from '../../src/reference/seeded-random.ts';
import { contract, list, reference } from './asking.ts';

const NOW = 1_534_400_000;

interface Plain {
  readonly row: number;
  readonly begin: number;
  readonly type: string;
}

/** The first instance's rows, newest first, found without any index. */
function plainRows(data: GeneratedDataset): readonly Plain[] {
  const [instance] = data.instances;
  if (instance === undefined) return [];
  const rows = Array.from({ length: instance.to - instance.from }, (_, place) => {
    const row = instance.from + place;
    return { row, begin: data.beginOf(row), type: data.backup(row).type };
  });
  return rows.reverse();
}

async function expectSame(
  asked: Reference,
  data: GeneratedDataset,
  all: readonly Plain[],
  salt: number,
): Promise<void> {
  const pick = (below: number, which: number) => randomAt(9, salt, which) % below;
  const [instance] = asked.instances;
  const type = [undefined, 'auto', 'manual', 'fragment', 'incremental'][pick(5, 1)];
  const [one, other] = [pick(all.length, 2), pick(all.length, 3)].map((place) => all[place]?.begin ?? 0);
  const window = pick(3, 4) > 0 && one !== undefined && other !== undefined && one !== other;
  const [from, to] = window ? [Math.min(one, other), Math.max(one, other)] : [-Infinity, Infinity];
  const due = all.filter(
    (row) => (type === undefined || row.type === type) && row.begin >= from && row.begin <= to,
  );
  const offset = pick(due.length + 3, 5);
  const limit = 1 + pick(100, 6);
  const times = window
    ? `&begin_time=${encodeURIComponent(writeTime(from, 330))}&end_time=${encodeURIComponent(writeTime(to, -720))}`
    : '';
  const typed = type === undefined ? '' : `&backup_type=${type}`;
  const query = `instance_id=${instance}&offset=${offset}&limit=${limit}${typed}${times}`;

  const { rows, total } = await list(asked, query);

  const ids = due.slice(offset, offset + limit).map(({ row }) => data.backup(row).id);
  expect([query, total, rows.map(({ id }) => id)]).toEqual([query, due.length, ids]);
}

for (const [backups, cases] of [
  [3_000, 300],
  [1_000_000, 25],
] as const) {
  test(`${backups} backups: any page of any list is the one that a search through all rows finds`, async () => {
    const asked = reference({ backups, now: NOW });
    const data = new GeneratedDataset(contract.operation, { seed: 1, backups, spare: 0, now: NOW });
    const all = plainRows(data);
    expect(all).toHaveLength(backups);
    expect(all.every((row, place) => place === 0 || row.begin <= (all[place - 1]?.begin ?? 0))).toBe(true);
    expect(all.at(-1)?.begin).toBeGreaterThan(0);
    for (let salt = 0; salt < cases; salt++) await expectSame(asked, data, all, salt);
  });
}

test('a million backups: the last page, beyond it, and a backup by its id', async () => {
  const asked = reference({ backups: 1_000_000, now: NOW });
  const [instance] = asked.instances;
  const last = await list(asked, `instance_id=${instance}&offset=999990`);
  expect([last.rows.length, last.total]).toEqual([10, 1_000_000]);
  expect(await list(asked, `instance_id=${instance}&offset=1000000`)).toEqual({ rows: [], total: 1_000_000 });
  for (const row of last.rows) {
    expect(await list(asked, `instance_id=${instance}&backup_id=${row.id}`)).toEqual({
      rows: [row],
      total: 1,
    });
  }
});
