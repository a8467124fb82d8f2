/** `conformance.json` as runs write it, against its published schema. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { readSettings } from '../../src/config/fleet.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference, type ReferenceOptions } from '../../src/reference/reference.ts';
import { FORMS, removeReport, writeReport } from '../../src/report/write-report.ts';
import { judgeDeployment } from '../../src/result/judge-deployment.ts';
import { REPORT_FILE } from '../../src/result/report-file.ts';
import { CLAUSE_VERDICTS, type RunResult } from '../../src/result/result.ts';
import { factsOf, judgingOptions } from '../../src/result/run-plan.ts';
import { ROOT } from '../project/repository.ts';
import { clause, counterexample, result } from './results.ts';

const schema = JSON.parse(readFileSync(path.join(ROOT, 'reports', 'conformance.schema.json'), 'utf8'));
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const contract = loadContract();

async function judge(options: ReferenceOptions): Promise<RunResult> {
  const { projectId, instances, token, answer } = createReference(contract, options);
  const settings = readSettings({}, { RDS_SEED: '3', RDS_BUDGET: 'smoke' });
  const place = { url: new URL('http://127.0.0.1'), projectId, instances, authenticated: true };
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport({ answer }),
    credentials: tokenCredentials(token),
    pacing: { concurrency: settings.concurrency },
  });
  return judgeDeployment({
    ...judgingOptions(contract, settings, place, client),
    facts: factsOf(settings, place, undefined),
  });
}

function violations(value: unknown): unknown {
  validate(value);
  return validate.errors ?? [];
}

for (const fault of [undefined, 'limit-ignored', 'total-of-page', 'version-case-ignored']) {
  test(`the report on a reference ${fault === undefined ? 'without a fault' : `with ${fault}`} keeps to the schema`, async () => {
    const directory = test.info().outputPath('report');
    const judged = await judge({ fault });

    const file = await writeReport(directory, judged, contract);

    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(violations(written)).toEqual([]);
    expect(written.verdict).toBe(fault === undefined ? 'conformant' : 'nonconformant');
    expect(written.clauses.map((each: { slug: string }) => each.slug)).toEqual(
      contract.catalogue.entries.map(({ slug }) => slug),
    );
  });
}

test('the schema lists exactly the verdicts that a clause can have', () => {
  const [one] = result([clause('window.sound', 'pass')]).clauses;
  for (const verdict of CLAUSE_VERDICTS) {
    const shown = { ...one, verdict, counterexample: counterexample() };
    expect(violations({ ...result([]), clauses: [shown] })).toEqual([]);
  }
  expect(violations({ ...result([]), clauses: [{ ...one, verdict: 'passed' }] })).not.toEqual([]);
});

test('a failure without a counterexample is not valid', () => {
  expect(violations(result([clause('window.sound', 'fail')]))).not.toEqual([]);
});

test('a report replaces an earlier one completely, leaves no other file, and is removed before a run', async () => {
  const directory = test.info().outputPath('report');
  await writeReport(directory, result([clause('window.sound', 'pass')], { seed: 1 }), contract);
  const file = await writeReport(directory, result([clause('window.sound', 'pass')], { seed: 2 }), contract);

  expect(JSON.parse(readFileSync(file, 'utf8')).seed).toBe(2);
  expect(readdirSync(directory).sort()).toEqual([REPORT_FILE, ...FORMS.map((form) => form.file)].sort());

  await removeReport(directory);
  expect(readdirSync(directory)).toEqual([]);
});
