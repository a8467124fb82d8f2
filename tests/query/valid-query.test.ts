import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Ask } from '../../src/contract/operation.ts';
import { parseTime } from '../../src/contract/time.ts';
import { decodeText, type WireQuery, writeQuery } from '../../src/contract/wire.ts';
import { validQuery } from '../../src/query/valid-query.ts';
import { windowOf } from '../../src/query/window.ts';
import { contract, contractAfter, contractWithLimit, pools } from './contracts.ts';
import { RUNS } from './runs.ts';

const { limit, offset, window } = contract.operation;
const queries = validQuery(contract, pools).map(contract.operation.write);

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
  const sample = fc.sample(validQuery(contract, pools.slice(0, 1)).map(contract.operation.write), RUNS);
  for (const { name, required } of contract.operation.parameters) {
    const present = textsOf(sample, name).filter((text) => text !== undefined).length;
    expect(present, name).toBeGreaterThan(sample.length / 8);
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
    .flatMap((query) => windowOf(contract.operation, query) ?? []);
  const widths = windows.map(({ begin, end }) => (parseTime(end) ?? 0) - (parseTime(begin) ?? 0));
  expect(Math.min(...widths)).toBe(1);
  for (const known of pools[0].instants) {
    expect(windows.some(({ begin }) => parseTime(begin) === known)).toBe(true);
    expect(windows.some(({ end }) => parseTime(end) === known)).toBe(true);
  }
  expect(windows.some(({ begin, end }) => end < begin)).toBe(true);
});

test('a counterexample keeps nothing that it can do without', () => {
  const instance = `instance_id=${pools[0].instance}`;
  expect(smallest(() => true)).toBe(instance);
  expect(smallest((query) => numberIn(query, 'limit') >= 1)).toBe(`${instance}&limit=1`);
  expect(smallest((query) => numberIn(query, 'limit') >= 37)).toBe(`${instance}&limit=37`);
  expect(smallest((query) => numberIn(query, 'offset') > 0)).toBe(`${instance}&offset=1`);
  expect(smallest((query) => textsOf([query], 'begin_time')[0] !== undefined)).toBe(
    `${instance}&begin_time=1970-01-02T00%3A00%3A00%2B0000&end_time=2099-12-30T00%3A00%3A00%2B0000`,
  );
});

test('each part is given or absent on demand', () => {
  const parts = ['id', 'filters', 'window', 'offset', 'limit'] as const;
  for (const part of parts) {
    const given = fc.sample(validQuery(contract, pools.slice(0, 1), { [part]: 'given' }), RUNS);
    const absent = fc.sample(validQuery(contract, pools, { [part]: 'absent' }), RUNS);
    expect(given.filter((query) => query[part] === undefined)).toEqual([]);
    expect(absent.filter((query) => query[part] !== undefined)).toEqual([]);
  }
});

test('without known rows no query names a backup', () => {
  const sample = fc.sample(validQuery(contract, pools.slice(1)), RUNS);
  expect(sample.every(({ id }) => id === undefined)).toBe(true);
});

test('a query that names a backup asks for nothing that the backup does not have', () => {
  const byId = validQuery(contract, pools, { id: 'given' });
  const isConsistent = fc.property(byId, ({ id, filters = {}, window }) => {
    const row = pools[0].rows.find((each) => each.id === id);
    expect(row?.filters).toMatchObject(filters);
    if (window === undefined || row === undefined) return;
    expect(parseTime(window.begin)).toBeLessThan(row.times?.from ?? 0);
    expect(parseTime(window.end)).toBeGreaterThan(row.times?.to ?? 0);
  });
  fc.assert(isConsistent, RUNS);
});

test('a query written down by hand shrinks as a random one does', () => {
  const start = {
    instance: pools[1]?.instance ?? '',
    filters: { backup_type: 'manual' },
    window: { begin: '2018-08-06T12:41:14+0800', end: '2018-08-07T12:41:14+0800' },
    offset: 40,
    limit: 43,
  };
  const smallestFrom = (wanted: (query: Ask) => boolean) =>
    fc.check(
      fc.property(validQuery(contract, pools), (query) => !wanted(query)),
      { ...RUNS, examples: [[start]], numRuns: 1 },
    ).counterexample?.[0];
  const { instance } = pools[0];
  expect(smallestFrom(() => true)).toEqual({ instance });
  expect(smallestFrom((query) => (query.limit ?? 0) > 20)).toEqual({ instance, limit: 21 });
  expect(smallestFrom((query) => query.filters?.backup_type === 'manual')).toEqual({
    instance,
    filters: { backup_type: 'manual' },
  });
});

const extended = contractAfter((parameters) => {
  parameters.splice(
    2,
    0,
    { name: 'sort', in: 'query', schema: { type: 'string', enum: ['asc', 'desc'] } },
    { name: 'region', in: 'query', required: true, schema: { type: 'string' }, example: 'eu-de' },
  );
});

test('a parameter that the document gains travels in queries; a required one in every query', () => {
  const sample = fc.sample(validQuery(extended, pools), RUNS).map(extended.operation.write);
  expect(new Set(textsOf(sample, 'sort'))).toEqual(new Set([undefined, 'asc', 'desc']));
  expect(new Set(textsOf(sample, 'region'))).toEqual(new Set(['eu-de']));
  expect(sample.every((query) => extended.judgeQuery(query).kind === 'valid')).toBe(true);
  const plain = extended.operation.write({ instance: 'i' });
  expect(writeQuery(plain)).toBe('instance_id=i&region=eu-de');
});

test('a parameter that no query could give a value is an error that names it', () => {
  const without = () => {
    contractAfter((parameters) =>
      parameters.push({ name: 'cursor', in: 'query', schema: { type: 'string' } }),
    );
  };
  expect(without).toThrow(/parameter cursor of the contract has no enum, format, default or example/);
});

test('a smaller maximum in the document is the largest limit drawn', () => {
  const smaller = contractWithLimit(50);
  const limits = fc.sample(validQuery(smaller, pools), RUNS).map((query) => query.limit ?? Number.NaN);
  const drawn = limits.filter((value) => !Number.isNaN(value));
  expect(Math.max(...drawn)).toBe(50);
  expect(drawn).toContain(49);
});
