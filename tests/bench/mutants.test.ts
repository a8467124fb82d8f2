/** The tool of bench/mutants, on a planted text; and the names of the survivors that it knows. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { instrument } from '../../bench/mutants/instrument.ts';
import { type Measured, measure } from '../../bench/mutants/measure.ts';
import { Observatory } from '../../bench/mutants/observable.ts';
import { readSurvivors } from '../../bench/mutants/survivors.ts';
import { columnsOf } from '../../bench/mutants/table.ts';

const LISTING = 'reference/listing.ts';
const COUNT = 'return rows.length;';

test('a planted mutant is found, shown by a request, and caught; one that is another reading survives', async () => {
  test.setTimeout(120_000);
  const source = readFileSync(new URL(`../../src/${LISTING}`, import.meta.url), 'utf8');
  expect(source).toContain(COUNT);
  const planted = source.replace(COUNT, 'const spare = 0; return rows.length + 1 - 1 + spare * 2;');
  const instrumented = await instrument([LISTING], new Map([[LISTING, planted]]));
  const observatory = await Observatory.open(instrumented, [{ seed: 3, backups: 130 }]);
  const measured = async (name: string): Promise<Measured> => {
    const mutant = instrumented.mutants.find((each) => each.name === `${LISTING} > ${name}`);
    if (mutant === undefined) throw new Error(`no mutant ${name}`);
    return measure(observatory, mutant, [1]);
  };

  const wrong = await measured('count > rows.length + 1 => rows.length - 1');
  expect(wrong.fate).toMatchObject({ kind: 'caught', seed: 1 });
  expect(wrong.difference?.mutated).not.toEqual(wrong.difference?.plain);

  expect((await measured('count > spare * 2 => spare / 2')).fate).toEqual({ kind: 'same' });

  const open = await measured('inWindow > dataset.beginOf(row) < from => dataset.beginOf(row) <= from');
  expect(open.fate).toEqual({ kind: 'survived', verdicts: ['conformant'] });
  const results = new Map([[open.name, open]]);
  expect(columnsOf(open, { results, survivors: new Map() })).toContain('unexplained');
  const survivors = new Map([[open.name, { reason: 'free', says: 'An end is open.', ruling: 'x' } as const]]);
  expect(columnsOf(open, { results, survivors })).toContain('allowed');
});

test('every explained survivor is a mutant of today, and rests on a ruling that there is', async () => {
  const { mutants } = await instrument();
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const survivors = readSurvivors();
  expect([...survivors.keys()].filter((name) => !names.includes(name))).toEqual([]);
  const rulings = readFileSync(new URL('../../docs/rulings.md', import.meta.url), 'utf8').split('\n');
  for (const { ruling } of survivors.values()) {
    if (ruling !== undefined) expect(rulings).toContain(`### ${ruling}`);
  }
});
