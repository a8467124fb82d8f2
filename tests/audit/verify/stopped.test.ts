/** Runs that were stopped are judged again as they were: an expired credential, a spent budget, an outage. */
import { expect, test } from '@playwright/test';
import { verify } from '../../../src/audit/verify/verify.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { readReport } from '../../../src/result/report-file.ts';
import { json } from '../../engine/bent-reference.ts';
import { type GatherOptions, gatherAt } from './gathered.ts';

const contract = loadContract();
const EXPIRED = json(401, {
  error_code: 'APIGW.0301',
  error_msg: 'Incorrect IAM authentication information',
});

const RUNS: Readonly<Record<string, GatherOptions>> = {
  'whose credential expired': { bend: (number) => (number >= 90 ? EXPIRED : undefined) },
  'whose budget was spent': { settings: { RDS_BUDGET: '60' }, subject: { fault: 'limit-ignored' } },
  'before an outage that lasted': { bend: (number) => (number >= 90 ? json(503, {}) : undefined) },
};

for (const [what, options] of Object.entries(RUNS)) {
  test(`a run ${what} is verified`, async () => {
    const report = test.info().outputPath('report');
    const { stopped } = await gatherAt(report, options);
    expect(stopped).toBeDefined();
    const { complaints } = await verify(report, readReport(report), { contract });
    expect(complaints).toEqual([]);
  });
}
