import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { Pace } from '../../src/client/pace.ts';
import { Semaphore } from '../../src/client/semaphore.ts';
import { Unanswered } from '../../src/client/unanswered.ts';
import { answer, clientBefore, PATH } from './deployments.ts';
import { VirtualClock } from './virtual-clock.ts';

function sendAll(client: ReturnType<typeof clientBefore>['client'], count: number) {
  return Promise.all(Array.from({ length: count }, (_, n) => client.send({ path: PATH, query: `n=${n}` })));
}

test('requests leave evenly spread at the rate, whatever the deployment takes to answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }),
      async (rate, concurrency, latencies) => {
        const clock = new VirtualClock();
        const starts: number[] = [];
        const transport = inProcessTransport({
          answer: async () => {
            starts.push(clock.now());
            await clock.sleep(latencies[starts.length - 1] ?? 0);
            return answer(200);
          },
        });
        const { client } = clientBefore(transport, { rate, concurrency }, clock);
        await sendAll(client, latencies.length);
        for (const [n, start] of starts.entries()) {
          const earlier = starts[n - 1];
          if (earlier !== undefined) expect(start - earlier).toBeGreaterThan(1000 / rate - 0.01);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a rate that the deployment can keep up with is used in full', async () => {
  const clock = new VirtualClock();
  const transport = inProcessTransport({ answer: () => clock.sleep(150).then(() => answer(200)) });
  const { client } = clientBefore(transport, { rate: 50, concurrency: 8 }, clock);
  const started = clock.now();
  await sendAll(client, 101);
  expect(clock.now() - started).toBeCloseTo(2000 + 150, 3);
});

test('never more requests under way than the concurrency, in the order of asking', async () => {
  const request = fc.record({
    pause: fc.integer({ min: 0, max: 40 }),
    latency: fc.integer({ min: 1, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(request, { minLength: 1, maxLength: 40 }),
      async (concurrency, requests) => {
        const clock = new VirtualClock();
        const order: string[] = [];
        let underWay = 0;
        let most = 0;
        const transport = inProcessTransport({
          answer: async ({ target }) => {
            order.push(target);
            underWay += 1;
            most = Math.max(most, underWay);
            await clock.sleep(requests[order.length - 1]?.latency ?? 1);
            underWay -= 1;
            return answer(200);
          },
        });
        const { client } = clientBefore(transport, { concurrency }, clock);
        const sendings: Promise<unknown>[] = [];
        for (const [n, { pause }] of requests.entries()) {
          if (pause > 20) await clock.sleep(pause);
          sendings.push(client.send({ path: PATH, query: `n=${n}` }));
        }
        await Promise.all(sendings);
        expect(most).toBeLessThanOrEqual(concurrency);
        expect(order).toEqual(requests.map((_, n) => `${PATH}?n=${n}`));
      },
    ),
  );
});

test('the concurrency allowed is used in full', async () => {
  const clock = new VirtualClock();
  const transport = inProcessTransport({ answer: () => clock.sleep(100).then(() => answer(200)) });
  const { client } = clientBefore(transport, { concurrency: 5 }, clock);
  const started = clock.now();
  await sendAll(client, 50);
  expect(clock.now() - started).toBe(1000);
});

test('a failing request gives its place to the next', async () => {
  const { client } = clientBefore(inProcessTransport({ answer: () => answer(503) }), {
    allowance: { attempts: 1 },
  });
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map((n) => client.send({ path: PATH, query: `n=${n}` })),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(client.sent).toBe(3);
});

/** A deployment that answers 429 beyond `rate` requests a second, with a bucket of `burst`. */
function throttled(clock: VirtualClock, rate: number, burst: number) {
  let tokens = burst;
  let at = clock.now();
  return inProcessTransport({
    answer: async () => {
      tokens = Math.min(burst, tokens + ((clock.now() - at) * rate) / 1000);
      at = clock.now();
      await clock.sleep(20);
      if (tokens < 1) return answer(429);
      tokens -= 1;
      return answer(200);
    },
  });
}

test('a throttled deployment is read to the end, only more slowly', async () => {
  for (const [allowed, burst, concurrency, rate] of [
    [5, 5, 8, undefined],
    [5, 1, 8, 50],
    [50, 10, 16, undefined],
    [2, 2, 4, 100],
  ] as const) {
    const clock = new VirtualClock();
    const transport = throttled(clock, allowed, burst);
    const { client } = clientBefore(
      transport,
      { concurrency, ...(rate === undefined ? {} : { rate }) },
      clock,
    );
    const started = clock.now();
    await sendAll(client, 1000);
    const seconds = (clock.now() - started) / 1000;
    expect(client.noise['429'], `${allowed}/s`).toBeGreaterThan(0);
    expect(client.noise['429'], `${allowed}/s`).toBeLessThan(200);
    expect(seconds, `${allowed}/s`).toBeLessThan((1000 / allowed) * 2);
  }
});

test('throttles at random slow a run by a small factor only', async () => {
  for (const [perThousand, headers] of [
    [0, {}],
    [30, {}],
    [30, { 'Retry-After': '0' }],
    [50, {}],
  ] as const) {
    for (const seed of [1, 2, 3]) {
      const clock = new VirtualClock();
      const random = randomFrom(seed);
      const transport = inProcessTransport({
        answer: async () => {
          await clock.sleep(20);
          const drawn = random() * 1000;
          if (drawn < perThousand) return answer(429, '', headers);
          return answer(drawn < 1.5 * perThousand ? 503 : 200);
        },
      });
      const { client } = clientBefore(transport, { concurrency: 8 }, clock);
      const started = clock.now();
      await sendAll(client, 1500);
      const unthrottled = (1500 / 8) * 20;
      expect(client.noise['429']).toBeGreaterThanOrEqual(perThousand);
      expect(clock.now() - started, `${perThousand} of a thousand, seed ${seed}`).toBeLessThan(
        4 * unthrottled,
      );
    }
  }
});

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a deployment that throttles at 150 a second and says how long to wait is read to the end', async () => {
  const clock = new VirtualClock();
  let [left, at] = [150, clock.now()];
  const transport = inProcessTransport({
    answer: async () => {
      left = Math.min(150, left + ((clock.now() - at) * 150) / 1000);
      at = clock.now();
      await clock.sleep(2);
      if (left < 1) return answer(429, '', { 'Retry-After': '1' });
      left -= 1;
      return answer(200);
    },
  });
  const { client, recordings } = clientBefore(transport, { concurrency: 8 }, clock);
  const started = clock.now();
  await sendAll(client, 1530);
  expect(client.noise['429']).toBeGreaterThan(0);
  expect(client.noise['429']).toBeLessThan(60);
  expect((clock.now() - started) / 1000).toBeLessThan((1530 / 150) * 3);
  const throttled = recordings.filter(({ noise }) => noise === '429');
  for (const { startedAt, milliseconds } of throttled) {
    const told = startedAt + milliseconds;
    const within = recordings.filter(({ startedAt: at }) => at > told && at < told + 1000);
    expect(within).toHaveLength(0);
  }
});

/** A pace that has given more turns than are due, so that the rate holds requests up. */
async function busyPace(clock: VirtualClock, rate: number): Promise<Pace> {
  const pace = new Pace(clock, rate);
  await Promise.all([pace.turn(), pace.turn()]);
  return pace;
}

test('throttles upon each other halve the rate, once for all that were under way; one apart slows a little', async () => {
  const clock = new VirtualClock();
  const pace = await busyPace(clock, 100);
  const sentAt = clock.now() - 1;
  pace.throttled(sentAt);
  expect(pace.rate).toBe(50);
  for (let n = 0; n < 7; n += 1) pace.throttled(sentAt);
  expect(pace.rate).toBe(50);
  for (let n = 0; n < 1000; n += 1) pace.answered();
  expect(pace.rate).toBe(100);
  expect(pace.slowedTo).toBeUndefined();

  pace.throttled(clock.now());
  expect(pace.rate).toBe(85);
  expect(pace.slowedTo).toBe(85);
  pace.throttled(clock.now() - 1);
  expect(pace.rate).toBe(85);
  pace.throttled(clock.now() - 1);
  expect(pace.rate).toBe(50);
});

test('a slowed rate is regained sooner where the deployment did not say how long to wait', async () => {
  const clock = new VirtualClock();
  const [told, untold] = [await busyPace(clock, 100), await busyPace(clock, 100)];
  told.throttled(clock.now(), true);
  untold.throttled(clock.now());
  const regained = (pace: Pace) => {
    let answers = 0;
    for (; pace.rate < 100; answers += 1) pace.answered();
    return answers;
  };
  expect(regained(told)).toBeGreaterThan(200);
  expect(regained(untold)).toBeLessThan(80);
});

test('a rate that nobody waits for is not raised', () => {
  const clock = new VirtualClock();
  const pace = new Pace(clock, 100);
  pace.throttled(clock.now());
  for (let n = 0; n < 100; n += 1) pace.answered();
  expect(pace.rate).toBe(50);
});

test('the pace never drops below a request a second, unless less is allowed', () => {
  for (const [allowed, slowest] of [
    [10, 1],
    [0.5, 0.5],
  ] as const) {
    const clock = new VirtualClock();
    const pace = new Pace(clock, allowed);
    for (let n = 0; n < 50; n += 1) pace.throttled(clock.now());
    expect(pace.rate).toBe(slowest);
  }
});

test('a rate or a concurrency that makes no sense is refused', () => {
  for (const rate of [0, -1, Number.NaN])
    expect(() => new Pace(new VirtualClock(), rate)).toThrow(RangeError);
  for (const permits of [0, -1, 1.5, Number.NaN]) expect(() => new Semaphore(permits)).toThrow(RangeError);
});

test('closing ends those who wait for their turn, for a retry or for an answer', async () => {
  const clock = new VirtualClock();
  const transport = inProcessTransport({
    answer: ({ target }) => answer(target.endsWith('n=0') ? 200 : 503, '', { 'Retry-After': '60' }),
  });
  const { client } = clientBefore(transport, { rate: 1, concurrency: 2 }, clock);
  const outcomes = Promise.allSettled(
    [0, 1, 2, 3, 4].map((n) => client.send({ path: PATH, query: `n=${n}` })),
  );
  await clock.sleep(5000);
  await client.close();
  const [first, ...others] = await outcomes;
  expect(first?.status).toBe('fulfilled');
  expect(others).toHaveLength(4);
  for (const outcome of others) {
    expect(outcome.status === 'rejected' && outcome.reason instanceof Unanswered).toBe(true);
  }
  expect(clock.now() - 1_700_000_000_000).toBeLessThan(6000);
});
