/** Several deployments in one run: by name or all, one after the other or side by side. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { worstOf } from '../../src/cli/exit-codes.ts';
import { command, readReport } from './command.ts';
import { type Served, withReference } from './served.ts';

const at = (name: string) => test.info().outputPath(name);

/** Writes a file that names a deployment and one that is faulty, and one that nobody serves. */
function fleetOf(good: Served, bad: Served): string {
  const of = ({ url, projectId, instances }: Served, variable: string) => ({
    url,
    project: projectId,
    instances,
    auth: { token: `\${${variable}}` },
  });
  const deployments = {
    good: of(good, 'GOOD_TOKEN'),
    bad: of(bad, 'BAD_TOKEN'),
    nobody: { url: 'http://127.0.0.1:1', project: 'p', instances: ['i'], auth: 'none' },
    unset: of(good, 'UNSET_TOKEN'),
  };
  const defaults = { budget: 'smoke', seed: 7, only: 'pagination' };
  writeFileSync(at('fleet.yaml'), JSON.stringify({ defaults, deployments }));
  return at('fleet.yaml');
}

test('a fleet has a report of each, the matrix, and the worst exit code', async () => {
  test.slow();
  await withReference({}, (good) =>
    withReference({ fault: 'limit-one-more' }, async (bad) => {
      const env = { GOOD_TOKEN: good.token, BAD_TOKEN: bad.token };
      const run = (...args: readonly string[]) =>
        command(['run', '--config', fleetOf(good, bad), '--report', at('reports'), ...args], env);

      const one = await run('--deployment', 'good');
      expect(one.code, one.stderr).toBe(0);
      expect(readReport(at('reports'))).toMatchObject({ deployment: 'good', target: good.url });

      const two = await run('--deployment', 'good', '--deployment', 'bad', '--jobs', '2');
      expect(two.code, two.stderr).toBe(1);
      expect(two.stdout.trimEnd().split('\n').slice(-2)).toEqual([
        expect.stringMatching(/^verdict: conformant \(good: /),
        expect.stringMatching(/^verdict: nonconformant \(bad: /),
      ]);
      const [ofGood, ofBad] = ['good', 'bad'].map((name) => readReport(at(`reports/${name}`)));
      expect([ofGood?.verdict, ofBad?.verdict]).toEqual(['conformant', 'nonconformant']);
      const matrix = JSON.parse(readFileSync(at('reports/matrix/matrix.json'), 'utf8'));
      expect(matrix.deployments.map(({ name }: { name: string }) => name)).toEqual(['good', 'bad']);

      const junit = readFileSync(at('reports/bad/junit.xml'), 'utf8');
      expect(junit).toContain('<testsuites name="rds-backups-conformance.bad"');
      expect(junit).toContain('classname="rds-backups-conformance.bad.pagination"');
      expect(readFileSync(at('reports/bad/summary.md'), 'utf8')).toMatch(/^## .*` bad `: nonconformant/);
      expect(readFileSync(at('reports/bad/index.html'), 'utf8')).toMatch(/<title>[^<]*bad/);

      const failed = ofBad?.clauses.find(({ verdict }) => verdict === 'fail');
      expect(failed?.counterexample?.reproduce).toContain(
        `--config ${at('fleet.yaml')} --deployment bad --target`,
      );
      const verified = await command(['verify', at('reports/bad')]);
      expect(verified.code, verified.stdout).toBe(1);
    }),
  );
});

test('what cannot be judged keeps nobody else from it; what is not set keeps everybody', async () => {
  await withReference({}, (good) =>
    withReference({}, async (other) => {
      const env = { GOOD_TOKEN: good.token, BAD_TOKEN: other.token };
      const run = (...args: readonly string[]) =>
        command(['run', '--config', fleetOf(good, other), '--report', at('reports'), ...args], env);

      const unset = await run('--all');
      expect(unset.code, unset.stderr).toBe(2);
      expect(unset.stderr).toContain('UNSET_TOKEN, which is not set');
      expect([good.asked(), other.asked()]).toEqual([0, 0]);

      writeFileSync(at('occupied'), '');
      const args = ['--deployment', 'nobody', '--deployment', 'good', '--quiet'];
      const some = await run(...args);
      expect(some.code, some.stderr).toBe(3);
      expect(some.stdout).toMatch(/^verdict: inconclusive \(nobody: .*\nverdict: conformant \(good: .*\n$/);

      const json = await run(...args, '--json');
      expect(JSON.parse(json.stdout).deployments).toHaveLength(2);

      const blocked = await run(...args, '--report', at('occupied'));
      expect(blocked.code, blocked.stderr).toBe(2);
      expect(existsSync(path.join(at('occupied'), 'good'))).toBe(false);
    }),
  );
});

test('the worst of the exit codes: a defect of the suite, usage, nonconformant, inconclusive', () => {
  expect([[0, 3, 1, 2, 70], [0, 3, 1, 2], [0, 3, 1], [0, 3], [0]].map(worstOf)).toEqual([70, 2, 1, 3, 0]);
});

test('a token command is run, without a shell and in the folder of the file', async () => {
  await withReference({}, async ({ url, projectId, instances, token }) => {
    const print = 'process.stdout.write(require("node:fs").readFileSync("token.txt"))';
    const run = (script: string) => {
      const auth = { 'token-command': [process.execPath, '-e', script] };
      const one = { url, project: projectId, instances, auth, budget: 'smoke', only: 'pagination.tiling' };
      writeFileSync(at('one.yaml'), JSON.stringify({ deployments: { one } }));
      writeFileSync(at('token.txt'), `${token}\n`);
      return command(['run', '--config', at('one.yaml'), '--report', at('report'), '--quiet']);
    };

    const good = await run(print);
    expect(good.code, good.stderr).toBe(0);
    expect(readReport(at('report')).settings?.authenticated).toBe(true);

    const broken = await run(`${print}; process.exit(9)`);
    expect(broken.code, broken.stderr).toBe(2);
    expect(broken.stderr).toMatch(/ended with exit code 9/);
    expect(broken.stderr).not.toContain(token);

    const silent = await run('');
    expect(silent.code, silent.stderr).toBe(2);
    expect(silent.stderr).toMatch(/the token that .* prints is empty/);
  });
});
