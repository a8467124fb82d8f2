import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { loadContract } from '../../src/contract/contract.ts';
import { writeTime } from '../../src/contract/time.ts';
import { readQuery, writeQuery } from '../../src/contract/wire.ts';
import { CERTAIN_YEARS } from '../../src/contract/years.ts';

const contract = loadContract();
const { operation } = contract;

/** The kind of a query and its faults, each as `LEVEL parameter constraint`. */
function judged(query: string): readonly string[] {
  const { kind, faults } = contract.judgeQuery(readQuery(query));
  return [kind, ...faults.map(({ level, parameter, constraint }) => `${level} ${parameter} ${constraint}`)];
}

/** What follows `instance_id=a&`, and what is said of it. */
type Table = readonly (readonly [string, ...string[]])[];

const NUMBERS: Table = [
  ['limit=1', 'valid'],
  ['limit=100', 'valid'],
  ['limit=%35', 'valid'],
  ['%6Cimit=5', 'valid'],
  ['limit=0', 'invalid', 'MUST limit minimum'],
  ['limit=101', 'invalid', 'MUST limit maximum'],
  ['limit=-1', 'invalid', 'MUST limit minimum'],
  ['limit=-05', 'invalid', 'MUST limit minimum'],
  ['limit=2147483648', 'invalid', 'MUST limit maximum'],
  ['limit=99999999999999999999', 'invalid', 'MUST limit maximum'],
  ['limit=ten', 'invalid', 'MUST limit number'],
  ['limit=10abc', 'invalid', 'MUST limit number'],
  ['limit=1.5', 'invalid', 'MUST limit number'],
  ['limit=1e-1', 'invalid', 'MUST limit number'],
  ['limit=%20', 'invalid', 'MUST limit number'],
  ['limit=%09%0A', 'invalid', 'MUST limit number'],
  ['limit=+', 'invalid', 'MUST limit number'],
  ['limit=-', 'invalid', 'MUST limit number'],
  ['limit=--5', 'invalid', 'MUST limit integer'],
  ['limit=1,2', 'invalid', 'MUST limit integer'],
  ['limit=1,000', 'invalid', 'MUST limit integer'],
  ['limit=1%200', 'invalid', 'MUST limit integer'],
  ['limit=true', 'invalid', 'MUST limit integer'],
  ['limit=%E2%88%925', 'invalid', 'MUST limit integer'],
  ['limit=10L', 'invalid', 'MUST limit number'],
  ['limit=1_0', 'discouraged', 'SHOULD limit spelling'],
  ['limit=0b1010', 'discouraged', 'SHOULD limit spelling'],
  ['limit=10%00', 'discouraged', 'SHOULD limit spelling'],
  ['limit=null', 'invalid', 'MUST limit number'],
  ['limit=NaN', 'invalid', 'MUST limit number'],
  ['limit=Infinity', 'invalid', 'MUST limit number'],
  ['limit=0x', 'invalid', 'MUST limit number'],
  ['limit=%zz', 'invalid', 'MUST limit number'],
  ['limit=%C2%BD', 'invalid', 'MUST limit number'],
  ['limit=1e1', 'discouraged', 'SHOULD limit spelling'],
  ['limit=1.5E1', 'discouraged', 'SHOULD limit spelling'],
  ['limit=5.', 'discouraged', 'SHOULD limit spelling'],
  ['limit=5.0', 'discouraged', 'SHOULD limit spelling'],
  ['limit=0x0a', 'discouraged', 'SHOULD limit spelling'],
  ['limit=0b101', 'discouraged', 'SHOULD limit spelling'],
  ['limit=+5', 'discouraged', 'SHOULD limit spelling'],
  ['limit=%2B5', 'discouraged', 'SHOULD limit spelling'],
  ['limit=%205', 'discouraged', 'SHOULD limit spelling'],
  ['limit=5%20', 'discouraged', 'SHOULD limit spelling'],
  ['limit=%D9%A3', 'discouraged', 'SHOULD limit spelling'],
  ['limit=%EF%BC%95', 'discouraged', 'SHOULD limit spelling'],
  ['limit=010', 'open', 'OBSERVE limit spelling'],
  ['limit=0101', 'open', 'OBSERVE limit spelling'],
  // No reading of these makes them anything but 0.
  ['limit=00', 'invalid', 'OBSERVE limit spelling', 'MUST limit minimum'],
  ['limit=-0', 'invalid', 'OBSERVE limit spelling', 'MUST limit minimum'],
  ['limit=', 'open', 'OBSERVE limit empty'],
  ['limit', 'open', 'OBSERVE limit empty'],
  ['offset=0', 'valid'],
  ['offset=2147483648', 'valid'],
  ['offset=9223372036854775807', 'valid'],
  ['offset=9223372036854775808', 'open', 'OBSERVE offset extreme'],
  ['offset=-1', 'invalid', 'MUST offset minimum'],
  ['offset=-9223372036854775809', 'invalid', 'MUST offset minimum'],
  ['offset=-0', 'open', 'OBSERVE offset spelling'],
  ['offset=007', 'open', 'OBSERVE offset spelling'],
];

const WORDS: Table = [
  ['backup_type=incremental', 'valid'],
  ['backup_type=Auto', 'invalid', 'MUST backup_type enum'],
  ['backup_type=autos', 'invalid', 'MUST backup_type enum'],
  ['backup_type=auto%20', 'invalid', 'MUST backup_type enum'],
  ['backup_type=auto,manual', 'invalid', 'MUST backup_type enum'],
  ['backup_type=%ff', 'invalid', 'MUST backup_type enum'],
  ['backup_type=', 'open', 'OBSERVE backup_type empty'],
  ['backup_id=anything%20at%20all', 'valid'],
  ['backup_id=', 'open', 'OBSERVE backup_id empty'],
  ['backup_id=%ff', 'open', 'OBSERVE backup_id format'],
  ['status=FAILED', 'open', 'OBSERVE status unknown'],
  ['LIMIT=0', 'open', 'OBSERVE LIMIT unknown'],
];

const REPEATED: Table = [
  ['limit=5&limit=5', 'open', 'OBSERVE limit repeated'],
  ['limit=5&limit=6', 'open', 'OBSERVE limit repeated'],
  ['limit=5&limit=x', 'open', 'OBSERVE limit repeated'],
  ['limit=0&limit=5', 'open', 'OBSERVE limit repeated'],
  ['limit=x&limit=y', 'invalid', 'OBSERVE limit repeated', 'MUST limit number'],
  ['limit=0&limit=0', 'invalid', 'OBSERVE limit repeated', 'MUST limit minimum'],
  ['instance_id=b', 'open', 'OBSERVE instance_id repeated'],
];

const BEGIN = '2018-08-06T10:41:14%2B0800';
const END = '2018-08-16T10:41:14%2B0800';

const WINDOWS: Table = [
  [`begin_time=${BEGIN}&end_time=${END}`, 'valid'],
  [`end_time=${END}&begin_time=${BEGIN}`, 'valid'],
  [`begin_time=${BEGIN}`, 'invalid', 'MUST end_time pair'],
  [`end_time=${END}`, 'invalid', 'MUST begin_time pair'],
  [`begin_time=${END}&end_time=${BEGIN}`, 'invalid', 'MUST end_time order'],
  [`begin_time=${BEGIN}&end_time=${BEGIN}`, 'invalid', 'MUST end_time order'],
  // Texts that sort the other way round than their instants.
  [`begin_time=${BEGIN}&end_time=2018-08-06T02:41:15%2B0000`, 'valid'],
  [`begin_time=2018-08-06T02:41:14%2B0000&end_time=${BEGIN}`, 'invalid', 'MUST end_time order'],
  // Raw plus signs are read as the sample means them, and order is judged through them.
  [
    'begin_time=2018-08-06T10:41:14+0800&end_time=2018-08-16T10:41:14+0800',
    'open',
    'OBSERVE begin_time raw-plus',
    'OBSERVE end_time raw-plus',
  ],
  [
    `begin_time=2018-08-16T10:41:14+0800&end_time=${BEGIN}`,
    'invalid',
    'OBSERVE begin_time raw-plus',
    'MUST end_time order',
  ],
  ['begin_time=2018-08-06T10:41:14+0800', 'invalid', 'OBSERVE begin_time raw-plus', 'MUST end_time pair'],
  [`begin_time=2018-08-06T10:41:14%200800&end_time=${END}`, 'open', 'OBSERVE begin_time raw-plus'],
  [`begin_time=&end_time=${END}`, 'open', 'OBSERVE begin_time empty'],
  [`begin_time=yesterday`, 'invalid', 'MUST begin_time format', 'MUST end_time pair'],
  [`begin_time=2018-08-06T10:41:14Z`, 'invalid', 'OBSERVE begin_time format', 'MUST end_time pair'],
  [`begin_time=${BEGIN}&begin_time=${END}&end_time=${BEGIN}`, 'open', 'OBSERVE begin_time repeated'],
];

/** Begin times that stand beside a sound end time. */
const TIMES: readonly (readonly [string, ...string[]])[] = [
  ['2018-08-06', 'invalid', 'MUST begin_time format'],
  ['2018-08-06T10:41:14', 'invalid', 'MUST begin_time format'],
  ['2018-08-06T10:41+0800', 'invalid', 'MUST begin_time format'],
  ['20180806T104114+0800', 'invalid', 'MUST begin_time format'],
  ['1533523274', 'invalid', 'MUST begin_time format'],
  ['now', 'invalid', 'MUST begin_time format'],
  [' ', 'invalid', 'MUST begin_time format'],
  ['2018-00-06T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-13-06T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-07-00T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-07-32T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-02-30T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-02-29T10:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-08-06T25:41:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-08-06T24:00:01+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-08-06T10:60:14+0800', 'invalid', 'MUST begin_time calendar'],
  ['2018-08-06T10:41:61+0800', 'invalid', 'MUST begin_time calendar'],
  ['2016-02-29T10:41:14+0800', 'valid'],
  ['2018-08-06T24:00:00+0800', 'open', 'OBSERVE begin_time calendar'],
  ['2016-12-31T23:59:60+0000', 'open', 'OBSERVE begin_time calendar'],
  ['2018-08-06T10:41:14+1400', 'valid'],
  ['2018-08-06T10:41:14-1200', 'valid'],
  ['2018-08-06T10:41:14-1400', 'open', 'OBSERVE begin_time extreme'],
  ['1970-01-02T00:00:00+0000', 'valid'],
  ['1970-01-01T23:59:59+0000', 'open', 'OBSERVE begin_time extreme'],
  ['1900-02-28T00:00:00+0000', 'open', 'OBSERVE begin_time extreme'],
  ['2018-08-06T10:41:14+1401', 'open', 'OBSERVE begin_time calendar'],
  ['2018-08-06T10:41:14-0000', 'open', 'OBSERVE begin_time calendar'],
  ['0000-08-06T10:41:14+0000', 'open', 'OBSERVE begin_time calendar'],
  ['2018-08-06T10:41:14Z', 'open', 'OBSERVE begin_time format'],
  ['2018-08-06T10:41:14+08:00', 'open', 'OBSERVE begin_time format'],
  ['2018-08-06T10:41:14.5+0800', 'open', 'OBSERVE begin_time format'],
  ['2018-08-06t10:41:14z', 'open', 'OBSERVE begin_time format'],
  ['2018-08-06T10:41:14+08', 'open', 'OBSERVE begin_time format'],
];

const cases: Table = [
  ...NUMBERS,
  ...WORDS,
  ...REPEATED,
  ...WINDOWS,
  ...TIMES.map(([text, ...said]): [string, ...string[]] => [
    `begin_time=${encodeURIComponent(text)}&end_time=${END}`,
    ...said,
  ]),
];

for (const [text, ...said] of cases) {
  test(`${text} is ${said.join(', ')}`, () => expect(judged(`instance_id=a&${text}`)).toEqual(said));
}

test('a query needs its instance', () => {
  expect(judged('')).toEqual(['invalid', 'MUST instance_id required']);
  expect(judged('limit=5')).toEqual(['invalid', 'MUST instance_id required']);
  expect(judged('Instance_id=a')).toEqual([
    'invalid',
    'OBSERVE Instance_id unknown',
    'MUST instance_id required',
  ]);
  expect(judged('instance_id=')).toEqual(['discouraged', 'SHOULD instance_id empty']);
});

test('the sample request is read as it was meant', () => {
  const { kind, values } = contract.judgeQuery(readQuery(operation.sample.query));
  expect(kind).toBe('open');
  expect(values).toEqual({
    instance_id: 'c0c9f155c7b7423a9d30f0175998b63bin01',
    offset: 0,
    limit: 10,
    begin_time: '2018-08-06T10:41:14+0800',
    end_time: '2018-08-16T10:41:14+0800',
  });
});

test('values hold what can be read, and nothing of what ought to be refused', () => {
  const query =
    'instance_id=a&limit=1e1&offset=010&backup_type=none&backup_id=&other=1&begin_time=2018-08-06T10:41:14Z';
  expect(contract.judgeQuery(readQuery(query)).values).toEqual({
    instance_id: 'a',
    offset: 10,
    begin_time: '2018-08-06T10:41:14Z',
  });
});

test('a fault says in words what is wrong', () => {
  const [fault] = contract.judgeQuery(readQuery('instance_id=a&limit=101')).faults;
  expect(fault?.says).toBe('limit has to be <= 100');
});

test('whatever the operation writes is valid and reads back the same', () => {
  const instant = fc.integer({ min: CERTAIN_YEARS.from, max: CERTAIN_YEARS.to });
  const zone = fc.integer({ min: -720, max: 840 });
  const window = fc.tuple(instant, instant, zone, zone).filter(([one, other]) => one !== other);
  const asks = fc.record(
    {
      instance: fc.string({ unit: 'binary', minLength: 1 }),
      id: fc.string({ unit: 'binary', minLength: 1 }),
      filters: fc.record({ backup_type: fc.constantFrom('auto', 'manual', 'fragment', 'incremental') }),
      offset: fc.nat(),
      limit: fc.integer({ min: operation.limit.minimum, max: operation.limit.maximum }),
    },
    { requiredKeys: ['instance'] },
  );
  fc.assert(
    fc.property(asks, fc.option(window, { nil: undefined }), (ask, span) => {
      const [begin, end] = span === undefined ? [] : [Math.min(span[0], span[1]), Math.max(span[0], span[1])];
      const window =
        begin === undefined || end === undefined || span === undefined
          ? undefined
          : { begin: writeTime(begin, span[2]), end: writeTime(end, span[3]) };
      const { kind, values } = contract.judgeQuery(
        readQuery(writeQuery(operation.write({ ...ask, window }))),
      );
      expect(kind).toBe('valid');
      const expected = {
        instance_id: ask.instance,
        backup_id: ask.id,
        backup_type: ask.filters?.backup_type,
        offset: ask.offset,
        limit: ask.limit,
        begin_time: window?.begin,
        end_time: window?.end,
      };
      expect(values).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
    { numRuns: 300 },
  );
});

test('a name that the document does not have is never left out in silence', () => {
  expect(() => operation.write({ instance: 'a', others: { sort: 'asc' } })).toThrow(
    new RangeError('the document has no query parameter sort'),
  );
});

test('a window is valid exactly when its end is the later instant, whatever the zones', () => {
  const near = fc.integer({ min: 100_000, max: 200_000 });
  const zone = fc.integer({ min: -720, max: 840 });
  fc.assert(
    fc.property(near, near, zone, zone, (begin, end, one, other) => {
      const query = operation.write({
        instance: 'a',
        window: { begin: writeTime(begin, one), end: writeTime(end, other) },
      });
      expect(contract.judgeQuery(query).kind).toBe(begin < end ? 'valid' : 'invalid');
    }),
    { numRuns: 300 },
  );
});
