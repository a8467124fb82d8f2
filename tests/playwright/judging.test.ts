/** What Playwright's users meet: titles and tags to grep for, readable failures, shards, an exit status. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { judging, playwright } from './playwright-command.ts';

const { entries } = loadContract().catalogue;
const report = () => test.info().outputPath('report');

test('every clause of the catalogue is a test, once, with its chapter and level for tags', async () => {
  const listed = await playwright(['--project=conformance', '--list', '--reporter=json']);

  expect(listed.code, listed.stderr).toBe(0);
  const specs = JSON.parse(listed.stdout).suites.flatMap((suite: { specs: unknown[] }) => suite.specs);
  const declared = specs.map(({ title, tags }: { title: string; tags: string[] }) => [title, ...tags]);
  const expected = entries.map(({ slug, chapter, level, statement }) => [
    `${slug}: ${statement.en}`,
    chapter,
    level,
  ]);
  expect(declared.sort()).toEqual(expected.sort());
});

test('without a target the embedded reference deployment is judged; grep by tag picks clauses', async () => {
  const ended = await judging({ RDS_REPORT: report(), RDS_BUDGET: 'smoke' }, ['--grep', '@auth']);

  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^verdict: conformant \(.*; 4 of \d+ clauses selected\)$/m);
  expect(readReport(report()).selected).toEqual([
    'auth.missing',
    'auth.invalid',
    'auth.spelling',
    'auth.elsewhere',
  ]);
  expect(existsSync(path.join(report(), 'work'))).toBe(false);
});

test('a failed clause fails its test with what was expected, what came and how to see it again', async () => {
  const ended = await withReference({ fault: 'version-case-ignored' }, ({ env }) =>
    judging({ ...env, RDS_REPORT: report() }, ['--grep', 'addressing.version']),
  );

  expect(ended.code).toBe(1);
  const failed = readReport(report()).clauses.find(({ slug }) => slug === 'addressing.version-case');
  expect(failed?.verdict).toBe('fail');
  const [message] = ended.stdout.split('\nrds-backups-conformance ');
  for (const text of [
    failed?.counterexample?.expected,
    failed?.counterexample?.exchange.curl,
    failed?.counterexample?.reproduce,
  ]) {
    expect(message).toContain(text);
  }
  expect(message).not.toMatch(/^ +at .*\.ts:\d+/m);
});

test('clauses that the data cannot exercise are skipped, and the run is not green unless that is accepted', async () => {
  await withReference({ backups: 60 }, async ({ env, instances }) => {
    const settings = { ...env, RDS_INSTANCE_IDS: instances[2] ?? '', RDS_REPORT: report() };

    const strict = await judging(settings, ['--grep', 'pagination.default']);
    expect(strict.stdout).toMatch(/1 skipped/);
    expect(strict.stdout).toMatch(/^verdict: inconclusive/m);
    expect(strict.code).toBe(1);

    const accepting = await judging({ ...settings, RDS_ACCEPT_UNEXERCISED: 'true' }, [
      '--grep',
      'pagination.default',
    ]);
    expect(accepting.stdout).toMatch(/^verdict: conformant/m);
    expect(accepting.code).toBe(0);
  });
});

test('shards divide the clauses among them', async () => {
  test.slow();
  const shards = await withReference({}, async ({ env }) => {
    const slugs: string[] = [];
    for (const shard of ['1/2', '2/2']) {
      const directory = test.info().outputPath(`shard-${shard[0]}`);
      const settings = { ...env, RDS_REPORT: directory, RDS_BUDGET: 'smoke', RDS_SEED: '5' };
      const ended = await judging(settings, [`--shard=${shard}`]);
      expect(ended.code, ended.stdout).toBe(0);
      slugs.push(...readReport(directory).clauses.map(({ slug }) => slug));
    }
    return slugs;
  });

  expect([...shards].sort()).toEqual(entries.map(({ slug }) => slug).sort());
});

test('a clause judged alone is judged as among all', async () => {
  test.slow();
  const slugs = ['pagination.limit-bounds', 'pagination.page-size', 'window.complete'];
  await withReference({ fault: 'limit-one-too-many-accepted' }, async ({ env }) => {
    const of = async (name: string, ...args: string[]) => {
      const settings = {
        ...env,
        RDS_REPORT: test.info().outputPath(name),
        RDS_SEED: '5',
        RDS_BUDGET: 'smoke',
      };
      await judging(settings, args);
      return readReport(settings.RDS_REPORT).clauses.filter(({ slug }) => slugs.includes(slug));
    };

    const among = await of('among');
    expect(among.map(({ verdict }) => verdict)).toContain('fail');
    expect(await of('alone', '--grep', slugs.join('|'))).toEqual(among);
  });
});

test('settings that cannot be followed end the run with their line', async () => {
  const ended = await judging({ RDS_TARGET: 'http://127.0.0.1:1', RDS_REPORT: report() });

  expect(ended.code).toBe(1);
  expect(ended.stdout + ended.stderr).toContain(
    'a target needs its project: add --project-id ID (RDS_PROJECT_ID)',
  );
});

test("the suite's own tests are listed and run without a deployment", async () => {
  const ended = await playwright(['--project=suite', 'tests/report/visible.test.ts'], {
    RDS_TARGET: 'nothing of the kind',
  });

  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).not.toContain('verdict:');
});
