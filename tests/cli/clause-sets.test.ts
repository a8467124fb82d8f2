/** A run scored by an earlier clause set: later clauses are reported, and not scored. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand, command, readReport } from './command.ts';
import { withReference } from './served.ts';

const LATER = 'addressing.version-case';
const report = () => test.info().outputPath('report');

/** The package with a clause set 0.9, which lacks one of today's clauses. */
async function packageWithEarlierSet(): Promise<string> {
  const folder = test.info().outputPath('package');
  cpSync(path.join(await builtCommand(), '..', '..', '..'), folder, { recursive: true });
  const sets = path.join(folder, 'openapi', 'clause-sets');
  const lines = readFileSync(path.join(sets, '1.0.yaml'), 'utf8').split('\n');
  const earlier = lines
    .filter((line) => !line.includes(`${LATER}:`))
    .map((line) => (line.startsWith('version:') ? 'version: "0.9"\nreleased: "2026-01-01"' : line));
  writeFileSync(path.join(sets, '0.9.yaml'), earlier.join('\n'));
  return path.join(folder, 'dist', 'cli', 'main.js');
}

test('a later clause does not fail the run, and is reported', async () => {
  const main = await packageWithEarlierSet();
  const run = (...more: readonly string[]) =>
    withReference({ fault: 'version-case-ignored' }, ({ flags, token }) =>
      node([main, 'run', ...flags, '--seed', '3', '--budget', 'smoke', '--report', report(), ...more], ROOT, {
        RDS_AUTH_TOKEN: token,
      }),
    );

  const newest = await run();
  expect(newest.code, newest.stdout).toBe(1);
  expect(readReport(report()).clauseSet).toMatchObject({ version: '1.0', released: false });

  const earlier = await run('--clauses', '0.9');
  expect(earlier.code, earlier.stdout).toBe(0);
  expect(earlier.stdout).toMatch(/^Not scored \(1\)$/m);
  expect(earlier.stdout).toMatch(/^clause set {2}0\.9$/m);
  const { clauseSet, clauses, verdict } = readReport(report());
  expect({ clauseSet, verdict }).toMatchObject({
    clauseSet: { version: '0.9', released: true, digest: expect.stringMatching(/^sha256:/) },
    verdict: 'conformant',
  });
  expect(clauses.find(({ slug }) => slug === LATER)).toMatchObject({
    verdict: 'not-scored',
    detail: expect.stringMatching(/^fail: expected no list/),
  });
});

test('an unknown clause set is refused, with the known ones', async () => {
  const ended = await command(['run', '--clauses', '7.0']);

  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/no clause set is called "7\.0"; there are 1\.0/);
  expect((await command(['run', '--clauses', 'newest'])).stderr).toMatch(/--clauses takes a version/);
});
