/** `serve`: its output is enough to judge its deployment, and a signal ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ROOT } from '../project/repository.ts';
import { builtCommand, command } from './command.ts';

let serving: ChildProcess | undefined;

test.afterEach(() => {
  serving?.kill('SIGKILL');
});

/** Starts `serve` and returns its output once it is ready. */
async function serve(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(process.execPath, [await builtCommand(), 'serve', ...args], {
    cwd: ROOT,
    env: { ...process.env, RDS_AUTH_TOKEN: '', ...env },
  });
  serving = child;
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes('stop it')) resolve(printed);
    });
    child.on('close', (code) => reject(new Error(`serve ended with ${code}: ${printed}`)));
  });
}

/** The options of `run` that `serve` suggested. */
function suggested(printed: string): readonly string[] {
  const line = /^judge it +rds-backups-conformance (.+)$/m.exec(printed)?.[1] ?? '';
  return line.split(' ');
}

test('a generated token is only in a file for its owner', async () => {
  const file = test.info().outputPath('token');
  const printed = await serve(['--fault', 'version-case-ignored', '--token-file', file]);
  const token = readFileSync(file, 'utf8').trim();

  expect(printed).toContain(file);
  expect(printed).not.toContain(token);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

  const report = test.info().outputPath('report');
  const args = [...suggested(printed), '--only', 'addressing.version-case', '--report', report];
  const ended = await command(args, { RDS_AUTH_TOKEN: token });
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
});

test('the token of the environment is the one required', async () => {
  const printed = await serve(['--backups', '130', '--seed', '4'], { RDS_AUTH_TOKEN: 'a-token-of-my-own' });
  const args = [...suggested(printed), '--only', 'auth', '--report', test.info().outputPath('report')];

  const ended = await command(args, { RDS_AUTH_TOKEN: 'a-token-of-my-own' });

  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).toContain('(130 backups)');
  expect(printed).not.toContain('a-token-of-my-own');
});

test('Ctrl-C stops it and removes the token', async () => {
  test.skip(process.platform === 'win32', 'Windows has no signals to send');
  const file = test.info().outputPath('token');
  await serve(['--token-file', file]);
  const ended = new Promise((resolve) => serving?.on('close', resolve));

  serving?.kill('SIGINT');

  expect(await ended).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('a port in use is reported in one line', async () => {
  const printed = await serve([]);
  const port = /^url +http:\/\/127\.0\.0\.1:(\d+)$/m.exec(printed)?.[1] ?? '';

  const ended = await command(['serve', '--port', port]);

  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(`cannot listen on 127.0.0.1:${port}`);
});
