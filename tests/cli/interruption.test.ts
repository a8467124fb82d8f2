/** Signals during a run. */

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { unlessInterrupted } from '../../src/cli/interruption.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand } from './command.ts';
import { withServer } from './served.ts';

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
      expect(readdirSync(`${report}.partial`)).toEqual(['evidence']);
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
