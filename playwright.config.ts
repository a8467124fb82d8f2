import { defineConfig } from '@playwright/test';

/** Two projects: `conformance` judges a deployment, clause by clause; `suite` tests this suite itself. */
export default defineConfig({
  timeout: 120_000,
  outputDir: 'test-results',
  reporter: [['list']],
  projects: [
    { name: 'conformance', testDir: 'tests', testMatch: 'conformance.spec.ts' },
    { name: 'suite', testDir: 'tests', testMatch: '**/*.test.ts', fullyParallel: true },
  ],
});
