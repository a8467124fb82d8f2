/** Each deployment of the configuration file is a project; shards of a run on several machines merge into one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { RunResult } from '../../src/result/result.ts';
import { command, readReport } from '../cli/command.ts';
import { type Served, withReference } from '../cli/served.ts';
import { judgingFleet, merging } from './playwright-command.ts';

const at = (name: string) => test.info().outputPath(name);

/** Writes a file of two deployments; the environment has their tokens. */
function fleetOf(good: Served, bad: Served, defaults: object): NodeJS.ProcessEnv {
  const of = ({ url, projectId, instances }: Served, variable: string) => ({
    url,
    project: projectId,
    instances,
    auth: { token: `\${${variable}}` },
  });
  const deployments = { good: of(good, 'GOOD_TOKEN'), bad: of(bad, 'BAD_TOKEN') };
  writeFileSync(at('fleet.yaml'), JSON.stringify({ defaults: { seed: 5, ...defaults }, deployments }));
  return { RDS_CONFIG: at('fleet.yaml'), GOOD_TOKEN: good.token, BAD_TOKEN: bad.token };
}

const verdictsOf = ({ clauses }: RunResult) => clauses.map(({ slug, verdict }) => `${slug} ${verdict}`);

test('1, 2 and 4 shards of two deployments give the same verdicts, and tell what each cost', async () => {
  test.setTimeout(600_000);
  await withReference({}, (good) =>
    withReference({ fault: 'limit-one-more' }, async (bad) => {
      // Clauses that only check, and some that watch the exchanges of all the others.
      const only = { RDS_ONLY: 'pagination,errors,auth' };
      const env = { ...fleetOf(good, bad, { budget: 'smoke' }), ...only };
      const judge = async (total: number) => {
        const [blobs, report] = [at(`blobs-${total}`), at(`report-${total}`)];
        for (let current = 1; current <= total; current += 1) {
          const blob = { PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, `${current}.zip`) };
          const part = total === 1 ? [] : [`--shard=${current}/${total}`];
          const args = ['--project=conformance:*', '--reporter=blob', ...part];
          const own = { RDS_REPORT: at(`own-${total}-${current}`) };
          const ended = await judgingFleet({ ...env, ...blob, ...own }, args);
          expect([0, 1], ended.stdout + ended.stderr).toContain(ended.code);
        }
        const merged = await merging(blobs, report);
        expect(merged.code, merged.stdout + merged.stderr).toBe(1);
        return { merged, reports: ['good', 'bad'].map((name) => readReport(path.join(report, name))) };
      };

      const whole = await judge(1);
      expect(whole.reports.map(({ verdict }) => verdict)).toEqual(['conformant', 'nonconformant']);
      expect(whole.reports.map(({ shards }) => shards)).toEqual([undefined, undefined]);
      for (const total of [2, 4]) {
        const { merged, reports } = await judge(total);
        expect(reports.map(verdictsOf)).toEqual(whole.reports.map(verdictsOf));
        expect(reports.map(({ deployment }) => deployment)).toEqual(['good', 'bad']);
        for (const { shards = [], requests } of reports) {
          expect(shards.reduce((sum, shard) => sum + shard.requests, 0)).toBe(requests);
          expect(shards.map(({ shard }) => shard)).toEqual(shards.map(({ shard }) => shard).sort());
        }
        expect(merged.stdout).toMatch(
          new RegExp(`^shards +\\d/${total}: \\d+ clauses, \\d+ requests, `, 'm'),
        );
        const matrix = JSON.parse(readFileSync(at(`report-${total}/matrix/matrix.json`), 'utf8'));
        expect(matrix.deployments).toHaveLength(2);
      }
      const verified = await command(['verify', at('report-4/bad')]);
      expect(verified.code, verified.stdout).toBe(1);
    }),
  );
});

test('one project needs the secrets of its own deployment alone, and judges what the file asks for', async () => {
  test.slow();
  await withReference({}, (good) =>
    withReference({}, async (bad) => {
      const { BAD_TOKEN: _unset, ...env } = fleetOf(good, bad, { budget: 'smoke', only: 'auth' });
      const run = (extra: NodeJS.ProcessEnv, ...args: string[]) =>
        judgingFleet({ ...env, RDS_REPORT: at('report'), ...extra }, args);

      const ended = await run({}, '--project=conformance:good');
      expect(ended.code, ended.stdout + ended.stderr).toBe(0);
      expect(readReport(at('report/good')).clauses.map(({ chapter }) => chapter)).toContain('auth');
      expect(new Set(readReport(at('report/good')).clauses.map(({ chapter }) => chapter)).size).toBe(1);
      expect(existsSync(at('report/bad'))).toBe(false);

      const unset = await run({}, '--project=conformance:*');
      expect(unset.code).toBe(1);
      expect(unset.stdout + unset.stderr).toContain('BAD_TOKEN, which is not set');
      const elsewhere = await run({ RDS_TARGET: bad.url }, '--project=conformance:good');
      expect(elsewhere.code).toBe(1);
      expect(elsewhere.stdout + elsewhere.stderr).toContain('RDS_TARGET is of one deployment');
      expect(bad.asked()).toBe(0);
    }),
  );
});

test('a shard that is missing, or drew other cases, is no verdict', async () => {
  test.slow();
  await withReference({}, (good) =>
    withReference({}, async (bad) => {
      const env = fleetOf(good, bad, { budget: 'smoke', only: ['auth', 'addressing'] });
      const shard = (current: number, extra: NodeJS.ProcessEnv = {}) => {
        const blob = { PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(at('blobs'), `${current}.zip`) };
        const args = ['--project=conformance:good', '--reporter=blob', `--shard=${current}/2`];
        return judgingFleet({ ...env, ...blob, RDS_REPORT: at('own'), ...extra }, args);
      };

      await shard(1);
      const one = await merging(at('blobs'), at('report'));
      expect(one.code).toBe(1);
      expect(one.stdout).toContain('no verdict, no report: shards are missing: 2/2');

      expect(existsSync(at('report/good'))).toBe(false);

      await shard(2, { RDS_SEED: '6' });
      const other = await merging(at('blobs'), at('report'));
      expect(other.code).toBe(1);
      expect(other.stdout).toMatch(/^no verdict for conformance:good: .* same seed \(5 and 6\)/m);
    }),
  );
});

test('shards without a seed are refused', async () => {
  const ended = await judgingFleet({}, ['--project=conformance', '--shard=1/2']);

  expect(ended.code).toBe(1);
  expect(ended.stdout + ended.stderr).toContain('set RDS_SEED');
});
