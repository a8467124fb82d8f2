import { defineConfig } from '@playwright/test';
import type { ClauseOptions } from './src/playwright/declare-clauses.ts';
import { deploymentProjects } from './src/playwright/deployment-projects.ts';
import { runsProject } from './src/playwright/runs-project.ts';

/** One worker keeps the clauses in the order of the command line; each sends many requests side by side. */
const CLAUSE_WORKERS = 1;

/** The options of a project that judges a deployment. */
const JUDGING = {
  testDir: 'tests',
  testMatch: 'conformance.spec.ts',
  fullyParallel: true,
  retries: 0,
  workers: CLAUSE_WORKERS,
};

const DEPLOYMENTS = deploymentProjects(process.env);

/** Whether a project of this command line judges a deployment. */
const judges = ['conformance', ...DEPLOYMENTS.map(({ name }) => name)].some((name) =>
  runsProject(name, process.argv),
);

/**
 * The projects: `conformance` judges the deployment that the environment names, clause by clause; `conformance:NAME` one of
 * the configuration file in RDS_CONFIG; `suite` tests this suite itself.
 */
export default defineConfig<object, ClauseOptions>({
  timeout: 120_000,
  // Most of the suite's own tests wait for a process that they have started.
  workers: '100%',
  outputDir: 'test-results',
  reporter: [['list'], ['./src/playwright/reporter.ts']],
  // Surveys the deployment: nothing that the suite's own tests would want.
  ...(judges ? { globalSetup: './src/playwright/global-setup.ts' } : {}),
  projects: [
    { name: 'conformance', ...JUDGING, use: { clauseWorkers: CLAUSE_WORKERS } },
    ...DEPLOYMENTS.map(({ name, deployment }) => ({
      name,
      ...JUDGING,
      use: { clauseWorkers: CLAUSE_WORKERS, deployment },
    })),
    { name: 'suite', testDir: 'tests', testMatch: '**/*.test.ts', fullyParallel: true },
  ],
});
