import { defineConfig } from '@playwright/test';
import type { ClauseOptions } from './src/playwright/declare-clauses.ts';
import { runsProject } from './src/playwright/runs-project.ts';

/** One worker keeps the clauses in the order of the command line; each sends many requests side by side. */
const CLAUSE_WORKERS = 1;

/** Two projects: `conformance` judges a deployment, clause by clause; `suite` tests this suite itself. */
export default defineConfig<object, ClauseOptions>({
  timeout: 120_000,
  // Most of the suite's own tests wait for a process that they have started.
  workers: '100%',
  outputDir: 'test-results',
  reporter: [['list'], ['./src/playwright/reporter.ts']],
  // Surveys the deployment: nothing that the suite's own tests would want.
  ...(runsProject('conformance', process.argv) ? { globalSetup: './src/playwright/global-setup.ts' } : {}),
  projects: [
    {
      name: 'conformance',
      testDir: 'tests',
      testMatch: 'conformance.spec.ts',
      fullyParallel: true,
      retries: 0,
      workers: CLAUSE_WORKERS,
      use: { clauseWorkers: CLAUSE_WORKERS },
    },
    { name: 'suite', testDir: 'tests', testMatch: '**/*.test.ts', fullyParallel: true },
  ],
});
