/** Playwright runs as real processes: of this repository's configuration, and of an installed package's. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { installedPackage } from '../cli/command.ts';
import { type Ended, node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

export const PLAYWRIGHT = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
export const REPORTER = 'rds-backups-conformance/playwright/reporter';

/** Runs this repository's configuration. Its output goes to a folder of this test. */
export function playwright(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return node([PLAYWRIGHT, 'test', '--output', test.info().outputPath('results'), ...args], ROOT, env);
}

/**
 * Makes a configuration that judges with the installed package, which starts faster than the TypeScript of this
 * repository; returns the path of its file.
 */
export async function configuration(workers: number): Promise<string> {
  const folder = path.join(await installedPackage(), `workers-${workers}`);
  const file = path.join(folder, 'playwright.config.mjs');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const options = {
    fullyParallel: true,
    workers,
    retries: 0,
    testMatch: 'clauses.spec.mjs',
    globalSetup: 'rds-backups-conformance/playwright/global-setup',
    reporter: [['list'], [REPORTER]],
    use: { clauseWorkers: workers },
  };
  writeFileSync(path.join(folder, 'clauses.spec.mjs'), SPEC);
  writeFileSync(file, `export default ${JSON.stringify(options)};\n`);
  return file;
}

const SPEC = `
import { test } from '@playwright/test';
import { declareClauses } from 'rds-backups-conformance/playwright';
declareClauses(test);
`;

/** Makes a configuration with a project for each deployment of RDS_CONFIG; returns the path of its file. */
export async function fleetConfiguration(): Promise<string> {
  const folder = path.join(await installedPackage(), 'fleet');
  const file = path.join(folder, 'playwright.config.mjs');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'clauses.spec.mjs'), SPEC);
  writeFileSync(file, FLEET);
  return file;
}

const FLEET = `
import { deploymentProjects } from 'rds-backups-conformance/playwright/projects';
export default {
  fullyParallel: true,
  workers: 2,
  retries: 0,
  testMatch: 'clauses.spec.mjs',
  globalSetup: 'rds-backups-conformance/playwright/global-setup',
  reporter: [['list'], ['${REPORTER}']],
  projects: [
    { name: 'conformance', workers: 1, use: { clauseWorkers: 1 } },
    ...deploymentProjects(process.env).map(({ name, deployment }) => ({
      name, workers: 1, use: { clauseWorkers: 1, deployment },
    })),
  ],
};
`;

/** Judges deployments of RDS_CONFIG with the installed package. */
export async function judgingFleet(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Ended> {
  const config = await fleetConfiguration();
  const output = test.info().outputPath('results');
  return node(
    [PLAYWRIGHT, 'test', '--config', config, '--output', output, ...args],
    path.dirname(config),
    env,
  );
}

/** Merges the blob reports of a folder with the reporter of the package. */
export async function merging(blobs: string, report: string): Promise<Ended> {
  const folder = path.dirname(await fleetConfiguration());
  const file = path.join(folder, `merging-${path.basename(blobs)}.mjs`);
  const reporter = JSON.stringify([[REPORTER, { report }]]);
  writeFileSync(file, `export default { reporter: ${reporter} };\n`);
  return node([PLAYWRIGHT, 'merge-reports', '--config', file, blobs], folder);
}

/** Judges a deployment with the installed package. */
export async function judging(
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
  workers = 1,
): Promise<Ended> {
  const config = await configuration(workers);
  const output = test.info().outputPath('results');
  return node(
    [PLAYWRIGHT, 'test', '--config', config, '--output', output, ...args],
    path.dirname(config),
    env,
  );
}
