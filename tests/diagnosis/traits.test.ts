/** Traits hold what is peculiar to a violation, and nothing of the data, the run or the wording. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { shapeOf } from '../../src/diagnosis/text-traits.ts';
import { traitsOf } from '../../src/diagnosis/traits.ts';
import type { ShownCounterexample } from '../../src/result/result.ts';
import { counterexample } from '../report/results.ts';

const { operation } = loadContract();
const INSTANCE = 'a'.repeat(32);

function traits(query: string, rest: Partial<ShownCounterexample> = {}): readonly string[] {
  const exchange = {
    curl: '',
    target: `/v3/p/backups?instance_id=${INSTANCE}${query}`,
    status: 200,
    body: '{}',
  };
  return traitsOf(counterexample({ exchange, requests: [exchange], ...rest }), operation, [INSTANCE]);
}

test('neither wording nor data are traits', () => {
  const other = { expected: 'other words', observed: 'others', reproduce: 'otherwise', seed: 3, path: '1:2' };
  expect(traits('&limit=7', other)).toEqual(traits('&limit=8'));
  expect(traits('&begin_time=2018-08-06T10:41:14%2B0800&end_time=2018-08-06T10:51:14%2B0800')).toEqual(
    traits('&begin_time=2024-02-01T23:00:00%2B0100&end_time=2024-02-01T23:03:00%2B0100'),
  );
});

const PECULIAR: readonly (readonly [query: string, trait: string])[] = [
  ['&limit=0', 'limit: outside, 1 digits'],
  ['&limit=100', 'limit: the maximum'],
  ['&limit=-1', 'limit: outside, negative'],
  ['&limit=10abc', 'limit: 99a'],
  ['&backup_type=auto', 'backup_type: auto'],
  ['&backup_type=AUTO', 'backup_type: one in the other case'],
  ['&begin_time=2018-08-06', 'begin_time: form 9999-99-99'],
  ['&begin_time=2018-02-30T00:00:00%2B0000', 'begin_time: unreal month 2, day 30'],
  ['&begin_time=2018-13-01T00:00:00%2B0000', 'begin_time: unreal month 13'],
  ['&begin_time=2018-12-01T00:00:00-0330', 'begin_time: zone -minutes'],
  ['&begin_time=1970-01-01T00:00:00%2B0000', 'begin_time: era before 1971'],
  ['&instance_id=aaaa', 'instance_id: the beginning of one'],
  [`&instance_id=${INSTANCE}%20`, 'instance_id: one with   behind'],
  [`&instance_id=${INSTANCE.slice(1)}_`, 'instance_id: one with _ within'],
  ['&instance_id=', 'instance_id: empty'],
  ['&unheard-of=1', '*: not in the contract'],
];

test('texts have the traits of their kind', () => {
  for (const [query, trait] of PECULIAR) expect(traits(query), query).toContain(trait);
});

test('the page is held against its limit and its total', () => {
  const rows = ['1', '2', '3'].map((id) => ({ id }));
  const shown = (query: string, total: number) => {
    const exchange = { curl: '', target: `/v3/p/backups?${query}`, status: 200, body: '{}', rows, total };
    return traits('', { exchange, requests: [exchange] });
  };
  const pageTraits = (query: string, total: number) =>
    shown(query, total).filter((trait) => /^rows /.test(trait));
  expect(pageTraits('limit=3', 9)).toEqual(['rows due equal', 'rows to limit equal, total more']);
  expect(pageTraits('limit=2', 9)).toEqual(['rows due 1', 'rows to limit more, total more']);
  expect(pageTraits('limit=9', 3)).toEqual(['rows due equal', 'rows to limit fewer, total equal']);
});

test('an offending row is before, after or inside the window', () => {
  const window = '&begin_time=1970-01-02T00:00:00%2B0000&end_time=1970-01-03T00:00:00%2B0000';
  const listed = (begin: number, end: number) => {
    const exchange = { curl: '', target: `/v3/p/backups?${window}`, status: 200, body: '{}' };
    const requests = [{ ...exchange, rows: [{ id: '1', begin, end }], total: 1 }];
    return traits('', { exchange, requests, pointer: '/backups/0' }).filter((trait) =>
      /^(row|window) /.test(trait),
    );
  };
  expect(listed(10, 86_390)).toEqual(['window of a day', 'row before, by a minute']);
  expect(listed(200_000, 200_010)).toEqual(['window of a day', 'row after, by a day']);
  expect(listed(90_000, 90_010)).toEqual(['window of a day', 'row inside']);
});

test('a shape keeps the form of a text alone', () => {
  expect(shapeOf('2018-08-06T12:41:14+0800')).toBe('9999-99-99A99:99:99+9999');
  expect(shapeOf('Zürich 1234567')).toBe('Aua 9*');
});
