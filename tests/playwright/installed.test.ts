/** Playwright as users of the package run it: compiled, under node_modules, with their own Playwright. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { installedPackage, readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { node } from '../project/child.ts';
import { PLAYWRIGHT } from './playwright-command.ts';

const CONFIG = `
import { defineConfig } from '@playwright/test';
export default defineConfig({
  fullyParallel: true,
  workers: 1,
  globalSetup: 'rds-backups-conformance/playwright/global-setup',
  reporter: [['list'], ['rds-backups-conformance/playwright/reporter', { report: 'mine' }]],
});
`;

const SPEC = `
import { test } from '@playwright/test';
import { declareClauses } from 'rds-backups-conformance/playwright';
declareClauses(test);
`;

test('a package of its own declares the clauses, and its reporter writes where it is told', async () => {
  test.slow();
  const home = path.join(await installedPackage(), 'home');
  mkdirSync(home);
  writeFileSync(path.join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(path.join(home, 'playwright.config.ts'), CONFIG);
  writeFileSync(path.join(home, 'clauses.spec.ts'), SPEC);

  const ended = await withReference({}, ({ env }) =>
    node([PLAYWRIGHT, 'test', '--grep', '@auth'], home, { ...env, RDS_BUDGET: 'smoke' }),
  );

  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(readReport(path.join(home, 'mine'))).toMatchObject({
    verdict: 'conformant',
    selected: { length: 4 },
  });
});
