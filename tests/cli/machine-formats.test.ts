/** Output for programs: the forms of a report, the standard output, the summary of a workflow. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { junitProblems } from '../report/ci/junit-schema.ts';
import { commandsIn } from '../report/ci/runner.ts';
import { command, readReport } from './command.ts';
import { withReference } from './served.ts';

const report = () => test.info().outputPath('report');
const short = (...args: string[]) => [
  'run',
  '--only',
  'pagination.page-size',
  '--budget',
  'smoke',
  '--seed',
  '3',
  '--report',
  report(),
  ...args,
];

test('a run writes the same result as JSON, JUnit XML and Markdown', async () => {
  const ended = await withReference({ fault: 'limit-ignored' }, ({ env }) => command(short(), env));

  expect(ended.code, ended.stderr).toBe(1);
  const { clauses } = readReport(report());
  const [junit, markdown] = ['junit.xml', 'summary.md'].map((file) =>
    readFileSync(path.join(report(), file), 'utf8'),
  );
  expect(await junitProblems(junit ?? '')).toEqual([]);
  expect(junit).toContain('tests="1" failures="1" errors="0"');
  expect(markdown).toContain('**verdict: nonconformant**');
  expect(markdown).toContain(clauses[0]?.counterexample?.exchange.curl);
});

test('an inconclusive run replaces all forms of an earlier report', async () => {
  await command(short());
  expect(readdirSync(report())).toEqual(
    expect.arrayContaining(['conformance.json', 'junit.xml', 'summary.md']),
  );
  // Nothing listens there.
  const before = readFileSync(path.join(report(), 'junit.xml'), 'utf8');
  const ended = await command(
    short('--target', 'http://127.0.0.1:1', '--project-id', 'p', '--instance-id', 'i'),
  );

  expect(ended.code).toBe(3);
  const after = readFileSync(path.join(report(), 'junit.xml'), 'utf8');
  expect(after).not.toBe(before);
  expect(after).toContain('<error type="inconclusive"');
});

for (const fault of [undefined, 'limit-ignored']) {
  test(`--json prints the report and nothing else, ${fault === undefined ? 'conformant' : 'nonconformant'}`, async () => {
    const ended = await withReference({ fault }, ({ env }) => command(short('--json'), env));

    expect(ended.code, ended.stderr).toBe(fault === undefined ? 0 : 1);
    expect(ended.stdout).toBe(readFileSync(path.join(report(), 'conformance.json'), 'utf8'));
    expect(JSON.parse(ended.stdout).seed).toBe(3);
    expect(ended.stderr).toMatch(/^verdict: (non)?conformant \(/m);
    expect(ended.stderr).toContain('chapter ');
  });
}

test('--json prints the report of an inconclusive run too, and none where the settings are wrong', async () => {
  const place = ['--target', 'http://127.0.0.1:1', '--project-id', 'p', '--instance-id', 'i'];
  const undecided = await command(short('--json', ...place));
  expect(undecided.code).toBe(3);
  expect(JSON.parse(undecided.stdout).verdict).toBe('inconclusive');
  expect(undecided.stderr).toMatch(/^cannot reach /m);

  const wrong = await command(short('--json', '--target', 'http://127.0.0.1:1'));
  expect(wrong.code).toBe(2);
  expect(wrong.stdout).toBe('');
});

test('--quiet prints only the verdict line; with --json it goes to stderr', async () => {
  const quiet = await command(short('--quiet'));
  expect(quiet.code, quiet.stderr).toBe(0);
  expect(quiet.stdout).toMatch(/^verdict: conformant \([^\n]*\)\n$/);
  expect(quiet.stderr).toBe('');

  const both = await command(short('--quiet', '--json'));
  expect(JSON.parse(both.stdout).verdict).toBe('conformant');
  expect(both.stderr).toBe(quiet.stdout);
});

test('colours appear only where they are wanted', async () => {
  const [none, forced, refused] = await Promise.all([
    command(short()),
    command(short(), { FORCE_COLOR: '1' }),
    command(short(), { FORCE_COLOR: '1', NO_COLOR: '1' }),
  ]);

  expect(none.stdout + none.stderr).not.toContain('\u001b');
  expect(forced.stdout).toContain('\u001b[32mconformant');
  expect(refused.stdout).not.toContain('\u001b');
});

test('in a workflow the failures are annotated, and the summary is appended to its page', async () => {
  const page = test.info().outputPath('page.md');
  writeFileSync(page, 'of another step');
  const workflow = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: page };
  const ended = await withReference({ fault: 'limit-ignored' }, ({ env }) =>
    command(short(), { ...env, ...workflow }),
  );

  expect(ended.code).toBe(1);
  expect(commandsIn(ended.stdout)).toEqual([]);
  expect(commandsIn(ended.stderr)).toMatchObject([
    {
      name: 'error',
      properties: { title: 'pagination.page-size (MUST)' },
      data: expect.stringContaining('\nobserved: '),
    },
  ]);
  expect(readFileSync(page, 'utf8')).toBe(
    `of another step\n${readFileSync(path.join(report(), 'summary.md'), 'utf8')}`,
  );
  expect(ended.stdout.trimEnd().split('\n').at(-1)).toMatch(/^verdict: nonconformant /);
});

test('outside a workflow there are no annotations; a summary that cannot be written fails no run', async () => {
  const page = test.info().outputPath('no', 'such', 'folder.md');
  const ended = await command(short(), { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: page });

  expect(ended.code).toBe(0);
  expect(commandsIn(ended.stdout + ended.stderr)).toEqual([]);
  expect(ended.stderr).toContain('cannot append to GITHUB_STEP_SUMMARY: ');
  expect(existsSync(page)).toBe(false);
});

test('--lang zh changes text to Chinese, and nothing for programs', async () => {
  const ended = await withReference({ fault: 'limit-ignored' }, ({ env }) =>
    command(short(), { ...env, RDS_LANG: 'zh' }),
  );

  expect(ended.code, ended.stderr).toBe(1);
  const { statement } = loadContract().catalogue.entry('pagination.page-size');
  expect(ended.stdout).toContain(statement.zh);
  expect(ended.stdout).toMatch(/^未通过 \(1\)$/m);
  expect(ended.stdout).toMatch(/^verdict: nonconformant \(1 MUST clause failed: pagination\.page-size;/m);
  expect(readFileSync(path.join(report(), 'summary.md'), 'utf8')).toContain(statement.en);

  const unknown = await command(short('--lang', 'fr'));
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('--lang takes en or zh, not "fr"');
});
