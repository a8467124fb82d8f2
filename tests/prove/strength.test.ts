/** Detection strength: what a trial answers, what the log keeps, what the table says. */
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { runJob } from '../../src/prove/job.ts';
import { leastShare, shareCaught, sharesOf, tryFault } from '../../src/prove/strength.ts';
import { openTrials } from '../../src/prove/strength-log.ts';
import { strengthTable } from '../../src/prove/strength-table.ts';
import { command } from '../cli/command.ts';

const contract = loadContract();

/** One that few requests miss, one that a watch sees, two that checks find. */
for (const fault of ['summer-time-allowed', 'zone-missing', 'limit-one-more', 'window-ignored']) {
  test(`a trial of ${fault} answers as a whole run does`, async () => {
    for (const budget of ['7', 'smoke']) {
      const { firstCatch } = await runJob(contract, { kind: 'fault', slug: fault, seed: 3, budget });
      const trial = await tryFault(contract, { fault, seed: 3, budget });
      expect(trial).toEqual({ fault, seed: 3, budget, caught: firstCatch !== undefined });
    }
  });
}

test('the log is continued: the trial of a line cut short is run again, and other code does not count', async () => {
  const file = test.info().outputPath('deep', 'trials.jsonl');
  const trial = (seed: number, caught = true) => ({ fault: 'limit-one-more', seed, budget: 'smoke', caught });
  const first = await openTrials(file, 'one');
  first.add(trial(1));
  first.add(trial(2, false));
  appendFileSync(file, '{"fault":"limit-one-m');

  const again = await openTrials(file, 'one');
  expect(again.all).toEqual([trial(1), trial(2, false)]);
  expect([again.has(trial(2)), again.has(trial(3)), again.has({ ...trial(1), budget: '9' })]).toEqual([
    true,
    false,
    false,
  ]);

  const other = await openTrials(file, 'two');
  expect(other.all).toEqual([]);
  other.add(trial(3));
  expect((await openTrials(file, 'one')).all).toEqual([trial(1), trial(2, false)]);
  expect((await openTrials(file, 'two')).all).toEqual([trial(3)]);
});

test('shares count every trial, and name the seeds missed', () => {
  const trial = (fault: string, seed: number, caught: boolean) => ({ fault, seed, budget: 'smoke', caught });
  const shares = sharesOf([
    trial('a', 1, true),
    trial('a', 2, false),
    trial('b', 1, true),
    trial('b', 2, true),
  ]);
  expect(shares).toEqual({ smoke: { a: { tried: 2, missed: [2] }, b: { tried: 2, missed: [] } } });
  expect(shareCaught(Object.values(shares.smoke ?? {}))).toBe(0.75);
  expect([leastShare('smoke'), leastShare('standard'), leastShare('exhaustive')]).toEqual([0.95, 1, 1]);
});

test('the table says what was tried, and marks what was missed', () => {
  const of = (budget: string, seed: number, caught: boolean) => ({
    fault: 'limit-one-more',
    seed,
    budget,
    caught,
  });
  const table = strengthTable(
    sharesOf([of('smoke', 1, true), of('smoke', 2, false), of('standard', 1, true)]),
    contract,
  );
  expect(table).toMatch(/\| smoke \| 2 \| 1 of \d+ \| 0 \| 50\.00 % \|/);
  expect(table).toMatch(/\| standard \| 1 \| 1 of \d+ \| 1 \| 100\.00 % \|/);
  expect(table).toMatch(/^\| `limit-one-more`: .* \| \*\*1\/2\*\* \| 1\/1 \|$/m);
  expect(table).toMatch(/^\| `zone-missing`: .* \| not tried \| not tried \|$/m);
  expect(table).not.toContain('exhaustive |');
});

test('strength measures, keeps the log and writes what it is asked for', async () => {
  test.slow();
  const log = test.info().outputPath('trials.jsonl');
  const table = test.info().outputPath('strength.md');
  const args = ['strength', '--budget', '7', '--seeds', '2', '--log', log, '--only'];
  const found = await command([...args, 'zone-missing', '--table', table]);
  expect(found.code, found.stderr).toBe(0);
  expect(found.stdout).toBe('1 of 1 faults caught with every seed, 100.00 % of trials, budget 7\n');

  const missed = await command([...args, 'zone-missing', 'summer-time-allowed']);
  expect(missed.code, missed.stderr).toBe(1);
  expect(missed.stdout).toContain('  summer-time-allowed: missed with all of 2 seeds\n');
  // The two trials that the log had were not run again.
  expect(missed.stderr).toContain('2 of 2 trials (100 %)');
  const summary = JSON.parse(readFileSync(path.join(path.dirname(log), 'strength.json'), 'utf8'));
  expect(summary.shares['7']['summer-time-allowed']).toEqual({ tried: 2, missed: [1, 2] });

  const none = await command([...args, 'no-such-fault']);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('no fault or variant is called "no-such-fault"');
});
