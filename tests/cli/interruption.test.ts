/** Ctrl-C during a run. */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { unlessInterrupted } from '../../src/cli/interruption.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand } from './command.ts';
import { withServer } from './served.ts';

test('an interrupted run says so, ends with 130 and leaves no report, not even an earlier one', async () => {
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

    child.kill('SIGINT');

    expect(await ended).toBe(130);
    expect(stderr).toContain('interrupted by SIGINT: no verdict, no report');
    expect(existsSync(file)).toBe(false);
  });
});

test('work that ends by itself leaves no listener for signals behind', async () => {
  const listeners = () => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
  const before = listeners();

  await unlessInterrupted(Promise.resolve('done'));
  await expect(unlessInterrupted(Promise.reject(new Error('broken')))).rejects.toThrow('broken');

  expect(listeners()).toBe(before);
});
