/** Playwright's own reporters beside ours: each writes its own, and none disturbs another. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { junitProblems } from '../report/ci/junit-schema.ts';
import { commandsIn } from '../report/ci/runner.ts';
import { judging, REPORTER } from './playwright-command.ts';

const at = (...names: string[]) => test.info().outputPath(...names);

test("Playwright's HTML and JUnit reporters work beside ours, in a workflow too", async () => {
  test.slow();
  const settings = {
    RDS_REPORT: at('report'),
    RDS_BUDGET: 'smoke',
    RDS_SEED: '3',
    PLAYWRIGHT_HTML_OUTPUT_DIR: at('html'),
    PLAYWRIGHT_HTML_OPEN: 'never',
    PLAYWRIGHT_JUNIT_OUTPUT_FILE: at('playwright.xml'),
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: at('page.md'),
  };
  const reporters = `--reporter=html,junit,${REPORTER}`;
  const ended = await withReference({ fault: 'version-case-ignored' }, ({ env }) =>
    judging({ ...env, ...settings }, ['--grep', 'addressing.version', reporters]),
  );

  expect(ended.code, ended.stderr).toBe(1);
  const { clauses } = readReport(at('report'));
  expect(clauses.find(({ slug }) => slug === 'addressing.version-case')?.verdict).toBe('fail');

  const [theirs, ours] = [at('playwright.xml'), at('report', 'junit.xml')].map((file) =>
    readFileSync(file, 'utf8'),
  );
  for (const xml of [theirs, ours]) expect(xml).toContain('addressing.version-case: ');
  expect(theirs).toContain(`tests="${clauses.length}" failures="0" skipped="0" errors="1"`);
  expect(theirs).toContain('type="ClauseError"');
  expect(ours).toContain(`tests="${clauses.length}" failures="1"`);
  expect(await junitProblems(ours ?? '')).toEqual([]);
  expect(readFileSync(path.join(at('html'), 'index.html'), 'utf8')).toContain(
    '<title>Playwright Test Report</title>',
  );

  expect(readFileSync(at('page.md'), 'utf8')).toContain('### `addressing.version-case` MUST');
  expect(commandsIn(ended.stdout)).toEqual([]);
  expect(commandsIn(ended.stderr)).toMatchObject([
    { name: 'error', properties: { title: 'addressing.version-case (MUST)' } },
  ]);
  expect(ended.stdout.trimEnd().split('\n').at(-1)).toMatch(/^verdict: nonconformant \(/);
});
