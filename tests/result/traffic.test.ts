/** Counts of requests by latency and by second. */
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../src/client/exchange.ts';
import { addTraffic, quantile, shownTraffic, TrafficCount } from '../../src/result/traffic.ts';
import { replyTo } from './values.ts';

function counted(exchanges: readonly (readonly [startedAt: number, milliseconds: number])[]) {
  const count = new TrafficCount();
  for (const [startedAt, milliseconds] of exchanges) {
    const exchange: Exchange = { ...replyTo('a=b', 200, '{}').exchange, startedAt, milliseconds };
    count.note(exchange);
  }
  return count.traffic;
}

test('processes add up, whoever counted what', () => {
  const parts = [
    counted([
      [5000, 1],
      [5999, 3],
    ]),
    counted([[7100, 3]]),
    undefined,
  ];
  const shown = shownTraffic(addTraffic(parts));
  expect(shown?.slots).toEqual({ seconds: 1, requests: [2, 0, 1] });
  expect(shown?.latency.map(({ requests }) => requests)).toEqual([1, 2]);
  expect(shown).toEqual(
    shownTraffic(
      counted([
        [7100, 3],
        [5999, 3],
        [5000, 1],
      ]),
    ),
  );
  expect(shownTraffic(addTraffic([]))).toBeUndefined();
});

test('an answer stands on the rung that it just stayed within', () => {
  for (const milliseconds of [0, 0.05, 1, 1.01, 7, 250, 31_000]) {
    const [rung] = shownTraffic(counted([[0, milliseconds]]))?.latency ?? [];
    expect(rung?.upTo).toBeGreaterThanOrEqual(milliseconds * 0.999);
    expect(rung?.upTo).toBeLessThanOrEqual(Math.max(0.0625, milliseconds * 1.19));
  }
});

test('a long run is cut into slots of many seconds, and none of its requests is lost', () => {
  const hours = Array.from({ length: 3000 }, (_, place) => [place * 5000, 2] as const);
  const shown = shownTraffic(counted(hours));
  expect(shown?.slots.requests.length).toBeLessThanOrEqual(240);
  expect(shown?.slots.requests.reduce((sum, each) => sum + each, 0)).toBe(3000);
});

test('quantiles are told from the rungs', () => {
  const latency = [
    { upTo: 1, requests: 90 },
    { upTo: 8, requests: 9 },
    { upTo: 64, requests: 1 },
  ];
  expect([50, 90, 95, 99, 100].map((share) => quantile(latency, share))).toEqual([1, 1, 8, 8, 64]);
  expect(quantile([], 50)).toBeUndefined();
});
