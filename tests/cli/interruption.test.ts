/** Signals during a run. */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { unlessInterrupted } from '../../src/cli/interruption.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand, command, readReport } from './command.ts';
import { withReference, withServer } from './served.ts';

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

for (const [signal, code] of SIGNALS) {
  test(`a run that gets ${signal} says so, ends with ${code} and leaves an earlier report as it was`, async () => {
    test.skip(process.platform === 'win32', 'Windows has no signals to send');
    const report = test.info().outputPath('report');
    const file = path.join(report, 'conformance.json');
    mkdirSync(report, { recursive: true });
    writeFileSync(file, '{}');
    let asked = () => {};
    const beingAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const main = await builtCommand();
    // Never answers, so the run certainly waits.
    await withServer(asked, async ({ flags, env }) => {
      const child = spawn(process.execPath, [main, 'run', ...flags, '--report', report], {
        cwd: ROOT,
        env: { ...process.env, ...env },
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await beingAsked;

      child.kill(signal);

      expect(await ended).toBe(code);
      expect(stderr).toContain(`interrupted by ${signal}`);
      expect(stderr).toContain(`${path.basename(report)}.partial`);
      expect(readFileSync(file, 'utf8')).toBe('{}');
      expect(readdirSync(`${report}.partial`)).toContain('evidence');
    });
  });
}

test('work that ends by itself leaves no listener for signals behind', async () => {
  const listeners = () => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
  const before = listeners();

  await unlessInterrupted(Promise.resolve('done'));
  await expect(unlessInterrupted(Promise.reject(new Error('broken')))).rejects.toThrow('broken');

  expect(listeners()).toBe(before);
});

test('an interrupted run leaves a partial report, which verify judges as far as it goes', async () => {
  test.skip(process.platform === 'win32', 'Windows has no signals to send');
  const report = test.info().outputPath('report');
  const main = await builtCommand();
  await withReference({ fault: 'limit-ignored' }, async ({ flags, env, asked }) => {
    const args = [main, 'run', ...flags, '--report', report, '--rate', '100', '--seed', '1'];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await expect.poll(asked, { timeout: 60_000 }).toBeGreaterThan(60);

    child.kill('SIGTERM');

    expect(await ended).toBe(143);
  });
  const { stopped, requests } = readReport(`${report}.partial`);
  expect(stopped).toEqual({ cause: 'interrupted', says: 'interrupted by SIGTERM' });
  expect(requests).toBeGreaterThan(60);
  expect(existsSync(report)).toBe(false);

  const verified = await command(['verify', report]);
  expect([1, 3]).toContain(verified.code);
  expect(verified.stdout).toMatch(/^verified: partial, (?:nonconformant|inconclusive) /m);
});
