/** Runs by Playwright leave evidence too, and it supports what they report: of several workers, and of several shards. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { command, readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

const cli = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const ours = path.join(ROOT, 'src', 'playwright', 'reporter.ts');

/** A configuration with two workers for the clauses; the repository's own has one. */
function configured(): string {
  const folder = test.info().outputPath('configured');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'playwright.config.mjs');
  const content = {
    testDir: path.join(ROOT, 'tests'),
    testMatch: 'conformance.spec.ts',
    outputDir: path.join(folder, 'results'),
    globalSetup: path.join(ROOT, 'src', 'playwright', 'global-setup.ts'),
    fullyParallel: true,
    workers: 2,
    use: { clauseWorkers: 2 },
    reporter: [['list'], [ours]],
  };
  writeFileSync(file, `export default ${JSON.stringify(content)};\n`);
  return file;
}

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
  const args = ['--config', configured(), '--grep', 'pagination|errors|auth'];
  await withReference({ fault: 'limit-one-more' }, ({ env }) =>
    node([cli, 'test', ...args], ROOT, { ...env, ...settings }),
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
  const config = configured();
  const settings = { RDS_REPORT: report, RDS_BUDGET: 'smoke', RDS_SEED: '5' };
  await withReference({ fault: 'limit-one-more' }, async ({ env }) => {
    for (const shard of ['1', '2']) {
      const args = ['--config', config, '--grep', 'addressing|pagination', '--reporter', 'blob'];
      await node([cli, 'test', ...args, `--shard=${shard}/2`], ROOT, {
        ...env,
        ...settings,
        PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, `${shard}.zip`),
      });
    }
  });
  const merging = path.join(path.dirname(config), 'merging.config.mjs');
  const reporter = JSON.stringify([[ours, { report }]]);
  writeFileSync(merging, `export default { reporter: ${reporter} };\n`);
  const merged = await node([cli, 'merge-reports', '--config', merging, blobs], ROOT);

  expect(readReport(report).verdict, merged.stdout + merged.stderr).toBe('nonconformant');
  const { code, said, surveys } = await verified(report);
  expect(code, said).toBe(1);
  expect(surveys).toEqual(['survey', 'survey-2']);
});
