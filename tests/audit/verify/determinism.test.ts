/** Judging again on the evidence gives the same report, word for word, however the deployment behaves. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { verify } from '../../../src/audit/verify/verify.ts';
import type { ReferenceOptions } from '../../../src/reference/reference.ts';
import { readReport } from '../../../src/result/report-file.ts';
import { contract, type GatherOptions, gatherAt } from './gathered.ts';

async function verified(options: GatherOptions) {
  const report = test.info().outputPath('report');
  const result = await gatherAt(report, options);
  const { complaints, verdict } = await verify(report, readReport(report), { contract });
  expect(complaints).toEqual([]);
  expect(verdict).toBe(result.verdict);
  return result;
}

const VARIANTS: readonly ReferenceOptions[] = [
  {},
  { variant: 'moving' },
  { variant: 'throttled' },
  { variant: 'busy' },
  { variant: 'resetting' },
  { variant: 'unordered-but-stable' },
  { variant: ['moving', 'busy'] },
  { fault: 'total-of-page' },
  { fault: 'limit-ignored' },
  { fault: 'replicas-in-turn' },
  { fault: 'unauthorized-as-500' },
  { fault: 'total-of-page', variant: 'moving' },
];

for (const subject of VARIANTS) {
  for (const concurrency of ['1', '8']) {
    const name = [subject.fault ?? 'no fault', subject.variant ?? 'no variant'].join(', ');
    test(`${name}, ${concurrency} at once`, async () => {
      await verified({ subject, settings: { RDS_CONCURRENCY: concurrency } });
    });
  }
}

test('without a credential', async () => {
  const { clauses } = await verified({ settings: { OPEN: 'true' } });
  expect(clauses.map(({ verdict }) => verdict)).toContain('inconclusive');
});

test('a standard run over 250 backups, and the size of its evidence', async () => {
  test.slow();
  const result = await verified({ subject: { backups: 250 }, settings: { RDS_BUDGET: 'standard' } });
  expect(result.requests).toBeGreaterThan(1400);
  const file = path.join(test.info().outputPath('report'), result.evidence?.parts[0]?.file ?? '');
  expect(readFileSync(file).length).toBeLessThan(1_000_000);
});

test('a run in which noise outlasts what is put up with', async () => {
  const result = await verified({
    subject: { variant: ['busy', 'throttled', 'resetting'] },
    settings: { RDS_BUDGET: '400' },
  });
  expect(Object.values(result.noise).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
});
