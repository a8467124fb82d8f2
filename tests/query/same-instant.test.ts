import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { parseTime, writeTime } from '../../src/contract/time.ts';
import { instant } from '../../src/query/instant.ts';
import { sameInstant, spellingsOfInstant } from '../../src/query/same-instant.ts';
import { zone } from '../../src/query/zone.ts';
import { RUNS } from './runs.ts';

test('every spelling names the same instant, each in a zone of its own', () => {
  const same = fc.property(instant(), zone(), (second, minutes) => {
    const spellings = spellingsOfInstant(writeTime(second, minutes));
    expect(new Set(spellings.map(parseTime))).toEqual(new Set([second]));
    expect(new Set(spellings.map((text) => text.slice(-5))).size).toBe(spellings.length);
  });
  fc.assert(same, RUNS);
});

test('spellings shrink to UTC', () => {
  const found = fc.check(
    fc.property(sameInstant('2018-08-06T12:41:14+0800'), () => false),
    RUNS,
  );
  expect(found.counterexample).toEqual(['2018-08-06T04:41:14+0000']);
});

test('instants shrink to the roundest that still shows the violation', () => {
  const midday = Date.UTC(2018, 7, 6, 12, 34, 56) / 1000;
  const smallest = (wanted: (second: number) => boolean) =>
    fc.check(
      fc.property(instant([midday]), (second) => !wanted(second)),
      RUNS,
    ).counterexample?.[0];
  expect(smallest((second) => second === midday)).toBe(midday);
  expect(smallest((second) => second >= midday - 3600 * 5 && second <= midday)).toBe(
    Date.UTC(2018, 7, 6, 12) / 1000,
  );
  expect(new Date((smallest((second) => second > 0) ?? 0) * 1000).toISOString()).toMatch(/-01-01T00:00:00/);
  expect(smallest(() => true)).toBe(0);
});

test('what is no time has no spellings', () => {
  expect(() => spellingsOfInstant('2018-02-29T00:00:00+0000')).toThrow(RangeError);
});
