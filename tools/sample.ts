/**
 * The sample report in reports/sample: the suite judges its reference deployment, with one fault, in this process. What
 * differs from run to run is fixed: the seed, the token, the name of the target and the time, which advances by one
 * millisecond whenever the client reads it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '../src/client/client.ts';
import type { Clock } from '../src/client/clock.ts';
import { tokenCredentials } from '../src/client/credentials.ts';
import { inProcessTransport } from '../src/client/in-process-transport.ts';
import { readSettings } from '../src/config/fleet.ts';
import { loadContract } from '../src/contract/contract.ts';
import { diagnosed } from '../src/diagnosis/diagnose.ts';
import { createReference } from '../src/reference/reference.ts';
import { writeReport } from '../src/report/write-report.ts';
import { judgeDeployment } from '../src/result/judge-deployment.ts';
import type { RunResult } from '../src/result/result.ts';
import { factsOf, judgingOptions, termsOf } from '../src/result/run-plan.ts';
import type { Generated } from './generated.ts';

const FOLDER = 'reports/sample';

/** A mistake that vendors have made and that several clauses notice. */
const FAULT = 'limit-before-filters';

const BEGUN = Date.UTC(2024, 0, 1);

const contract = loadContract();

/** Judges the reference deployment with the fault. Every call returns the same result. */
async function judgeSample(): Promise<RunResult> {
  const reference = createReference(contract, { fault: FAULT, token: 'a-token-for-the-sample' });
  const { projectId, instances } = reference;
  const settings = readSettings(
    {},
    {
      RDS_TARGET: 'https://rds.example.com',
      RDS_PROJECT_ID: projectId,
      RDS_INSTANCE_IDS: instances.join(','),
      RDS_SEED: '1',
    },
  );
  const place = { url: new URL('https://rds.example.com'), projectId, instances, authenticated: true };
  const clock = pinnedClock();
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport(reference),
    credentials: tokenCredentials(reference.token),
    pacing: { concurrency: settings.concurrency },
    clock,
    random: () => 0.5,
    digestKey: new Uint8Array(32),
  });
  try {
    const result = await judgeDeployment({
      ...judgingOptions(contract, settings, place, client),
      facts: {
        ...factsOf(settings, place, undefined, termsOf(settings, contract)),
        startedAt: new Date(BEGUN).toISOString(),
      },
    });
    return { ...diagnosed(contract, result), milliseconds: clock.now() - BEGUN };
  } finally {
    await client.close();
  }
}

function pinnedClock(): Clock {
  let now = BEGUN;
  return {
    now: () => {
      now += 1;
      return now;
    },
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

export const sampleReport: Generated = {
  folder: FOLDER,
  texts: async () => {
    const made = mkdtempSync(path.join(tmpdir(), 'sample-'));
    try {
      await writeReport(made, await judgeSample(), contract);
      return new Map(
        readdirSync(made).map((name) => [`${FOLDER}/${name}`, readFileSync(path.join(made, name), 'utf8')]),
      );
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  },
};
