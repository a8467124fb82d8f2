/** Runs by Playwright leave evidence too, and it supports what they report: of several workers, and of several shards. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { command, readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { node } from '../project/child.ts';
import { configuration, judging, PLAYWRIGHT, REPORTER } from './playwright-command.ts';

async function verified(report: string) {
  const { evidence, clauses } = readReport(report);
  const files = evidence?.parts.map(({ file }) => path.posix.basename(file, '.ndjson.br')) ?? [];
  expect(files.filter((name) => !name.startsWith('survey')).sort()).toEqual(
    clauses.map(({ slug }) => slug).sort(),
  );
  const ended = await command(['verify', report]);
  return { code: ended.code, said: ended.stdout, surveys: files.filter((name) => name.startsWith('survey')) };
}

test('a run of two workers is verified', async () => {
  test.slow();
  const report = test.info().outputPath('report');
  const settings = { RDS_REPORT: report, RDS_BUDGET: 'smoke', RDS_SEED: '5' };
  await withReference({ fault: 'limit-one-more' }, ({ env }) =>
    judging({ ...env, ...settings }, ['--grep', 'pagination|errors|auth'], 2),
  );

  expect(readReport(report).verdict).toBe('nonconformant');
  const { code, said, surveys } = await verified(report);
  expect(code, said).toBe(1);
  expect(surveys).toEqual(['survey']);
  expect(said).toMatch(/^note: the verdict is about \d+ selected clauses only$/m);
});

test('shards are verified once they are merged', async () => {
  test.slow();
  const [report, blobs] = [test.info().outputPath('report'), test.info().outputPath('blobs')];
  const settings = { RDS_REPORT: report, RDS_BUDGET: 'smoke', RDS_SEED: '5' };
  await withReference({ fault: 'limit-one-more' }, async ({ env }) => {
    for (const shard of ['1', '2']) {
      const blob = { PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, `${shard}.zip`) };
      const args = ['--grep', 'addressing|pagination', '--reporter', 'blob', `--shard=${shard}/2`];
      await judging({ ...env, ...settings, ...blob }, args, 2);
    }
  });
  const folder = path.dirname(await configuration(2));
  const merging = path.join(folder, 'merging.config.mjs');
  const reporter = JSON.stringify([[REPORTER, { report }]]);
  writeFileSync(merging, `export default { reporter: ${reporter} };\n`);
  const merged = await node([PLAYWRIGHT, 'merge-reports', '--config', merging, blobs], folder);

  expect(readReport(report).verdict, merged.stdout + merged.stderr).toBe('nonconformant');
  const { code, said, surveys } = await verified(report);
  expect(code, said).toBe(1);
  expect(surveys).toEqual(['survey', 'survey-2']);
});
