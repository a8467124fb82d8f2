/** The part of a body that a report shows. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { decodeJson } from '../../src/contract/json.ts';
import { excerptOf } from '../../src/result/answer-excerpt.ts';

const of = (text: string, pointer?: string) => excerptOf(decodeJson(text), pointer);

test('the place is marked with its name, and only the items that matter are shown', () => {
  const rows = Array.from({ length: 60 }, (_, place) => ({ id: `b${place}`, size: place }));
  const excerpt = of(JSON.stringify({ backups: rows, total_count: 60 }), '/backups/57/size');
  expect(excerpt?.marked).toBe('"size": 57');
  expect(excerpt?.before).toContain('… 55 more\n    {\n      "id": "b57",');
  expect(excerpt?.after).toBe('\n    },\n    … 2 more\n  ],\n  "total_count": 60\n}');
});

test('numbers stand as they were spelled', () => {
  expect(of('{"a":[1.0,2e3,123456789012345678901234567890]}')?.before).toContain('1.0,\n    2e3');
  expect(of('{"a":2803.0}', '/a')?.marked).toBe('"a": 2803.0');
  expect(of('{"a":123456789012345678901234567890}', '/a')?.marked).toBe(
    '"a": 123456789012345678901234567890',
  );
});

test('a pointer that leads nowhere marks nothing; a key named twice can only be shown as it came', () => {
  expect(of('{"a":1}', '/b')).toMatchObject({ marked: '', after: '' });
  expect(of('{"a":1}', '')).toMatchObject({ marked: '' });
  expect(of('{"a":1,"a":2}', '/a')).toBeUndefined();
});

test('whatever is small enough is shown whole, and its parts put together are the value again', () => {
  const small = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(small, (value) => {
      const text = JSON.stringify(value);
      const excerpt = of(text);
      const shown = `${excerpt?.before}${excerpt?.marked}${excerpt?.after}`;
      if (!shown.includes('…')) expect(JSON.parse(shown)).toEqual(JSON.parse(text));
    }),
  );
});

test('however long a body is, its excerpt is short', () => {
  const wide = Object.fromEntries(
    Array.from({ length: 5000 }, (_, place) => [`k${place}`, 'x'.repeat(1000)]),
  );
  const excerpt = of(JSON.stringify(wide), '/k4000');
  expect(excerpt?.marked).toMatch(/^"k4000": "x+…"$/);
  expect(JSON.stringify(excerpt).length).toBeLessThan(60_000);
});
