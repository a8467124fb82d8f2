import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { parseTime } from '../../src/contract/time.ts';
import { decodeText, type WireQuery, writeQuery } from '../../src/contract/wire.ts';
import { type BrokenQuery, breaks, invalidQuery } from '../../src/query/invalid-query.ts';
import { validQuery } from '../../src/query/valid-query.ts';
import { windowOf } from '../../src/query/window.ts';
import { contract, contractWithLimit, pools } from './contracts.ts';
import { RUNS } from './runs.ts';

const { operation } = contract;
const plain = operation.write({ instance: 'i' });
const windowed = operation.write({
  instance: 'i',
  window: { begin: '2018-08-06T10:41:14+0800', end: '2020-02-29T10:41:14+0530' },
});

const textsFor = (all: readonly BrokenQuery[], parameter: string, constraint?: string) =>
  all
    .filter(
      ({ fault }) => fault.parameter === parameter && (constraint ?? fault.constraint) === fault.constraint,
    )
    .flatMap(({ query }) => query.filter(({ name }) => name === parameter).map(({ text }) => text));

/** Parameters whose presence or text differs between two queries that repeat none. */
function differences(one: WireQuery, other: WireQuery): readonly string[] {
  const textIn = (query: WireQuery, name: string) => query.find((pair) => pair.name === name)?.text;
  const names = new Set([...one, ...other].map(({ name }) => name));
  return [...names].filter((name) => textIn(one, name) !== textIn(other, name));
}

/** How the contract sees a break otherwise than it names itself; undefined where they agree. */
function disagreement({ base, query, fault }: BrokenQuery): string | undefined {
  const { kind, faults } = contract.judgeQuery(query);
  const [only, ...others] = faults;
  const agrees =
    kind === (fault.level === 'MUST' ? 'invalid' : 'discouraged') &&
    others.length === 0 &&
    only?.parameter === fault.parameter &&
    only.constraint === fault.constraint &&
    only.level === fault.level &&
    contract.judgeQuery(base).kind === 'valid';
  return agrees ? undefined : `${writeQuery(query)} (${fault.says}) is ${kind}: ${JSON.stringify(faults)}`;
}

test('the contract finds in every break the fault it names, and no other', () => {
  const bases = [
    plain,
    windowed,
    ...fc.sample(validQuery(contract, pools).map(operation.write), { ...RUNS, numRuns: 50 }),
  ];
  const broken = bases.flatMap((base) => breaks(contract, base));
  expect(broken.length).toBeGreaterThan(80 * bases.length);
  expect(broken.flatMap((each) => disagreement(each) ?? [])).toEqual([]);
});

test('the contract finds in every random break the fault it names, and no other', () => {
  // A plain comparison: an `expect` in each of so many runs would take most of the time.
  const agreed = fc.property(invalidQuery(contract, pools), (broken) => {
    const other = disagreement(broken);
    if (other !== undefined) throw new Error(other);
  });
  fc.assert(agreed, { ...RUNS, numRuns: 5000 });
});

test('a break differs from its base in the presence or the text of one parameter', () => {
  const inOnePlace = ({ base, query }: BrokenQuery) => {
    expect(differences(base, query)).toHaveLength(1);
    expect(Math.abs(base.length - query.length)).toBeLessThanOrEqual(1);
  };
  [...breaks(contract, plain), ...breaks(contract, windowed)].forEach(inOnePlace);
  fc.assert(fc.property(invalidQuery(contract, pools), inOnePlace), RUNS);
});

test('a counterexample is the plainest query that breaks its constraint by the least', () => {
  const smallest = (parameter: string, constraint: string) => {
    const named = fc.property(
      invalidQuery(contract, pools),
      ({ fault }) => fault.parameter !== parameter || fault.constraint !== constraint,
    );
    const broken = fc.check(named, { ...RUNS, numRuns: 5000 }).counterexample?.[0];
    return broken === undefined ? undefined : writeQuery(broken.query);
  };
  const instance = `instance_id=${pools[0].instance}`;
  expect(smallest('limit', 'maximum')).toBe(`${instance}&limit=101`);
  expect(smallest('offset', 'minimum')).toBe(`${instance}&offset=-1`);
  expect(smallest('instance_id', 'required')).toBe('');
  const epoch = '1970-01-02T00%3A00%3A00%2B0000';
  expect(smallest('backup_type', 'enum')).toBe(`${instance}&backup_type=full`);
  expect(smallest('end_time', 'order')).toBe(`${instance}&begin_time=${epoch}&end_time=${epoch}`);
  expect(smallest('end_time', 'format')).toBe(
    `${instance}&begin_time=${epoch}&end_time=2101-12-30T00%3A00%3A00`,
  );
});

test('no break of a base stands in the list twice', () => {
  const texts = breaks(contract, windowed).map(({ query }) => writeQuery(query));
  expect(new Set(texts).size).toBe(texts.length);
});

/** What the document demands of each parameter, told from its text alone. */
function demands(): readonly string[] {
  const listed = contract.document.paths?.[operation.pathTemplate]?.get?.parameters ?? [];
  return listed.flatMap((parameter) => {
    if (!('in' in parameter) || parameter.in !== 'query') return [];
    const { name, required, schema } = parameter;
    const type = schema !== undefined && 'type' in schema ? schema : undefined;
    const keywords = ['minimum', 'maximum'].filter((keyword) => Object.hasOwn(type ?? {}, keyword));
    return [
      ...(required === true ? ['required'] : []),
      ...keywords,
      ...(type?.type === 'integer' ? ['number', 'integer', 'spelling'] : []),
    ].map((constraint) => `${name} ${constraint}`);
  });
}

test('every constraint in the document is broken', () => {
  const expected = [
    ...demands(),
    ...operation.parameters.flatMap(({ name, enum: values }) =>
      values === undefined ? [] : [`${name} enum`],
    ),
    ...[operation.window.begin, operation.window.end].flatMap((name) =>
      ['format', 'calendar', 'spelling', 'pair'].map((c) => `${name} ${c}`),
    ),
    `${operation.window.end} order`,
    `${operation.instance} empty`,
  ];
  expect(demands()).toContain('limit maximum');
  const named = (all: readonly BrokenQuery[]) =>
    new Set(all.map(({ fault }) => `${fault.parameter} ${fault.constraint}`));
  expect([...named(breaks(contract, windowed))].sort()).toEqual([...expected].sort());
  const random = fc.sample(invalidQuery(contract, pools), { ...RUNS, numRuns: 3000 });
  expect([...named(random)].sort()).toEqual([...expected].sort());
});

test('limits and offsets are broken by one, by a lot, at the edges of 32 and 64 bits, and by sign', () => {
  const all = breaks(contract, plain);
  expect(textsFor(all, 'limit', 'maximum')).toEqual(
    expect.arrayContaining([
      '101',
      '1000',
      '2147483647',
      '2147483648',
      '4294967297',
      '9223372036854775807',
      '18446744073709551617',
    ]),
  );
  expect(textsFor(all, 'limit', 'minimum')).toEqual(
    expect.arrayContaining(['0', '-1', '-100', '-4294967295']),
  );
  expect(textsFor(all, 'offset', 'minimum')).toEqual(
    expect.arrayContaining(['-1', '-2147483648', '-9223372036854775808']),
  );
  expect(all.find(({ query }) => writeQuery(query).endsWith('limit=101'))?.fault.says).toBe(
    'limit is 101, the maximum is 100',
  );
});

test('spellings travel exactly as named', () => {
  const all = breaks(contract, plain);
  expect(textsFor(all, 'limit', 'number')).toEqual(
    expect.arrayContaining(['ten', '10abc', '10.5', '%20', 'null', 'NaN', '10L', '10d']),
  );
  expect(textsFor(all, 'limit', 'integer')).toEqual(
    expect.arrayContaining(['true', '10%2C10', '1%200', '!10', '10%3B']),
  );
  expect(textsFor(all, 'limit', 'spelling')).toEqual(
    expect.arrayContaining(['0x0a', '%2B10', '%2010', '%D9%A1%D9%A0', '1e1', '+10', '1_0', '10%00']),
  );
  expect(textsFor(all, 'backup_type')).toEqual(
    expect.arrayContaining(['full', 'AUTO', 'Auto', 'autos', 'auto%20', '%20auto', 'INCREMENTAL']),
  );
  expect(textsFor(all, 'instance_id')).toEqual(['']);
});

test('wrong times lie outwards of the window, so that a lenient reading of them leaves it in order', () => {
  const wrong = breaks(contract, windowed).filter(({ fault }) => fault.constraint === 'calendar');
  const { begin, end } = windowOf(operation, windowed) ?? { begin: '', end: '' };
  for (const { query, fault } of wrong) {
    const text = decodeText(query.find(({ name }) => name === fault.parameter)?.text ?? '') ?? '';
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
    const rolledOver = Date.UTC(year, month - 1, day, hour, minute) / 1000;
    if (fault.parameter === operation.window.begin)
      expect(rolledOver + 86_400).toBeLessThan(parseTime(begin) ?? 0);
    else expect(rolledOver - 86_400).toBeGreaterThan(parseTime(end) ?? 0);
  }
  expect(wrong).toHaveLength(28);
});

test('the pair is broken by reversal, by equality of text and of instant, and by texts that sort against instants', () => {
  const pairs = breaks(contract, windowed)
    .filter(({ fault }) => fault.constraint === 'order')
    .flatMap(({ query }) => windowOf(operation, query) ?? [])
    .map(({ begin, end }) => ({ begin, end, seconds: (parseTime(end) ?? 0) - (parseTime(begin) ?? 0) }));
  expect(pairs.some(({ begin, end }) => begin === end)).toBe(true);
  expect(pairs.some(({ begin, end, seconds }) => end > begin && seconds === 0)).toBe(true);
  expect(pairs.some(({ seconds }) => seconds === -1)).toBe(true);
  expect(pairs.some(({ begin, end, seconds }) => end > begin && seconds < 0)).toBe(true);
  expect(pairs.every(({ seconds }) => seconds <= 0)).toBe(true);
});

test('a smaller maximum in the document moves the breaks', () => {
  const smaller = contractWithLimit(50);
  const all = breaks(smaller, plain);
  expect(textsFor(all, 'limit', 'maximum')).toEqual(expect.arrayContaining(['51', '500']));
  expect(all.find(({ query }) => writeQuery(query).endsWith('limit=51'))?.fault.says).toBe(
    'limit is 51, the maximum is 50',
  );
  expect(smaller.judgeQuery([...plain, { name: 'limit', text: '51' }]).kind).toBe('invalid');
  const random = fc.sample(invalidQuery(smaller, pools), RUNS);
  expect(random.filter(({ query }) => smaller.judgeQuery(query).kind === 'valid')).toEqual([]);
});
