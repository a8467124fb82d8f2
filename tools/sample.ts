/**
 * Makes the sample report in reports/sample: the suite judges its reference deployment, made wrong in one way, in this
 * process. What would be another at every run is pinned: seed, token, the name of the target, and the time, which
 * moves on by one millisecond whenever the client looks at it. All the rest is found as in any run.
 * A test says whether the sample in the repository is what would be made now.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '../src/client/client.ts';
import type { Clock } from '../src/client/clock.ts';
import { tokenCredentials } from '../src/client/credentials.ts';
import type { Recording } from '../src/client/exchange.ts';
import { inProcessTransport } from '../src/client/in-process-transport.ts';
import { readSettings } from '../src/config/settings.ts';
import { loadContract } from '../src/contract/contract.ts';
import { packageFile } from '../src/contract/package.ts';
import { diagnosed } from '../src/diagnosis/diagnosed.ts';
import { createReference } from '../src/reference/reference.ts';
import { clearReport, writeReport } from '../src/report/write-report.ts';
import { judgeDeployment } from '../src/result/judge-deployment.ts';
import type { RunResult } from '../src/result/result.ts';
import { factsOf, judgingOptions, termsOf } from '../src/result/run-plan.ts';

const FOLDER = packageFile('reports/sample');

/** A mistake that vendors have made, and that several clauses see. */
const FAULT = 'limit-before-filters';

const BEGUN = Date.UTC(2024, 0, 1);

const contract = loadContract();

/** Judges the reference deployment with the fault. Equal at every call. */
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
  const recordings: Recording[] = [];
  const client = createClient({
    transport: inProcessTransport(reference),
    credentials: tokenCredentials(reference.token),
    pacing: { concurrency: settings.concurrency },
    clock,
    random: () => 0.5,
    digestKey: new Uint8Array(32),
    recorder: (recording) => recordings.push(recording),
  });
  try {
    const result = await judgeDeployment({
      ...judgingOptions(contract, settings, place, client),
      facts: {
        ...factsOf(settings, place, undefined, termsOf(settings, contract)),
        startedAt: new Date(BEGUN).toISOString(),
      },
    });
    const explained = diagnosed(contract, result, recordings);
    return { ...explained, milliseconds: clock.now() - BEGUN };
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

/** Makes the sample anew in the folder, which holds nothing else. */
export async function writeSample(folder: string): Promise<void> {
  await clearReport(folder);
  await writeReport(folder, await judgeSample(), contract);
}

/** Names of the files that differ between a folder and what would be made now, line ends aside. */
export async function driftedFiles(folder = FOLDER): Promise<readonly string[]> {
  const fresh = mkdtempSync(path.join(tmpdir(), 'sample-'));
  try {
    await writeSample(fresh);
    const names = new Set([...filesIn(fresh), ...filesIn(folder)]);
    return [...names].filter((name) => textOf(fresh, name) !== textOf(folder, name)).sort();
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function textOf(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeSample(FOLDER);
}
