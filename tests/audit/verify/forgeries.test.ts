/** Forged reports and forged evidence: each is caught, and named. */
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Verification, verify } from '../../../src/audit/verify/verify.ts';
import { draftWaivers } from '../../../src/report/waiver-draft.ts';
import { readReport } from '../../../src/result/report-file.ts';
import { BROKEN, CHAINED } from './evidence-forgeries.ts';
import { Forgery, PASSED } from './forging.ts';
import { contract, gatherAt } from './gathered.ts';
import { REPORTS } from './report-forgeries.ts';

// All forge copies of the same runs.
test.describe.configure({ mode: 'default' });

let genuine = '';
let another = '';
let standard = '';

test.beforeAll(async ({ browserName: _unused }, testInfo) => {
  [genuine, another, standard] = ['genuine', 'another', 'standard'].map((name) =>
    path.join(testInfo.project.outputDir, `forgeries-${testInfo.workerIndex}`, name),
  ) as [string, string, string];
  // Some clauses fail: a check tells of some, a watch of others.
  const subject = { fault: 'limit-one-more' };
  await gatherAt(genuine, { subject });
  await gatherAt(another, { subject, settings: { RDS_SEED: '6' } });
  // Random cases, and observations, are for larger runs.
  const larger = { RDS_BUDGET: 'standard', RDS_ONLY: `errors.which-status,${PASSED}` };
  await gatherAt(standard, { settings: { ...larger, RDS_CHALLENGE: 'todays-nonce' } });
});

async function verified(directory: string, challenge?: string): Promise<Verification> {
  return verify(directory, readReport(directory), {
    contract,
    ...(challenge === undefined ? {} : { challenge }),
  });
}

/** Forges a copy of a run, and answers what is said of it. */
async function said(forge: (forgery: Forgery) => void, run = genuine, challenge?: string) {
  const directory = test.info().outputPath('forged');
  cpSync(run, directory, { recursive: true });
  forge(new Forgery(directory));
  const { verdict, complaints } = await verified(directory, challenge);
  expect(verdict).toBeUndefined();
  return complaints.join('\n');
}

test('what was not forged is verified', async () => {
  expect(await verified(genuine)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
  expect(await verified(standard, 'todays-nonce')).toMatchObject({ verdict: 'conformant', complaints: [] });
});

test('a run that followed waivers, or looked for every kind, is verified, and what is waived is told', async () => {
  const [drafting, following, file] = ['drafting', 'following', 'waivers.yaml'].map((name) =>
    test.info().outputPath(name),
  ) as [string, string, string];
  const subject = { fault: 'limit-one-more' };
  const result = await gatherAt(drafting, {
    subject,
    settings: { RDS_WRITE_WAIVERS: file, RDS_BUDGET: 'standard' },
  });
  expect(await verified(drafting)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
  const { text } = draftWaivers(result, contract, result.startedAt.slice(0, 10));
  writeFileSync(file, text.replaceAll('reason: ""', 'reason: known'));

  await gatherAt(following, { subject, settings: { RDS_WAIVERS: file, RDS_BUDGET: 'standard' } });

  const found = await verified(following);
  expect(found).toMatchObject({ verdict: 'conformant', complaints: [] });
  expect(found.notes.join('\n')).toMatch(/^failures are waived: .*pagination\.page-size/m);
});

test('what is only written anew is verified: the forger of these tests leaves no trace of its own', async () => {
  const directory = test.info().outputPath('rewritten');
  cpSync(genuine, directory, { recursive: true });
  const forgery = new Forgery(directory);
  forgery.rechain();
  forgery.vouch();
  forgery.write();
  expect(await verified(directory)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
});

for (const [name, forge, says] of REPORTS) {
  test(`in the report: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.writeReport();
    });
    expect(complaints).toMatch(says);
  });
}

test('in the report: an observation', async () => {
  const complaints = await said((forgery) => {
    const clause = forgery.clause('errors.which-status');
    clause.observation = 'every fault: 400';
    clause.detail = 'every fault: 400';
    forgery.writeReport();
  }, standard);
  expect(complaints).toMatch(/^errors\.which-status: observation does not follow/m);
});

test('a challenge that was not given, or another one, is demanded in vain', async () => {
  expect(await said(() => undefined, genuine, 'todays-nonce')).toBe(
    'the run has no challenge: its evidence may be of any age',
  );
  expect(await said(() => undefined, standard, 'another-nonce')).toBe(
    'the run has another challenge (todays-nonce) than the one required',
  );
});

for (const [name, forge, says] of BROKEN) {
  test(`in the evidence: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.write();
    });
    expect(complaints).toMatch(says);
  });
}

for (const [name, forge, vouched, says] of CHAINED) {
  test(`in evidence chained anew: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.rechain();
      if (vouched) forgery.vouch();
      forgery.write();
    });
    expect(complaints).toMatch(says);
  });
}

for (const [what, value] of [
  ['seed', 6],
  ['challenge', 'tomorrows-nonce'],
] as const) {
  test(`in evidence chained anew: the ${what}, in the report too`, async () => {
    const complaints = await said((forgery) => {
      Object.assign(forgery.lines[0]?.facts ?? {}, { [what]: value });
      Object.assign(forgery.report, { [what]: value });
      forgery.rechain();
      forgery.vouch();
      forgery.write();
    }, standard);
    expect(complaints).toMatch(
      /^addressing\.instance-exact cannot be judged again: no answer is recorded for GET/m,
    );
  });
}

test('the evidence of another run', async () => {
  const complaints = await said(({ partPath }) => {
    cpSync(path.join(another, 'evidence', 'run.ndjson.br'), partPath);
  });
  expect(complaints).toMatch(/its chain does not end in the root that the report states/);
  expect(complaints).toMatch(/^the report states seed 5; its evidence was recorded with 6$/m);
});

test('the evidence of another run, and what vouches for it', async () => {
  const complaints = await said(({ directory, report, partPath }) => {
    cpSync(path.join(another, 'evidence', 'run.ndjson.br'), partPath);
    const { evidence } = JSON.parse(readFileSync(path.join(another, 'conformance.json'), 'utf8'));
    writeFileSync(path.join(directory, 'conformance.json'), JSON.stringify({ ...report, evidence }));
  });
  expect(complaints).toMatch(/^the report states seed 5; its evidence was recorded with 6$/m);
});

test('a file cut short', async () => {
  const complaints = await said(({ partPath }) => truncateSync(partPath, 5000));
  expect(complaints).toMatch(/run\.ndjson\.br: it is cut short/);
});

test('a file with a byte changed', async () => {
  const complaints = await said(({ partPath }) => {
    const bytes = readFileSync(partPath);
    bytes.writeUInt8((bytes.readUInt8(5000) + 1) % 256, 5000);
    writeFileSync(partPath, bytes);
  });
  expect(complaints).toMatch(/run\.ndjson\.br: /);
});

test('a file packed anew', async () => {
  const complaints = await said((forgery) => forgery.write());
  expect(complaints).toMatch(/it is not the file that the report states: its digest is different/);
});

test('a file missing', async () => {
  const complaints = await said(({ partPath }) => rmSync(partPath));
  expect(complaints).toMatch(/run\.ndjson\.br: it is missing/);
});

test('a file added', async () => {
  const complaints = await said(({ directory, partPath }) =>
    cpSync(partPath, path.join(directory, 'evidence', 'more.ndjson.br')),
  );
  expect(complaints).toBe('evidence/more.ndjson.br was added: the report does not name it');
});
