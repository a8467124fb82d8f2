/** Judges the reference deployment, or what a test puts in the place of its answers, in process and on a virtual clock. */
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { createClient } from '../../src/client/client.ts';
import { ACCEPT_ENCODING } from '../../src/client/content-coding.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { type InProcessAnswer, inProcessTransport } from '../../src/client/in-process-transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference } from '../../src/reference/reference.ts';
import { judgeDeployment } from '../../src/result/judge-deployment.ts';
import type { RunResult } from '../../src/result/result.ts';
import { VirtualClock } from '../client/virtual-clock.ts';

export const contract = loadContract();

export type Bend = (
  sequence: number,
  clock: VirtualClock,
  target: string,
  isOwnCredential: boolean,
) => InProcessAnswer | Error | undefined;

export interface Judged {
  readonly result: RunResult;
  readonly recordings: readonly Recording[];
  readonly sent: number;
  /** Seconds on the run's clock. */
  readonly seconds: number;
}

/** Judges the reference whose answers `bend` replaces. */
export async function judge(
  bend: Bend,
  {
    budget = 'smoke',
    fault,
    minutes,
    only,
  }: { budget?: string; fault?: string; minutes?: number; only?: readonly string[] } = {},
): Promise<Judged> {
  const reference = createReference(contract, fault === undefined ? {} : { fault });
  const clock = new VirtualClock();
  const began = clock.now();
  const recordings: Recording[] = [];
  let sequence = 0;
  const transport = inProcessTransport({
    answer: async (request) => {
      sequence += 1;
      await clock.sleep(5);
      const isOwn =
        request.headers['x-auth-token'] === reference.token &&
        request.headers['accept-encoding'] === ACCEPT_ENCODING;
      const bent = bend(sequence, clock, request.target, isOwn);
      if (bent instanceof Error) throw bent;
      return bent ?? reference.answer(request);
    },
  });
  const spend = readBudget(budget);
  const client = createClient({
    headers: contract.operation.headers,
    transport,
    credentials: tokenCredentials(reference.token),
    pacing: { concurrency: 8 },
    catchUpMs: 0,
    clock,
    recorder: (recording) => recordings.push(recording),
    limits: {
      requests: spend.requests,
      reserve: spend.reserve,
      ...(minutes === undefined ? {} : { until: { at: began + minutes * 60_000, says: 'time is up' } }),
    },
  });
  const { projectId, instances } = reference;
  const settings = { project: projectId, instances, authenticated: true, concurrency: 8, embedded: true };
  const result = await judgeDeployment({
    contract,
    client,
    clauses: allClauses(contract),
    projectId,
    instances,
    authenticated: true,
    seed: 5,
    budget: spend,
    concurrency: 8,
    baseUrl: '$RDS_ENDPOINT',
    facts: {
      suite: { name: 'rds-backups-conformance', version: '0' },
      target: 'in process',
      seed: 5,
      budget: spend,
      acceptUnexercised: false,
      settings,
      startedAt: new Date(0).toISOString(),
      ...(only === undefined ? {} : { selected: only }),
    },
  });
  const seconds = (clock.now() - began) / 1000;
  await client.close();
  return { result, recordings, sent: client.sent, seconds };
}

/** Slugs of the clauses with that verdict. */
export function of(result: RunResult, verdict: string): readonly string[] {
  return result.clauses.filter((clause) => clause.verdict === verdict).map(({ slug }) => slug);
}

export function json(status: number, body: unknown): InProcessAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
