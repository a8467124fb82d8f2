/** `prove` as a process: a few faults and variants. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Proof } from '../../src/prove/proof.ts';
import { builtCommand, command } from '../cli/command.ts';
import { ROOT, read } from '../project/repository.ts';

const isProof = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(read('reports/proof.schema.json')),
);

function proofIn(directory: string): Proof {
  return JSON.parse(readFileSync(path.join(directory, 'proof.json'), 'utf8'));
}

test('a part of the matrix: the verdict, what it took, and a proof as published', async () => {
  test.slow();
  const report = test.info().outputPath('proof');
  const only = ['limit-one-more', 'zone-missing', 'utc-times'];
  const ended = await command(['prove', '--only', ...only, '--jobs', '1', '--report', report]);

  expect(ended.code, ended.stderr).toBe(0);
  const lines = ended.stdout.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('proof: holds');
  expect(lines.at(-2)).toMatch(/^3 deployments judged in \d+ s, 1 at a time$/);
  expect(lines[0]).toContain('2 of 2 faults caught by a clause named for them, 1 of 1 conformant');
  expect(ended.stderr).toMatch(/^1 of 3 deployments \(33 %\), \d+ s, about \d+ s left\n/);
  expect(ended.stderr).not.toContain('\r');

  const proof = proofIn(report);
  isProof(proof);
  expect(isProof.errors).toBeNull();
  expect(proof.only).toEqual(only);
  const [limit, zone, utc] = proof.results;
  expect(limit?.firstCatch?.slug).toBe('pagination.page-size');
  // A watch sees the first bad row of the survey; confirming it comes at the very end.
  expect(zone?.firstCatch?.slug).toBe('response.time-format');
  expect(zone?.firstCatch?.requests).toBeLessThan(30);
  expect(utc?.catches).toEqual([]);
  for (const { firstCatch, catches, named, requests } of [limit, zone].flatMap((each) => each ?? [])) {
    const firsts = catches.filter(({ slug }) => named.includes(slug)).map(({ first }) => first);
    expect(firstCatch?.requests).toBe(Math.min(...firsts));
    expect(Math.max(...firsts)).toBeLessThanOrEqual(requests);
  }
});

test('a sample of all chapters and of the variants holds', async () => {
  test.slow();
  const ended = await command(['prove', '--sample', '20', '--report', test.info().outputPath('proof')]);

  expect(ended.code, ended.stdout).toBe(0);
  expect(ended.stdout).toMatch(/\nproof: holds\n$/);
});

test('a proof that does not hold exits 1 and says why', async () => {
  // So few requests contain no pair of times whose zones are an hour apart.
  const [slug, report] = ['summer-time-allowed', test.info().outputPath('proof')];
  const ended = await command(['prove', '--only', slug, '--budget', '7', '--report', report]);

  expect(ended.code, ended.stderr).toBe(1);
  expect(ended.stdout).toContain(
    `fault ${slug}, seed 1: is not caught; window.instants-not-text should catch it`,
  );
  expect(ended.stdout).toMatch(/proof: broken \(1\)\n$/);
  const { verdict, results } = proofIn(report);
  expect([verdict, results[0]?.catches, results[0]?.firstCatch]).toEqual(['broken', [], undefined]);
});

for (const [args, says] of [
  [
    ['--only', 'limit-one-mor'],
    'no fault or variant is called "limit-one-mor"; the nearest are limit-one-more',
  ],
  [['--jobs', '0'], 'it must be a whole number from 1 on'],
  [['--seeds', '0'], 'it must be a whole number from 1 on'],
  [['--budget', 'vast'], 'is no budget'],
] as const) {
  test(`${args.join(' ')} is wrong usage`, async () => {
    const ended = await command(['prove', ...args, '--report', test.info().outputPath('proof')]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(says);
  });
}

test('a proof that is interrupted says so, ends with 130 and leaves none, not even an earlier one', async () => {
  test.skip(process.platform === 'win32', 'Windows has no signals to send');
  const report = test.info().outputPath('proof');
  const file = path.join(report, 'proof.json');
  mkdirSync(report, { recursive: true });
  writeFileSync(file, '{}');
  const args = ['prove', '--budget', 'exhaustive', '--seeds', '50', '--only', 'utc-times'];
  const child = spawn(process.execPath, [await builtCommand(), ...args, '--report', report], { cwd: ROOT });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  // The earlier proof goes once the signal is listened for.
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(false);

  child.kill('SIGINT');

  expect(await ended).toBe(130);
  expect(stderr).toContain('interrupted by SIGINT');
  expect(existsSync(file)).toBe(false);
});
