/** The sample report is a report as the suite publishes it. `npm run check` says whether it is stale. */
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SUITE } from '../../src/contract/package.ts';
import { readReport } from '../../src/result/report-file.ts';
import { junitProblems } from '../report/ci/junit-schema.ts';
import { ROOT, read } from './repository.ts';

test('the sample is a report as published, of a deployment with a fault', async () => {
  const sample = readReport(path.join(ROOT, 'reports', 'sample'));

  expect(sample).toMatchObject({ verdict: 'nonconformant', suite: SUITE, target: 'https://rds.example.com' });
  expect(sample.clauses.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThan(1);
  expect(await junitProblems(read('reports/sample/junit.xml'))).toEqual([]);
});
