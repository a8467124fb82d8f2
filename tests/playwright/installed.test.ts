/** The Playwright face as users of the package have it: compiled, under node_modules, beside their own Playwright. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { compileInto, readReport } from '../cli/command.ts';
import { withReference } from '../cli/served.ts';
import { node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

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
  const home = test.info().outputPath('home');
  await install(path.join(home, 'node_modules'));
  writeFileSync(path.join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(path.join(home, 'playwright.config.ts'), CONFIG);
  writeFileSync(path.join(home, 'clauses.spec.ts'), SPEC);

  const cli = path.join(home, 'node_modules', '@playwright', 'test', 'cli.js');
  const ended = await withReference({}, ({ env }) =>
    node([cli, 'test', '--grep', '@auth'], home, { ...env, RDS_BUDGET: 'smoke' }),
  );

  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(readReport(path.join(home, 'mine'))).toMatchObject({
    verdict: 'conformant',
    selected: { length: 2 },
  });
});

/** Compiles the package into a folder of modules, with links to what it depends on. */
async function install(modules: string): Promise<void> {
  const self = path.join(modules, 'rds-backups-conformance');
  await compileInto(path.join(self, 'dist'));
  cpSync(path.join(ROOT, 'package.json'), path.join(self, 'package.json'));
  cpSync(path.join(ROOT, 'openapi'), path.join(self, 'openapi'), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const name of new Set([...Object.keys(dependencies), '@playwright/test'])) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name), 'junction');
  }
}
