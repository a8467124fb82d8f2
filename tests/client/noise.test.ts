import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { TransportFailure } from '../../src/client/failure.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { backoff, noiseOfFailure, noNoise, retryAfter } from '../../src/client/noise.ts';
import { Unanswered } from '../../src/client/unanswered.ts';
import { answer, clientBefore, PATH, scripted } from './deployments.ts';
import { VirtualClock } from './virtual-clock.ts';

async function unansweredOf(sending: Promise<unknown>): Promise<Unanswered> {
  const outcome = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Unanswered) return outcome;
  throw new Error(`not unanswered, but ${String(outcome)}`);
}

const REQUEST = { path: PATH, query: 'limit=1' };

test('noise is asked again until the deployment answers itself', async () => {
  const reset = new TransportFailure('reset', 'broken');
  const timeout = new TransportFailure('timeout', 'slow');
  const transport = scripted(answer(503), timeout, answer(429), reset, answer(502), answer(200, '{}'));
  const { client, recordings } = clientBefore(transport);
  const exchange = await client.send(REQUEST);
  expect(exchange).toMatchObject({ sequence: 6, attempts: 6, answer: { status: 200 } });
  expect(client.noise).toEqual({ ...noNoise(), 503: 1, 429: 1, 502: 1, reset: 1, timeout: 1 });
  expect(client.sent).toBe(6);
  expect(recordings.map(({ sequence, noise, attempts }) => [sequence, noise, attempts])).toEqual([
    [1, '503', 1],
    [2, 'timeout', 2],
    [3, '429', 3],
    [4, 'reset', 4],
    [5, '502', 5],
    [6, undefined, 6],
  ]);
  expect(recordings.at(-1)).toBe(exchange);
  expect(recordings[3]).toMatchObject({ failure: { kind: 'reset', reason: 'broken' } });
});

test("any other status is the deployment's own answer and is asked once", async () => {
  for (const status of [200, 204, 301, 400, 401, 403, 404, 408, 418, 500, 501, 505, 599]) {
    const transport = scripted(answer(status), answer(200));
    const { client } = clientBefore(transport);
    expect((await client.send(REQUEST)).answer.status).toBe(status);
    expect(client.sent).toBe(1);
  }
});

test('a request that stays noisy is unanswered after its attempts, and the next is asked afresh', async () => {
  const transport = scripted(answer(503));
  const { client } = clientBefore(transport, { allowance: { attempts: 4 } });
  const first = await unansweredOf(client.send(REQUEST));
  expect(first).toMatchObject({ attempts: 4, lastStatus: 503 });
  expect(first.kind).toBeUndefined();
  expect(first.message).toBe('the deployment answered 503, in the last of 4 attempts');
  await unansweredOf(client.send(REQUEST));
  expect(client.sent).toBe(8);
});

test("the run's allowance bounds all retries together", async () => {
  const transport = scripted(answer(504));
  const { client } = clientBefore(transport, { concurrency: 3, allowance: { retries: 10 } });
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => unansweredOf(client.send(REQUEST))));
  expect(client.sent).toBe(20 + 10);
  expect(outcomes.at(-1)).toMatchObject({ attempts: 1, lastStatus: 504 });
  expect(outcomes.at(-1)?.reason).toContain("the run's limit of 10 retries is reached");
});

test('time-outs are tried less often than other noise', async () => {
  const { client } = clientBefore(
    scripted(new TransportFailure('timeout', 'no complete answer within 30 s')),
  );
  const outcome = await unansweredOf(client.send(REQUEST));
  expect(outcome).toMatchObject({ attempts: 3, kind: 'timeout' });
});

test('a request may be less patient with silence than others, and only with that', async () => {
  const transport = scripted(answer(503), new TransportFailure('timeout', 'silence'));
  const { client } = clientBefore(transport);
  const patience = { attempts: 1, timeoutMs: 5000 };
  const outcome = await unansweredOf(client.send({ ...REQUEST, timeouts: patience }));
  expect(outcome).toMatchObject({ attempts: 2, kind: 'timeout' });
  expect(transport.seen.map(({ timeoutMs }) => timeoutMs)).toEqual([5000, 5000]);
});

test('every ten answers allow one more retry in a run', async () => {
  const outcomes = [...Array.from({ length: 20 }, () => answer(200)), answer(503)];
  const { client } = clientBefore(scripted(...outcomes), { allowance: { retries: 1 } });
  for (let n = 0; n < 20; n += 1) await client.send(REQUEST);
  const outcome = await unansweredOf(client.send(REQUEST));
  expect(outcome.reason).toContain("the run's limit of 3 retries is reached");
  expect(client.sent).toBe(20 + 1 + 3);
});

test('what is waited for longest is told while it is under way', async () => {
  const clock = new VirtualClock();
  const transport = inProcessTransport({ answer: () => clock.sleep(5000).then(() => answer(200)) });
  const { client } = clientBefore(transport, { concurrency: 2 }, clock);
  const sending = client.send(REQUEST);
  await clock.sleep(3000);
  const later = client.send({ ...REQUEST, path: '/later' });
  expect(client.waitingFor).toEqual({ path: PATH, milliseconds: 3000 });
  await Promise.all([sending, later]);
  expect(client.waitingFor).toBeUndefined();
});

test('a deployment that cannot be reached at the start is given up at once, mid-run it is awaited', async () => {
  for (const kind of ['refused', 'dns', 'unreachable', 'network'] as const) {
    const failure = new TransportFailure(kind, 'nothing there');
    const atStart = clientBefore(scripted(failure, answer(200)));
    expect(await unansweredOf(atStart.client.send(REQUEST))).toMatchObject({
      attempts: 1,
      kind,
      reason: 'nothing there',
    });
    const midRun = clientBefore(scripted(answer(200), failure, failure, answer(200)));
    await midRun.client.send(REQUEST);
    expect(await midRun.client.send(REQUEST)).toMatchObject({ attempts: 3 });
    expect(midRun.client.noise[kind]).toBe(2);
  }
});

test('failures that would only come again are not retried', async () => {
  for (const kind of ['tls', 'protocol', 'body-too-large', 'closed'] as const) {
    const { client, recordings } = clientBefore(
      scripted(answer(200), new TransportFailure(kind, kind), answer(200)),
    );
    await client.send(REQUEST);
    expect(await unansweredOf(client.send(REQUEST))).toMatchObject({ attempts: 1, kind, reason: kind });
    expect(recordings.at(-1)).toMatchObject({ failure: { kind } });
    expect(client.noise).toEqual(noNoise());
  }
});

test('an error that is not of the transport passes through untouched', async () => {
  const { client } = clientBefore(scripted(new RangeError('a mistake of ours')));
  await expect(client.send(REQUEST)).rejects.toThrow(RangeError);
});

test('Retry-After is honoured, in seconds and as a date, by every request that waits', async () => {
  const { clock } = clientBefore(scripted(answer(200)));
  const date = new Date(clock.now() + 7000).toUTCString();
  for (const [header, wait] of [
    ['7', 7000],
    [date, 7000],
    ['0', 0],
    ['3600', 60_000],
    ['soon', 0],
  ] as const) {
    for (const status of [429, 503]) {
      const transport = scripted(answer(status, '', { 'Retry-After': header }), answer(200));
      const bench = clientBefore(transport, { concurrency: 2 });
      await Promise.all([bench.client.send(REQUEST), bench.client.send({ ...REQUEST, query: 'limit=2' })]);
      const [, ...retries] = bench.recordings
        .filter(({ sequence }) => sequence !== 2)
        .map(({ startedAt }) => startedAt);
      expect(Math.min(...retries) - 1_700_000_000_000).toBeGreaterThanOrEqual(wait);
    }
  }
});

test('waits grow twofold and stay within their half', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempts, at) => {
        const whole = Math.min(10_000, 250 * 2 ** (attempts - 1));
        const wait = backoff(attempts, () => at);
        expect(wait).toBeGreaterThanOrEqual(whole / 2);
        expect(wait).toBeLessThanOrEqual(whole);
      },
    ),
  );
});

test('any text of Retry-After asks for a wait between nothing and a minute', () => {
  const dates = fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2100-01-01') });
  const texts = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    dates.map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const wait = retryAfter(text, Date.UTC(2024, 0, 1));
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(60_000);
    }),
  );
  expect(retryAfter('99999999999999999999', 0)).toBe(60_000);
  expect(retryAfter('-5', 0)).toBe(0);
  expect(retryAfter('2.5', 0)).toBe(0);
  expect(retryAfter('Thu, 99 Jan 1970 00:00:09 GMT', 0)).toBe(0);
});

test('a reset is noise whether or not anything was answered before', () => {
  expect(noiseOfFailure('reset', false)).toBe('reset');
  expect(noiseOfFailure('reset', true)).toBe('reset');
});
