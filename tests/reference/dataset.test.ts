/** The data of the reference deployment: the same for a seed, and rich enough to exercise every clause. */
import { expect, test } from '@playwright/test';
import { type DatasetPlan, GeneratedDataset } from '../../src/reference/generated-dataset.ts';
import { toArray } from '../../src/reference/rows.ts';
import { mix32, unmix32 } from '../../src/reference/seeded-random.ts';
import { contract, everyRow, gist, reference } from './asking.ts';
import { probesFor } from './probes.ts';

const PLAN: DatasetPlan = { seed: 1, backups: 260, spare: 0, now: 1_534_400_000 };

function backupsOf(plan: DatasetPlan) {
  const data = new GeneratedDataset(contract.operation, plan);
  return data.instances.map((instance) => toArray(data.rowsOf(instance)).map((row) => data.backup(row)));
}

test('scattering is one-to-one', () => {
  for (const number of [0, 1, 2, 259, 65_535, 1_000_000, 2 ** 31, 2 ** 32 - 1]) {
    expect(unmix32(mix32(number))).toBe(number);
    expect(mix32(unmix32(number))).toBe(number);
  }
});

test('one seed gives one deployment, another seed another', async () => {
  const probes = await probesFor(reference());
  const answers = async (seed: number) => {
    const asked = reference({ seed });
    const all = [];
    for (const probe of probes) all.push(gist(await asked.answer({ method: 'GET', ...probe })));
    return all;
  };
  expect(await answers(1)).toEqual(await answers(1));
  expect(backupsOf({ ...PLAN, seed: 2 })).toEqual(backupsOf({ ...PLAN, seed: 2 }));
  expect(reference({ seed: 2 }).projectId).not.toBe(reference({ seed: 1 }).projectId);
});

for (const seed of [1, 2, 3, 77, 2 ** 31, 2 ** 40 + 5, -1]) {
  test(`the data of seed ${seed} exercise every clause`, () => {
    const [mysql = [], postgresql = [], sqlserver = [], other = []] = backupsOf({ ...PLAN, seed });
    expect([mysql.length, postgresql.length, sqlserver.length, other.length]).toEqual([260, 120, 40, 30]);
    const own = [...mysql, ...postgresql, ...sqlserver];

    for (const [rows, engine] of [
      [mysql, 'MySQL'],
      [postgresql, 'PostgreSQL'],
      [sqlserver, 'SQLServer'],
    ] as const) {
      const types = contract.operation.type.values.filter(
        (type) => engine === 'MySQL' || type !== 'incremental',
      );
      const pairs = types.flatMap((type) => contract.operation.statuses.map((status) => `${type} ${status}`));
      expect(new Set(rows.map(({ type, status }) => `${type} ${status}`))).toEqual(new Set(pairs));
      expect(new Set(rows.map((row) => row.engine))).toEqual(new Set([engine]));
    }

    const ids = [...own, ...other].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[0-9a-f]{32}br[0-9]{2}$/.test(id))).toEqual([]);
    expect(own.filter(({ instance }) => !/^[0-9a-f]{32}in[0-9]{2}$/.test(instance))).toEqual([]);

    const sizes = mysql.map(({ size }) => size);
    expect(sizes).toContain(2n ** 63n - 1n);
    expect(sizes.filter((size) => size > 2n ** 53n).length).toBeGreaterThan(1);
    expect(sizes).toContain(0n);
    expect(mysql.some(({ name }) => /[\u0080-\uffff]/.test(name))).toBe(true);

    expect(own.filter(({ status, end }) => (end === undefined) !== (status === 'BUILDING'))).toEqual([]);
    expect(own.filter(({ begin, end = begin }) => end < begin)).toEqual([]);
    expect(own.some(({ begin, end }) => begin === end)).toBe(true);
    expect(sqlserver.some(({ databases, type }) => databases.length > 0 && type === 'manual')).toBe(true);
    expect([...mysql, ...postgresql].every(({ databases }) => databases.length === 0)).toBe(true);

    const neighbours = mysql.slice(1).map((row, place) => [mysql[place] ?? row, row] as const);
    const tied = neighbours.filter(([before, row]) => before.begin === row.begin);
    expect(tied.length).toBeGreaterThan(3);
    expect(tied.some(([before, row]) => before.end === row.end)).toBe(true);
    for (const [before, row] of tied) expect(before.id < row.id).toBe(true);
    expect(neighbours.some(([before, row]) => (before.end ?? 0) > row.begin)).toBe(true);
    expect(neighbours.some(([before, row]) => row.begin - before.begin > 86_400)).toBe(true);
  });
}

test('a backup is found by its id, and by nothing like it', () => {
  const data = new GeneratedDataset(contract.operation, PLAN);
  for (const instance of data.instances) {
    for (const row of toArray(data.rowsOf(instance))) {
      const { id } = data.backup(row);
      const near = [id.slice(0, -1), `${id.slice(0, -1)}9`, `0${id}`].map((other) => data.rowOf(other));
      expect([data.rowOf(id), ...near]).toEqual([row, undefined, undefined, undefined]);
    }
  }
});

test('few backups and none at all are possible', async () => {
  for (const backups of [0, 1, 2, 5]) {
    const asked = reference({ backups });
    for (const instance of asked.instances) {
      const { rows, total } = await everyRow(asked, `instance_id=${instance}`);
      expect([rows.length, total]).toEqual([backups, backups]);
    }
  }
});
