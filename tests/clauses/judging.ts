/** Judges whatever stands behind a transport with every clause, as a run of the command line does. */
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { Transport } from '../../src/client/transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { judgeDeployment } from '../../src/result/judge-deployment.ts';
import type { RunResult } from '../../src/result/result.ts';

export const contract = loadContract();

const CONCURRENCY = 8;

export interface Behind {
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly token: string;
  readonly budget: string;
  /** Clauses to judge; all by default. */
  readonly selected?: readonly string[];
}

export async function judgeBehind(
  transport: Transport,
  { projectId, instances, token, budget, selected }: Behind,
): Promise<RunResult> {
  const client = createClient({
    headers: contract.operation.headers,
    transport,
    credentials: tokenCredentials(token),
    pacing: { concurrency: CONCURRENCY },
    catchUpMs: 0,
  });
  const seed = 11;
  const shared = { budget: readBudget(budget), seed };
  try {
    return await judgeDeployment({
      ...shared,
      contract,
      client,
      clauses: allClauses(contract),
      projectId,
      instances,
      authenticated: true,
      concurrency: CONCURRENCY,
      baseUrl: '$RDS_ENDPOINT',
      facts: {
        ...shared,
        suite: { name: 'suite', version: '0' },
        target: 'behind a transport',
        acceptUnexercised: false,
        settings: { project: 'p', instances: [], authenticated: true, concurrency: 8, embedded: true },
        startedAt: new Date(0).toISOString(),
        ...(selected === undefined ? {} : { selected }),
      },
    });
  } finally {
    await client.close();
  }
}
