/** The sample report is what the suite makes now: `npm run sample` makes it anew. */
import { appendFileSync, cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SUITE } from '../../src/contract/package.ts';
import { readReport } from '../../src/result/read-report.ts';
import { driftedFiles } from '../../tools/sample.ts';
import { junitProblems } from '../report/ci/junit-schema.ts';
import { ROOT, read } from './repository.ts';

const SAMPLE = path.join(ROOT, 'reports', 'sample');

test('the sample has not drifted (else: npm run sample)', async () => {
  test.slow();
  expect(await driftedFiles()).toEqual([]);
});

test('a sample that has drifted is noticed', async () => {
  test.slow();
  const copy = test.info().outputPath('sample');
  cpSync(SAMPLE, copy, { recursive: true });
  appendFileSync(path.join(copy, 'summary.md'), 'a line of my own\n');
  rmSync(path.join(copy, 'junit.xml'));

  expect(await driftedFiles(copy)).toEqual(['junit.xml', 'summary.md']);
});

test('the sample is a report as published, of a deployment with a fault', async () => {
  const sample = readReport(SAMPLE);

  expect(sample).toMatchObject({ verdict: 'nonconformant', suite: SUITE, target: 'https://rds.example.com' });
  expect(sample.clauses.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThan(1);
  expect(await junitProblems(read('reports/sample/junit.xml'))).toEqual([]);
});
