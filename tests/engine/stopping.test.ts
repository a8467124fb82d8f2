/** Whole runs that are stopped: ceilings, an expired credential, an outage, a throttle, another service. */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { type InProcessAnswer, inProcessTransport } from '../../src/client/in-process-transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference } from '../../src/reference/reference.ts';
import { judgeDeployment } from '../../src/result/judge-deployment.ts';
import type { RunResult } from '../../src/result/result.ts';
import { VirtualClock } from '../client/virtual-clock.ts';

const contract = loadContract();

type Bend = (sequence: number, clock: VirtualClock) => InProcessAnswer | Error | undefined;

interface Judged {
  readonly result: RunResult;
  readonly recordings: readonly Recording[];
  readonly sent: number;
  /** Seconds on the run's clock. */
  readonly seconds: number;
}

/** Judges the reference whose answers `bend` replaces. */
async function judge(
  bend: Bend,
  { budget = 'smoke', fault, minutes }: { budget?: string; fault?: string; minutes?: number } = {},
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
      const bent = bend(sequence, clock);
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
    },
  });
  const seconds = (clock.now() - began) / 1000;
  await client.close();
  return { result, recordings, sent: client.sent, seconds };
}

const of = (result: RunResult, verdict: string) =>
  result.clauses.filter((clause) => clause.verdict === verdict).map(({ slug }) => slug);

const json = (status: number, body: unknown): InProcessAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const html = (status: number): InProcessAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><body>Maintenance</body></html>',
});

for (const budget of ['1', '20', '60', '120', 'smoke', '400']) {
  test(`a budget of ${budget} is never exceeded, whatever goes wrong`, async () => {
    for (const fault of [undefined, 'limit-ignored', 'limit-one-more']) {
      const bent = fault === undefined ? {} : { fault: fault };
      const { sent } = await judge((n) => (n % 9 === 0 ? json(503, {}) : undefined), { budget, ...bent });
      expect(sent).toBeLessThanOrEqual(readBudget(budget).requests);
    }
  });
}

const RESET = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const EXPIRED = json(401, {
  error_code: 'APIGW.0301',
  error_msg: 'Incorrect IAM authentication information',
});
const CHANGES: readonly (readonly [string, InProcessAnswer])[] = [
  ['a credential that expires', EXPIRED],
  ['a page of maintenance in its place', html(200)],
  ['a page that nothing is found', html(404)],
  ['another service that answers 200', json(200, { hello: 'world' })],
  ['another service that answers 404', json(404, { detail: 'Not Found' })],
];
for (const [what, answer] of CHANGES) {
  for (const from of [30, 60, 120, 170]) {
    test(`${what} from request ${from} on fails nothing, is named first, and is observed nowhere`, async () => {
      const { result, sent } = await judge((n) => (n >= from ? answer : undefined));
      expect(of(result, 'fail')).toEqual([]);
      expect(of(result, 'warn')).toEqual([]);
      expect(result.stopped?.cause).toBe('changed');
      expect(result.verdict).toBe('inconclusive');
      expect(result.detail.startsWith(result.stopped?.says ?? '?')).toBe(true);
      expect(sent).toBeLessThan(from + 20);
      if (from > 100) expect(of(result, 'pass').length).toBeGreaterThan(10);
    });
  }
}

test('a standard run under an expired credential observes nothing of it', async () => {
  const { result } = await judge((n) => (n >= 700 ? EXPIRED : undefined), { budget: 'standard' });
  expect(of(result, 'fail')).toEqual([]);
  expect(result.stopped?.cause).toBe('changed');
  for (const { observation } of result.clauses) expect(observation ?? '').not.toContain('401');
});

test('a violation that was confirmed before still fails', async () => {
  const { result } = await judge((n) => (n >= 150 ? EXPIRED : undefined), { fault: 'limit-ignored' });
  expect(result.stopped?.cause).toBe('changed');
  expect(result.verdict).toBe('nonconformant');
});

test('an outage that ends is waited for; one that lasts is given up within about a minute', async () => {
  let until = 0;
  const short = await judge(
    (n, clock) => {
      if (n === 80) until = clock.now() + 15_000;
      return clock.now() < until ? RESET : undefined;
    },
    { budget: '400' },
  );
  expect(of(short.result, 'fail')).toEqual([]);
  expect(short.result.stopped).toBeUndefined();
  const long = await judge((n) => (n >= 80 ? json(503, {}) : undefined));
  expect(long.result.stopped?.cause).toBe('out');
  expect(of(long.result, 'fail')).toEqual([]);
  expect(long.seconds).toBeLessThan(100);
  expect(long.sent).toBeLessThan(80 + 80);
});

test('a throttle that never ends is given up after five minutes, or at the time of the run', async () => {
  const throttle: InProcessAnswer = { ...json(429, {}), headers: { 'Retry-After': '31536000' } };
  const { result, seconds, sent } = await judge((n) => (n >= 60 ? throttle : undefined));
  expect(result.stopped?.cause).toBe('throttled');
  expect(seconds).toBeGreaterThan(290);
  expect(seconds).toBeLessThan(400);
  expect(sent).toBeLessThan(120);
  const timed = await judge((n) => (n >= 60 ? throttle : undefined), { minutes: 2 });
  expect(timed.result.stopped?.cause).toBe('time');
  expect(timed.seconds).toBeLessThanOrEqual(121);
  const first = await judge(() => throttle, { minutes: 2 });
  expect(first.seconds).toBeLessThanOrEqual(121);
  expect(first.result.verdict).toBe('inconclusive');
});
