/** One clause judged over a deployment in process: its result and what it counts. */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { createClient } from '../../src/client/client.ts';
import { noCredentials } from '../../src/client/credentials.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { NOTHING_SEEN } from '../../src/engine/seen.ts';
import { ClauseJudge } from '../../src/result/clause-judge.ts';
import { VirtualClock } from '../client/virtual-clock.ts';
import { contract, FakeDeployment, INSTANCE } from '../engine/bench.ts';

const clauses = allClauses(contract);

async function judging(deployment: FakeDeployment) {
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport(deployment),
    credentials: noCredentials,
    pacing: { concurrency: 4 },
    clock: new VirtualClock(),
  });
  return ClauseJudge.begin({
    contract,
    client,
    clauses,
    projectId: 'p',
    instances: [INSTANCE],
    authenticated: false,
    seed: 1,
    budget: readBudget('smoke'),
    concurrency: 4,
    baseUrl: 'https://host',
  });
}

const clauseOf = (slug: string) => {
  const clause = clauses.find((each) => each.slug === slug);
  if (clause === undefined) throw new Error(`no clause ${slug}`);
  return clause;
};

test('without a credential the clauses about it are not applicable, and send nothing', async () => {
  const judge = await judging(new FakeDeployment(5));
  for (const slug of ['auth.missing', 'auth.invalid'])
    expect((await judge.judge(clauseOf(slug), NOTHING_SEEN)).result).toMatchObject({
      verdict: 'not-applicable',
      detail: 'no credential is configured',
      requests: 0,
    });
});

test('each clause counts its own requests and visits, the survey its own', async () => {
  const deployment = new FakeDeployment(5);
  const judge = await judging(deployment);
  const surveyed = deployment.asked;
  const { result, visits } = await judge.judge(clauseOf('pagination.page-size'), NOTHING_SEEN);
  expect(judge.surveyFacts.requests).toBe(surveyed);
  expect(judge.surveyFacts.instances).toEqual([{ id: INSTANCE, total: 5, read: 5 }]);
  expect(result.requests).toBe(deployment.asked - surveyed);
  expect(Object.keys(visits)).toContain('limit 2');
  expect(judge.surveyFacts.visits).not.toEqual(visits);
});
