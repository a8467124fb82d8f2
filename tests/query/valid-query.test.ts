import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { parseTime } from '../../src/contract/time.ts';
import { decodeText, type WireQuery, writeQuery } from '../../src/contract/wire.ts';
import { validQuery } from '../../src/query/valid-query.ts';
import { windowOf } from '../../src/query/window.ts';
import { contract, contractWithLimit, pools } from './contracts.ts';
import { RUNS } from './runs.ts';

const { limit, offset, window } = contract.operation;
const queries = validQuery(contract, pools);

const textsOf = (sample: readonly WireQuery[], name: string) =>
  sample.map((query) => query.find((pair) => pair.name === name)?.text);
const numberIn = (query: WireQuery, name: string) =>
  Number(query.find((pair) => pair.name === name)?.text ?? Number.NaN);

/** The smallest query that the arbitrary knows to satisfy `wanted`. */
function smallest(wanted: (query: WireQuery) => boolean): string {
  const found = fc.check(
    fc.property(queries, (query) => !wanted(query)),
    { ...RUNS, numRuns: 5000 },
  );
  return writeQuery(found.counterexample?.[0] ?? []);
}

test('the contract finds no fault with any query', () => {
  const valid = fc.property(queries, (query) => {
    expect(contract.judgeQuery(query)).toMatchObject({ kind: 'valid', faults: [] });
  });
  fc.assert(valid, RUNS);
});

test('every optional parameter is present in some queries and absent in others', () => {
  const sample = fc.sample(queries, RUNS);
  for (const { name, required } of contract.operation.parameters) {
    const present = textsOf(sample, name).filter((text) => text !== undefined).length;
    expect(present, name).toBeGreaterThan(sample.length / 4);
    expect(present === sample.length, name).toBe(required);
  }
});

test('bounds, totals and their neighbours, and every zone are drawn', () => {
  const sample = fc.sample(queries, RUNS);
  expect(textsOf(sample, limit.parameter)).toEqual(expect.arrayContaining(['1', '2', '99', '100']));
  expect(textsOf(sample, offset.parameter)).toEqual(
    expect.arrayContaining(['0', '1', '6', '7', '8', '249', '250', '251', '2147483647', '2147483648']),
  );
  const zones = textsOf(sample, window.begin).map((text) => decodeText(text ?? '')?.slice(-5));
  expect(zones).toEqual(
    expect.arrayContaining(['+0000', '+0800', '+0530', '+0545', '-0330', '+1400', '-1200']),
  );
});

test('windows touch known instants, are one second wide, and have texts that sort against their instants', () => {
  const windows = fc
    .sample(queries, { ...RUNS, numRuns: 2000 })
    .flatMap((query) => windowOf(contract, query) ?? []);
  const widths = windows.map(({ begin, end }) => (parseTime(end) ?? 0) - (parseTime(begin) ?? 0));
  expect(Math.min(...widths)).toBe(1);
  for (const known of pools.instants ?? []) {
    expect(windows.some(({ begin }) => parseTime(begin) === known)).toBe(true);
    expect(windows.some(({ end }) => parseTime(end) === known)).toBe(true);
  }
  expect(windows.some(({ begin, end }) => end < begin)).toBe(true);
});

test('a counterexample keeps nothing that it can do without', () => {
  const instance = `instance_id=${pools.instances[0]}`;
  expect(smallest(() => true)).toBe(instance);
  expect(smallest((query) => numberIn(query, 'limit') >= 1)).toBe(`${instance}&limit=1`);
  expect(smallest((query) => numberIn(query, 'limit') >= 37)).toBe(`${instance}&limit=37`);
  expect(smallest((query) => numberIn(query, 'offset') > 0)).toBe(`${instance}&offset=1`);
  expect(smallest((query) => textsOf([query], 'begin_time')[0] !== undefined)).toBe(
    `${instance}&begin_time=1970-01-01T00%3A00%3A00%2B0000&end_time=1970-01-01T00%3A00%3A01%2B0000`,
  );
});

test('a window is given or absent on demand', () => {
  const has = (query: WireQuery) => windowOf(contract, query) !== undefined;
  expect(fc.sample(validQuery(contract, pools, 'given'), RUNS).every(has)).toBe(true);
  expect(fc.sample(validQuery(contract, pools, 'absent'), RUNS).some(has)).toBe(false);
});

test('without known ids no query names one', () => {
  const sample = fc.sample(validQuery(contract, { instances: pools.instances }), RUNS);
  expect(textsOf(sample, contract.operation.id.parameter).every((text) => text === undefined)).toBe(true);
});

test('a smaller maximum in the document is the largest limit drawn', () => {
  const smaller = contractWithLimit(50);
  const limits = fc.sample(validQuery(smaller, pools), RUNS).map((query) => numberIn(query, limit.parameter));
  const drawn = limits.filter((value) => !Number.isNaN(value));
  expect(Math.max(...drawn)).toBe(50);
  expect(drawn).toContain(49);
});
