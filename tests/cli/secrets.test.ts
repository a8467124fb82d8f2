/** Credentials never appear, neither on the terminal nor in a report. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { command } from './command.ts';
import { withServer } from './served.ts';

test('a deployment that echoes the token back does not get it into the report', async () => {
  const report = test.info().outputPath('report');
  await withServer(
    (request, response) => {
      const echo = { error_code: 'DBS.1', error_msg: `no access for ${request.headers['x-auth-token']}` };
      response.writeHead(403, { 'Content-Type': 'application/json' }).end(JSON.stringify(echo));
    },
    async ({ flags, token }) => {
      const ended = await command(['run', ...flags, '--report', report], {
        RDS_AUTH_TOKEN: token,
        DEBUG: '1',
      });

      expect(ended.code, ended.stderr).toBe(3);
      const written = readFileSync(path.join(report, 'conformance.json'), 'utf8');
      expect(ended.stdout + written).toContain('no access for');
      for (const text of [ended.stdout, ended.stderr, written]) expect(text).not.toContain(token);
    },
  );
});

test('a credential given on the command line is refused and not repeated', async () => {
  const ended = await command(['run', '--token=a-secret-on-the-line']);

  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('RDS_AUTH_TOKEN');
  expect(ended.stderr + ended.stdout).not.toContain('a-secret-on-the-line');
});

test('a URL with a password in it is refused and not repeated', async () => {
  const place = ['--project-id', 'project', '--instance-id', 'one'];
  const ended = await command(['run', '--target', 'https://me:a-secret-in-it@rds.example.com', ...place]);

  expect(ended.code).toBe(2);
  expect(ended.stderr + ended.stdout).not.toContain('a-secret-in-it');
});

test('a token that no header can carry is refused and not repeated', async () => {
  const ended = await command(
    ['run', '--target', 'http://127.0.0.1:1', '--project-id', 'project', '--instance-id', 'one'],
    { RDS_AUTH_TOKEN: 'a token\nof two lines' },
  );

  expect(ended.code).toBe(2);
  expect(ended.stderr + ended.stdout).not.toContain('two lines');
});
