import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { parseTime, writeTime } from '../../src/contract/time.ts';
import { instant } from '../../src/query/instant.ts';
import { spanOf, timeWindow, turnedWindow, WHOLE_HISTORY } from '../../src/query/window.ts';
import { spellingsOfInstant, UNUSED_ZONES, ZONES, zone } from '../../src/query/zone.ts';
import { RUNS } from './runs.ts';

test('every spelling names the same instant, each in a zone of its own', () => {
  const same = fc.property(instant(), zone(), (second, minutes) => {
    const spellings = spellingsOfInstant(writeTime(second, minutes));
    expect(new Set(spellings.map(parseTime))).toEqual(new Set([second]));
    expect(new Set(spellings.map((text) => text.slice(-5))).size).toBe(spellings.length);
  });
  fc.assert(same, RUNS);
});

test('no generator draws the unused zones', () => {
  expect(ZONES.filter((minutes) => UNUSED_ZONES.includes(minutes))).toEqual([]);
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
  expect(new Date((smallest((second) => second > 0) ?? 0) * 1000).toISOString()).toMatch(
    /^1970-01-02T00:00:00/,
  );
  expect(smallest(() => true)).toBe(86_400);
});

test('what is no time has no spellings', () => {
  expect(() => spellingsOfInstant('2018-02-29T00:00:00+0000')).toThrow(RangeError);
});

/** The smallest window that is wanted, whether shrunk from a random one or from `start`. */
function smallestWindow(wanted: (seconds: number) => boolean, start?: { begin: string; end: string }) {
  const property = fc.property(timeWindow(), (window) => {
    const { from, to } = spanOf(window);
    return !wanted(to - from);
  });
  const given = start === undefined ? {} : { examples: [[start]] as [{ begin: string; end: string }][] };
  return fc.check(property, { ...RUNS, numRuns: 2000, ...given }).counterexample?.[0];
}

test('windows shrink to the whole of history, wherever they came from, else to rounder ends in UTC', () => {
  const start = { begin: '2018-08-06T12:41:14+0800', end: '2018-08-07T12:41:14-0330' };
  expect(smallestWindow(() => true)).toEqual(WHOLE_HISTORY);
  expect(smallestWindow(() => true, start)).toEqual(WHOLE_HISTORY);
  expect(smallestWindow((seconds) => seconds < 3 * 86_400, start)).toEqual({
    begin: '2018-08-06T00:00:00+0000',
    end: '2018-08-07T00:00:00+0000',
  });
});

test('the texts of a turned window sort the other way round than its instants', () => {
  const second = Date.UTC(2018, 7, 6) / 1000;
  const turned = fc.property(zone(), zone(), (one, other) => {
    fc.pre(one !== other);
    const window = turnedWindow(second, one, other);
    const { from, to } = spanOf(window);
    expect(to).toBeGreaterThan(from);
    expect(window.end < window.begin).toBe(true);
  });
  fc.assert(turned, RUNS);
});
