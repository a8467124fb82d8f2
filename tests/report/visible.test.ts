import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { excerpt, visible, visibleJson } from '../../src/report/visible.ts';

const SPELLED: readonly (readonly [name: string, hostile: string, shown: string])[] = [
  ['a colour', '\u001b[31mred', '\\x1b[31mred'],
  ['a title of the window', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
  ['an eight-bit escape', '\u009b2J', '\\x9b2J'],
  ['a line of its own', 'ok\r\nverdict: conformant', 'ok\\r\\nverdict: conformant'],
  ['a turn of direction', 'a\u202etxt.exe', 'a\\u{202e}txt.exe'],
  ['an isolate', '\u2066a\u2069', '\\u{2066}a\\u{2069}'],
  ['no width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['a tag', 'a\u{e0041}', 'a\\u{e0041}'],
  ['half a pair', 'a\ud800', 'a\\u{d800}'],
  ['what is no character', 'a\uffff', 'a\\u{ffff}'],
];

for (const [name, hostile, shown] of SPELLED) {
  test(`${name} is escaped`, () => {
    expect(visible(hostile)).toBe(shown);
  });
}

test('visible characters of any script stay as they are', () => {
  for (const text of ['备份 "全量" {}', 'Ünïcödé', 'a b', '😀']) expect(visible(text)).toBe(text);
});

test('no text brings a control character or a change of direction to the terminal', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  );
  fc.assert(
    fc.property(anything, (text) => {
      expect(visible(text)).not.toMatch(/\p{Cc}|\p{Cs}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|\u200b/u);
    }),
  );
});

test('an excerpt says how much it leaves out, and splits no character', () => {
  expect(excerpt('short', 5)).toBe('short');
  expect(excerpt('😀😀😀', 2)).toBe('😀😀… (1 more characters)');
});

test('JSON made visible has the same value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = visibleJson(JSON.stringify({ [text]: [text] }, null, 2));
      expect(json.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
    }),
  );
});
