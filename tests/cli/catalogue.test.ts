/** `list` and `explain`. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { faults } from '../../src/reference/registry.ts';
import { command } from './command.ts';

const { entries } = loadContract().catalogue;

test('list prints every clause with level and statement, by chapter', async () => {
  const ended = await command(['list']);

  expect(ended.code, ended.stderr).toBe(0);
  const lines = ended.stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  for (const { slug, level, statement } of entries) expect(lines).toContainEqual([slug, level, statement.en]);
  for (const chapter of new Set(entries.map((entry) => entry.chapter)))
    expect(lines).toContainEqual([chapter]);
});

test('list --json is the catalogue', async () => {
  const ended = await command(['list', '--json']);

  expect(JSON.parse(ended.stdout)).toEqual(JSON.parse(JSON.stringify(entries)));
});

test('list --faults and serve --list-faults print every fault', async () => {
  const [listed, served] = await Promise.all([
    command(['list', '--faults']),
    command(['serve', '--list-faults']),
  ]);

  expect(listed.stdout).toBe(served.stdout);
  expect(listed.stdout.trimEnd().split('\n')).toHaveLength(faults.length);
});

test('explain prints everything about a clause', async () => {
  const entry = entries.find(({ recipe, reads }) => recipe !== undefined && reads.length > 0);
  const ended = await command(['explain', entry?.slug ?? '']);

  expect(ended.code, ended.stderr).toBe(0);
  for (const text of [entry?.statement.en, entry?.statement.zh, entry?.recipe?.en, ...(entry?.reads ?? [])]) {
    expect(ended.stdout).toContain(text);
  }
});

test('explain prints a fault and the clauses that catch it', async () => {
  const [fault] = faults;
  const ended = await command(['explain', fault?.slug ?? '']);

  expect(ended.stdout).toContain(fault?.description);
  expect(ended.stdout).toContain(fault?.caughtBy.join(', '));
});
