/** Deployments that are wrong in ways that the registry of faults does not have, or in two ways at once. */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { diagnosed } from '../../src/diagnosis/diagnosed.ts';
import { createReference, type Reference, type ReferenceOptions } from '../../src/reference/reference.ts';
import type { ReferenceAnswer } from '../../src/reference/stages.ts';
import { judgeDeployment } from '../../src/result/judge-deployment.ts';
import type { Diagnosis, RunResult } from '../../src/result/result.ts';

const contract = loadContract();

/** What the reference would answer to this target, answered otherwise. */
type Spoilt = (
  answer: ReferenceAnswer,
  target: string,
  ask: (target: string) => ReferenceAnswer,
) => ReferenceAnswer;

interface Outcome {
  readonly verdict: RunResult['verdict'];
  readonly diagnosis: readonly Diagnosis[];
}

async function judged(options: ReferenceOptions, spoil: Spoilt): Promise<Outcome> {
  const reference = createReference(contract, options);
  const budget = readBudget('smoke');
  const recordings: Recording[] = [];
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport({ answer: (request) => spoilt(reference, request, spoil) }),
    credentials: tokenCredentials(reference.token),
    pacing: { concurrency: 8 },
    recorder: (recording) => recordings.push(recording),
  });
  const { projectId, instances } = reference;
  const result = await judgeDeployment({
    contract,
    client,
    clauses: allClauses(contract),
    projectId,
    instances,
    authenticated: true,
    seed: 5,
    budget,
    concurrency: 8,
    baseUrl: '$RDS_ENDPOINT',
    facts: {
      suite: { name: 'rds-backups-conformance', version: '0' },
      target: 'in process',
      seed: 5,
      budget,
      acceptUnexercised: false,
      settings: { project: projectId, instances, authenticated: true, concurrency: 8, embedded: false },
      startedAt: new Date(0).toISOString(),
    },
  });
  return { verdict: result.verdict, diagnosis: diagnosed(contract, result, recordings).diagnosis ?? [] };
}

function spoilt(
  { answer }: Reference,
  request: Parameters<Reference['answer']>[0],
  spoil: Spoilt,
): ReferenceAnswer {
  const ask = (target: string) => answer({ ...request, target }) as ReferenceAnswer;
  return spoil(ask(request.target), request.target, ask);
}

const STRANGERS: readonly (readonly [string, Spoilt])[] = [
  [
    'lists every page with a limit of 37 as one of 36',
    (answer, target, ask) =>
      /limit=3\d/.test(target) ? ask(target.replace(/limit=3\d/, 'limit=2')) : answer,
  ],
  [
    'tells totals in threes',
    (answer) => ({
      ...answer,
      body: String(answer.body).replace(
        /("total_count":)(\d+)/,
        (_all, name, total) => `${name}${total * 3}`,
      ),
    }),
  ],
  [
    'answers every list of manual backups with 418 and no body',
    (answer, target) => (/backup_type=manual/.test(target) ? { ...answer, status: 418, body: '' } : answer),
  ],
];

for (const [says, spoil] of STRANGERS) {
  test(`nothing is said of a deployment that ${says}`, async () => {
    const { verdict, diagnosis } = await judged({}, spoil);

    expect(verdict).toBe('nonconformant');
    expect(diagnosis).toEqual([]);
  });
}

test('of two faults at once none is named that explains one of them alone', async () => {
  const truncated: Spoilt = (answer, target, ask) =>
    /limit=/.test(target)
      ? ask(target.replace(/limit=(\d+)/, (_all, limit) => `limit=${Math.min(50, limit)}`))
      : answer;
  const { verdict, diagnosis } = await judged({ fault: 'type-lacks-failed' }, truncated);

  expect(verdict).toBe('nonconformant');
  expect(diagnosis).toEqual([]);
});

test('what a deployment does right needs no explanation', async () => {
  const { verdict, diagnosis } = await judged({}, (answer) => answer);

  expect(verdict).toBe('conformant');
  expect(diagnosis).toEqual([]);
});
