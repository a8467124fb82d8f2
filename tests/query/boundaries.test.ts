import { expect, test } from '@playwright/test';
import { parseTime } from '../../src/contract/time.ts';
import {
  LAST_INT64,
  leapDayWindows,
  limitBoundaries,
  limitBreaks,
  offsetBoundaries,
  offsetBreaks,
  oneSecondWindows,
  turnedWindows,
  typeBoundaries,
} from '../../src/query/boundaries.ts';
import { contract, contractWithLimit } from './contracts.ts';

const judged = (name: string, text: string) =>
  contract.judgeQuery([
    { name: contract.operation.instance, text: 'i' },
    { name, text },
  ]).kind;

test('limits stand at the bounds of the document and move with them', () => {
  expect(limitBoundaries(contract)).toEqual([1, 2, 99, 100]);
  expect(limitBoundaries(contractWithLimit(50))).toEqual([1, 2, 49, 50]);
  expect(limitBreaks(contract)).toEqual(expect.arrayContaining(['0', '101', '-1']));
  expect(limitBreaks(contractWithLimit(50))).toContain('51');
});

test('offsets stand around the total and where 31 bits end', () => {
  expect(offsetBoundaries(contract, 250)).toEqual([0, 1, 249, 250, 251, 2147483647, 2147483648]);
  expect(offsetBoundaries(contract, 0)).toEqual([0, 1, 2147483647, 2147483648]);
  expect(LAST_INT64).toBe('9223372036854775807');
});

test('the contract accepts every boundary and refuses every break', () => {
  const { limit, offset, type } = contract.operation;
  for (const value of limitBoundaries(contract)) expect(judged(limit.parameter, `${value}`)).toBe('valid');
  for (const value of offsetBoundaries(contract, 250))
    expect(judged(offset.parameter, `${value}`)).toBe('valid');
  for (const value of typeBoundaries(contract)) expect(judged(type.parameter, value)).toBe('valid');
  expect(judged(offset.parameter, LAST_INT64)).toBe('valid');
  for (const text of limitBreaks(contract)) expect(judged(limit.parameter, text)).toBe('invalid');
  for (const text of offsetBreaks(contract)) expect(judged(offset.parameter, text)).toBe('invalid');
});

test('windows are valid, and as narrow, as leap or as turned as they say', () => {
  const second = Date.UTC(2018, 7, 6) / 1000;
  const widths = (windows: readonly { begin: string; end: string }[]) =>
    windows.map(({ begin, end }) => (parseTime(end) ?? Number.NaN) - (parseTime(begin) ?? Number.NaN));
  expect(widths(oneSecondWindows(second))).toEqual([1, 1]);
  expect(oneSecondWindows(second).map(({ begin }) => begin)).toEqual([
    '2018-08-05T23:59:59+0000',
    '2018-08-06T00:00:00+0000',
  ]);
  expect(leapDayWindows()).toContainEqual({
    begin: '2000-02-29T00:00:00+0000',
    end: '2000-03-01T00:00:00+0000',
  });
  expect(new Set(widths(leapDayWindows()))).toEqual(new Set([86_400, 86_402]));
  expect(turnedWindows(second)).toHaveLength((7 * 6) / 2);
  expect(Math.min(...widths(turnedWindows(second)))).toBeGreaterThan(0);
  expect(turnedWindows(second).every(({ begin, end }) => end < begin)).toBe(true);
});
