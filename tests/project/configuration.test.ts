/** docs/configuration.md and docs/fleets.md: their files are read, and they name what there is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { AUTH_VARIABLES } from '../../src/config/auth.ts';
import { DEPLOYMENT_KEYS } from '../../src/config/config-file.ts';
import { readFleet } from '../../src/config/fleet.ts';
import { dataCheck } from '../../src/contract/data-check.ts';
import { builtCommand } from '../cli/command.ts';
import { PLAYWRIGHT } from '../playwright/playwright-command.ts';
import { node } from './child.ts';
import { read } from './repository.ts';

const [CONFIGURATION, FLEETS] = ['docs/configuration.md', 'docs/fleets.md'].map(read);

/** Returns the text of the block of a page whose first line is a comment with that name. */
function blockIn(page: string | undefined, name: string): string {
  const [, text] = new RegExp(`^\`\`\`\\w+\\n((?:#|//) ${name}\\n.*?)^\`\`\`$`, 'ms').exec(page ?? '') ?? [];
  if (text === undefined) throw new Error(`no page shows ${name}`);
  return text;
}

const FLEET = blockIn(CONFIGURATION, 'fleet.yaml');
const ENV = { STAGING_TOKEN: 'x', GATEWAY_KEY: 'y' };

test('the file of the page is read, and fits the schema', () => {
  const config = test.info().outputPath('fleet.yaml');
  writeFileSync(config, FLEET);
  const check = dataCheck('openapi/configuration.schema.json');

  expect(check.accepts(parse(FLEET)), check.complaint()).toBe(true);
  const names = readFleet({}, ENV, { config, all: true }).runs.map(({ settings }) => settings);
  expect(names.map(({ deployment, rate }) => [deployment?.name, rate])).toEqual([
    ['staging', 20],
    ['production', 5],
  ]);
});

test('the page names every key of a deployment, and every variable of a credential', () => {
  for (const name of [...DEPLOYMENT_KEYS, ...AUTH_VARIABLES]) expect(CONFIGURATION).toContain(`\`${name}`);
});

test('the configuration of Playwright on the page has a project for each deployment', async () => {
  const folder = path.join(path.dirname(await builtCommand()), '..', '..', '..', '..', 'documented');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'fleet.yaml'), FLEET);
  writeFileSync(path.join(folder, 'playwright.config.mjs'), blockIn(FLEETS, 'playwright.config.mjs'));
  writeFileSync(
    path.join(folder, 'clauses.spec.mjs'),
    "import { test } from '@playwright/test';\nimport { declareClauses } from 'rds-backups-conformance/playwright';\ndeclareClauses(test);\n",
  );
  const listed = await node(
    [PLAYWRIGHT, 'test', '--list', '--grep', 'auth.missing', '--reporter=list'],
    folder,
    {
      ...ENV,
      RDS_CONFIG: path.join(folder, 'fleet.yaml'),
    },
  );

  expect(listed.code, listed.stdout + listed.stderr).toBe(0);
  for (const name of ['staging', 'production']) expect(listed.stdout).toContain(`[conformance:${name}]`);
});

test('the workflows of the page name deployments and secrets of its file', () => {
  for (const name of ['fleet.yaml', 'deployments.yaml']) {
    const workflow = blockIn(FLEETS, `.github/workflows/${name}`);
    expect(Object.keys(parse(workflow).jobs).length).toBeGreaterThan(0);
    const named = [...workflow.matchAll(/secrets\.([A-Z_]+)/g)].map(([, secret]) => secret ?? '');
    expect(named.filter((secret) => !FLEET.includes(`\${${secret}}`))).toEqual([]);
  }
  const { matrix } = parse(blockIn(FLEETS, '.github/workflows/deployments.yaml')).jobs.conformance.strategy;
  expect(matrix.deployment).toEqual(Object.keys(parse(FLEET).deployments));
});
