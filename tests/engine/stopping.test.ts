/** Whole runs that are stopped: ceilings, an expired credential, an outage, a throttle, another service. */
import { expect, test } from '@playwright/test';
import type { InProcessAnswer } from '../../src/client/in-process-transport.ts';
import { readBudget } from '../../src/config/budget.ts';
import { json, judge, of } from './bent-reference.ts';

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
