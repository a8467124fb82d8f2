/** Runs in process with their evidence on disk, as the command line leaves them. */

import { createClient } from '../../../src/client/client.ts';
import { noCredentials, tokenCredentials } from '../../../src/client/credentials.ts';
import { type InProcessAnswer, inProcessTransport } from '../../../src/client/in-process-transport.ts';
import { readSettings } from '../../../src/config/fleet.ts';
import { select } from '../../../src/config/selection.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { createReference, type ReferenceOptions } from '../../../src/reference/reference.ts';
import { removeReport, writeReport } from '../../../src/report/write-report.ts';
import { judgeDeployment } from '../../../src/result/judge-deployment.ts';
import { recorded } from '../../../src/result/recorded-run.ts';
import type { RunResult } from '../../../src/result/result.ts';
import { factsOf, judgingOptions, limitsOf, termsOf } from '../../../src/result/run-plan.ts';
import { sleepless } from './sleepless.ts';

export const contract = loadContract();

export interface GatherOptions {
  readonly subject?: ReferenceOptions;
  /** Stands in the place of the answer to the request of that number. */
  readonly bend?: (number: number) => InProcessAnswer | undefined;
  /** As in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Judges a subject of the reference with its evidence kept; answers the result that the report was written of. */
export async function gatherAt(
  report: string,
  { subject = {}, bend, settings: env = {} }: GatherOptions = {},
): Promise<RunResult> {
  const settings = readSettings({}, { RDS_SEED: '5', RDS_BUDGET: 'smoke', ...env });
  const { projectId, instances, token, answer } = createReference(contract, subject);
  const place = {
    url: new URL('http://127.0.0.1/rds'),
    projectId,
    instances,
    authenticated: env.OPEN === undefined,
  };
  const terms = termsOf(settings, contract);
  const facts = factsOf(settings, place, select(contract, settings.only), terms);
  await removeReport(report);
  let asked = 0;
  const result = await recorded({ report, contract, facts }, async (recorder) => {
    const client = createClient({
      headers: contract.operation.headers,
      transport: inProcessTransport({
        answer: (request) => {
          asked += 1;
          return bend?.(asked) ?? answer({ ...request, target: request.target.replace(/^\/rds/, '') });
        },
      }),
      basePath: '/rds',
      credentials: env.OPEN === undefined ? tokenCredentials(token) : noCredentials,
      pacing: { concurrency: settings.concurrency },
      limits: limitsOf({ ...settings, maxTimeMs: 0 }, 0),
      clock: sleepless(),
      recorder,
    });
    return judgeDeployment({ ...judgingOptions(contract, settings, place, client, terms.waivers), facts });
  });
  await writeReport(report, result, contract);
  return result;
}
