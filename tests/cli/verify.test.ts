/** `verify` and `export`: exit codes, lines, files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { command, readReport } from './command.ts';
import { withReference, withServer } from './served.ts';

const report = () => test.info().outputPath('report');

test('a conformant run is verified without its deployment, and exported', async () => {
  test.slow();
  const nonce = 'a-nonce-of-today';
  await withReference({}, async ({ flags, env, token }) => {
    const only = ['--only', 'addressing', '--only', 'auth', '--challenge', nonce];
    const ran = await command(['run', ...flags, ...only, '--report', report()], env);
    expect(ran.code, ran.stderr).toBe(0);
    const file = path.join(report(), 'evidence', 'run.ndjson.br');
    expect(brotliDecompressSync(readFileSync(file)).toString()).not.toContain(token);
  });

  const verified = await command(['verify', report(), '--challenge', nonce]);
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  expect(verified.stdout).toMatch(/^verified: conformant \(.* \d+ recorded exchanges\)$/m);
  expect(verified.stdout).toMatch(/^note: the verdict is about \d+ selected clauses only$/m);

  const other = await command(['verify', report(), '--challenge', 'of-yesterday', '--json']);
  expect(other.code).toBe(4);
  expect(JSON.parse(other.stdout).complaints).toEqual([
    `the run has another challenge (${nonce}) than the one required`,
  ]);
  expect(other.stderr).toMatch(/^error: the run has another challenge/m);

  const exported = await command(['export', report(), '--har']);
  expect(exported.code, exported.stderr).toBe(0);
  const archive = JSON.parse(readFileSync(path.join(report(), 'evidence.har'), 'utf8'));
  expect(archive.log.entries).toHaveLength(readReport(report()).evidence?.exchanges ?? -1);
  expect(readdirSync(report()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a nonconformant run is verified as such; a forged one is not', async () => {
  await withReference({ fault: 'version-case-ignored' }, ({ flags, env }) =>
    command(['run', ...flags, '--only', 'addressing', '--report', report(), '--quiet'], env),
  );
  expect((await command(['verify', report()])).code).toBe(1);

  const file = path.join(report(), 'conformance.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"nonconformant"', '"conformant"'));
  const forged = await command(['verify', report()]);
  expect(forged.code).toBe(4);
  expect(forged.stdout).toMatch(/^error: verdict does not follow from the evidence/m);
  expect(forged.stdout).toMatch(/^not verified: .* \(1 error\)$/m);
});

test('an inconclusive run is verified as such', async () => {
  await withServer(
    (_request, response) => response.writeHead(403, { 'Content-Type': 'application/json' }).end('{}'),
    ({ flags, env }) => command(['run', ...flags, '--report', report(), '--quiet'], env),
  );
  const verified = await command(['verify', report()]);
  expect(verified.code, verified.stdout).toBe(3);
});

test('what is not a report is refused', async () => {
  mkdirSync(report(), { recursive: true });
  const missing = await command(['verify', report()]);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('conformance.json cannot be read (ENOENT)');

  writeFileSync(path.join(report(), 'conformance.json'), '{"verdict":"conformant"}');
  const broken = await command(['verify', report()]);
  expect(broken.code).toBe(2);
  expect(broken.stderr).toMatch(/conformance\.json is not a report: it must have required property/);

  const exported = await command(['export', report(), '--har']);
  expect(exported.code).toBe(2);
  expect(existsSync(path.join(report(), 'evidence.har'))).toBe(false);
});

test('a challenge needs a large enough run', async () => {
  const ended = await command(['run', '--budget', 'smoke', '--challenge', 'nonce', '--report', report()]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('--challenge needs a budget of standard or more');
});
