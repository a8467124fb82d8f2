import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { parseTime, timeFormat, writeTime } from '../../src/contract/time.ts';

const EARLIEST = Date.UTC(1970, 0, 1) / 1000;
/** A day into the year 1, so that no zone carries back before it. */
const FIRST = -62_135_510_400;
/** One day short of the year 10000, so that no zone carries over into it. */
const LATEST = Date.UTC(9999, 11, 30) / 1000;
const zones = fc.integer({ min: -14 * 60, max: 14 * 60 });

test('a written time reads back as the same instant, in every zone', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LATEST }), zones, (instant, zone) => {
      expect(parseTime(writeTime(instant, zone))).toBe(instant);
    }),
  );
});

test('a time that reads is written as it stood', () => {
  fc.assert(
    fc.property(fc.integer({ min: EARLIEST, max: LATEST }), zones, (instant, zone) => {
      const text = writeTime(instant, zone);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/);
      expect(writeTime(parseTime(text) ?? Number.NaN, zone)).toBe(text);
    }),
  );
});

test('times agree with the platform, which reads the zone with a colon', () => {
  fc.assert(
    fc.property(fc.integer({ min: EARLIEST, max: LATEST }), zones, (instant, zone) => {
      const text = writeTime(instant, zone);
      expect(Date.parse(`${text.slice(0, -2)}:${text.slice(-2)}`) / 1000).toBe(instant);
    }),
  );
});

const INSTANTS: readonly (readonly [string, number])[] = [
  ['1970-01-01T00:00:00+0000', 0],
  ['1970-01-01T08:00:00+0800', 0],
  ['1969-12-31T20:30:00-0330', 0],
  ['2018-08-06T10:41:14+0800', Date.UTC(2018, 7, 6, 2, 41, 14) / 1000],
  ['2000-02-29T23:59:59+0000', Date.UTC(2000, 1, 29, 23, 59, 59) / 1000],
  ['2024-02-29T00:00:00+1400', Date.UTC(2024, 1, 28, 10) / 1000],
  ['2024-02-29T00:00:00-1400', Date.UTC(2024, 1, 29, 14) / 1000],
  ['0001-01-01T00:00:00+0000', -62_135_596_800],
  ['2018-08-06T10:41:14-0000', Date.UTC(2018, 7, 6, 10, 41, 14) / 1000],
];

for (const [text, instant] of INSTANTS) {
  test(`${text} is ${instant} s`, () => expect(parseTime(text)).toBe(instant));
}

const NO_TIMES: readonly (readonly [string, string])[] = [
  ['2018-00-06T10:41:14+0800', 'month 0'],
  ['2018-13-06T10:41:14+0800', 'month 13'],
  ['2018-08-00T10:41:14+0800', 'day 0'],
  ['2018-08-32T10:41:14+0800', 'day 32'],
  ['2018-04-31T10:41:14+0800', '31 April'],
  ['2018-02-30T10:41:14+0800', '30 February'],
  ['2018-02-29T10:41:14+0800', '29 February of a common year'],
  ['1900-02-29T10:41:14+0800', '29 February of a common century'],
  ['0000-01-01T10:41:14+0800', 'year 0'],
  ['2018-08-06T24:00:00+0800', 'hour 24'],
  ['2018-08-06T10:60:14+0800', 'minute 60'],
  ['2018-08-06T10:41:60+0800', 'second 60'],
  ['2018-08-06T10:41:14+1401', 'a zone beyond 14 hours'],
  ['2018-08-06T10:41:14-1500', 'a zone beyond 14 hours west'],
  ['2018-08-06T10:41:14+0860', 'a zone with 60 minutes'],
  ['2018-08-06T10:41:14Z', 'a literal Z'],
  ['2018-08-06T10:41:14+08:00', 'a colon in the zone'],
  ['2018-08-06T10:41:14.000+0800', 'a fraction'],
  ['2018-08-06t10:41:14+0800', 'a small t'],
  ['2018-08-06T10:41:14', 'no zone'],
  ['2018-08-06', 'no time'],
  ['1533523274', 'a number'],
  [' 2018-08-06T10:41:14+0800', 'a blank before'],
  ['2018-08-06T10:41:14+0800\n', 'a line end after'],
  ['٢018-08-06T10:41:14+0800', 'a digit of another script'],
  ['', 'nothing'],
];

for (const [text, why] of NO_TIMES) {
  test(`${JSON.stringify(text)} is no time: ${why}`, () => expect(parseTime(text)).toBeUndefined());
}

test('the format compares instants, not texts, and nothing with what is no time', () => {
  expect(timeFormat.compare('2018-08-06T10:41:14+0800', '2018-08-06T03:00:00+0000')).toBeLessThan(0);
  expect(timeFormat.compare('2018-08-06T10:41:14+0800', '2018-08-06T02:41:14+0000')).toBe(0);
  expect(timeFormat.compare('2018-08-06T10:41:14+0800', 'yesterday')).toBeUndefined();
});

test('what has no four-digit year or no zone cannot be written', () => {
  expect(() => writeTime(Date.UTC(9999, 11, 31, 23) / 1000, 120)).toThrow(RangeError);
  expect(() => writeTime(0, 841)).toThrow(RangeError);
  expect(() => writeTime(0, 0.5)).toThrow(RangeError);
  expect(() => writeTime(Number.NaN)).toThrow(RangeError);
});
