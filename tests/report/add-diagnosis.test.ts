/** A diagnosis adds to a report that is on disk, and takes nothing from it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { addDiagnosis } from '../../src/report/add-diagnosis.ts';
import { writeReport } from '../../src/report/write-report.ts';
import type { RunResult } from '../../src/result/result.ts';
import { clause, counterexample, result } from './results.ts';

const contract = loadContract();
const failing = result([clause('pagination.page-size', 'fail', { counterexample: counterexample() })]);
const diagnosis = [
  {
    fault: 'limit-one-more',
    description: 'One more.',
    certainty: 0.9,
    of: 3,
    explained: 3,
    clauses: ['pagination.page-size'],
    alike: [],
  },
];

async function onDisk(one: RunResult) {
  const directory = test.info().outputPath('report');
  const file = await writeReport(directory, one, contract);
  const written = { directory, result: one, contract };
  return {
    written,
    report: () => readFileSync(file, 'utf8'),
    page: () => readFileSync(path.join(directory, 'index.html'), 'utf8'),
  };
}

test('a diagnosis is added to conformance.json and to the page', async () => {
  const { written, report, page } = await onDisk(failing);
  const { result: diagnosed, failure } = await addDiagnosis(written, async () => ({ ...failing, diagnosis }));
  expect([diagnosed.diagnosis, failure]).toEqual([diagnosis, undefined]);
  expect(JSON.parse(report()).diagnosis).toEqual(diagnosis);
  expect(page()).toContain('limit-one-more');
});

test('whatever a diagnosis throws, the verdict and the report are as they were', async () => {
  for (const thrown of [new RangeError('no row 319'), 'a text', undefined]) {
    const { written, report } = await onDisk(failing);
    const before = report();
    const { result: diagnosed, failure } = await addDiagnosis(written, () => Promise.reject(thrown));
    expect(diagnosed).toBe(failing);
    expect(failure).toBe(`no diagnosis, it failed: ${thrown instanceof Error ? thrown.message : thrown}`);
    expect(report()).toBe(before);
  }
});

test('a run that did not fail is not diagnosed', async () => {
  const { written } = await onDisk(result([clause('pagination.page-size', 'pass')]));
  const diagnose = () => Promise.reject(new Error('diagnosed'));
  expect((await addDiagnosis(written, diagnose)).failure).toBeUndefined();
});
