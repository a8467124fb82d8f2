/** Runs the suite in process against one variant of the reference deployment: how the suite proves itself. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Contract } from '../contract/contract.ts';
import { createClient } from '../deployment/client.ts';
import { tokenCredentials } from '../deployment/credentials.ts';
import type { Recorder } from '../deployment/exchange.ts';
import { inProcessTransport } from '../deployment/in-process-transport.ts';
import { createReference, type ReferenceOptions } from '../reference/reference.ts';
import { readBudget } from '../run/budget.ts';
import { conduct } from '../run/conduct.ts';
import type { RunResult } from '../run/result.ts';

export interface VariantRun {
  readonly variant: ReferenceOptions;
  readonly seed: number;
  readonly budget: string;
  readonly concurrency?: number;
  readonly selected?: readonly string[];
  /** Called with each violation of a clause as it is first seen, and how many requests had been answered by then. */
  readonly onViolation?: (slug: string, answered: number) => void;
  readonly recorder?: Recorder;
}

export async function judgeVariant(
  contract: Contract,
  { variant, seed, budget, concurrency = 8, selected, onViolation, recorder }: VariantRun,
): Promise<RunResult> {
  const reference = createReference(contract, variant);
  const client = createClient({
    transport: inProcessTransport(reference),
    credentials: tokenCredentials(reference.token),
    pacing: { concurrency },
    ...(recorder === undefined ? {} : { recorder }),
  });
  const spend = readBudget(budget);
  const facts = {
    suite: { name: 'rds-backups-conformance', version: '0' },
    target: 'in process',
    seed,
    budget: spend,
    acceptUnexercised: false,
    settings: {
      project: reference.projectId,
      instances: reference.instances,
      authenticated: true,
      concurrency,
      embedded: true,
    },
    startedAt: new Date(0).toISOString(),
    ...(selected === undefined ? {} : { selected }),
  };
  let answered = 0;
  try {
    return await conduct({
      contract,
      client,
      clauses: allClauses(contract),
      projectId: reference.projectId,
      instances: reference.instances,
      authenticated: true,
      seed,
      budget: spend,
      concurrency,
      baseUrl: '$RDS_ENDPOINT',
      facts,
      onReply: () => {
        answered += 1;
      },
      onViolation: (slug) => onViolation?.(slug, answered),
    });
  } finally {
    await client.close();
  }
}
