import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { canonicalJson, decodeJson, type Json, resolvePointer } from '../../src/contract/json.ts';
import { JsonBoundError } from '../../src/contract/json-bounds.ts';

/** Values without numbers that JSON.stringify would spell oddly. */
const values = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
/** Texts of them, plain and indented: no key is repeated in these. */
const texts = fc
  .tuple(values, fc.constantFrom('', ' ', '\t\n'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

test('what JSON.parse reads without loss reads the same', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { value, repeatedKeys } = decodeJson(text);
      expect(withoutBigints(value)).toEqual(JSON.parse(text));
      expect(repeatedKeys).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('a text that JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.constantFrom('', '"', '{', ']', ',', '01', '\\', '\u0001', '+1', 'nul'),
      (text, place, noise) => {
        const at = place % (text.length + 1);
        const spoilt = text.slice(0, at) + noise + text.slice(at + 1);
        expect(refuses(() => decodeJson(spoilt))).toBe(refuses(() => JSON.parse(spoilt)));
      },
    ),
    { numRuns: 500 },
  );
});

test('an integer of any length reads exactly, and writes back digit by digit', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 80n), 2n ** 80n), (integer) => {
      const { value, oddNumbers } = decodeJson(`{"size":${integer}}`);
      expect(BigInt(asInteger(resolvePointer(value, '/size')))).toBe(integer);
      expect(typeof resolvePointer(value, '/size')).toBe(
        Number.isSafeInteger(Number(integer)) ? 'number' : 'bigint',
      );
      expect(canonicalJson(value)).toBe(`{"size":${integer}}`);
      expect(oddNumbers).toEqual([]);
    }),
  );
});

const ODD: readonly (readonly [string, number | bigint])[] = [
  ['2803.0', 2803],
  ['2.803e3', 2803],
  ['2803.5', 2803.5],
  ['1E2', 100],
  ['100e-2', 1],
  ['0.0', 0],
  ['9.223372036854775807e18', 9223372036854775807n],
  ['-9223372036854775808.0', -9223372036854775808n],
  ['1e400', Number.POSITIVE_INFINITY],
];

for (const [text, value] of ODD) {
  test(`the odd number ${text} is noted with its place`, () => {
    expect(decodeJson(`{"a":[true,{"b~/":${text}}]}`)).toEqual({
      value: { a: [true, { 'b~/': value }] },
      oddNumbers: [{ pointer: '/a/1/b~0~1', text }],
      repeatedKeys: [],
    });
    expect(decodeJson(text)).toEqual({ value, oddNumbers: [{ pointer: '', text }], repeatedKeys: [] });
  });
}

const REPEATED: readonly (readonly [string, readonly string[]])[] = [
  ['{"a":1,"a":2}', ['/a']],
  ['{"a":1,"a":1}', ['/a']],
  ['{"a":1,"\\u0061":2}', ['/a']],
  ['{"rows":[{"id":"x"},{"id":"x","id":"x","id":"y"}]}', ['/rows/1/id']],
  ['{"a":{"b":1,"b":1},"a":{}}', ['/a/b', '/a']],
  ['{"a":":","b":"{\\"a\\":1}"}', []],
  ['{"a":1,"b":{"a":1}}', []],
  ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
];

for (const [text, repeated] of REPEATED) {
  test(`keys of ${text} that stand twice: ${repeated.join(', ') || 'none'}`, () => {
    const decoded = decodeJson(text);
    expect(decoded.repeatedKeys).toEqual(repeated);
    expect(canonicalJson(decoded.value)).toBe(canonicalJson(JSON.parse(text)));
  });
}

for (const levels of [1_500, 50_000, 4_000_000]) {
  test(`${levels} nested lists exceed the bound on nesting, and crash nothing`, () => {
    const deep = '['.repeat(levels) + ']'.repeat(levels);
    expect(() => decodeJson(deep)).toThrow(JsonBoundError);
  });
}

test('too many values or keys exceed the bound on their number', () => {
  expect(() => decodeJson(`[${'1.0,'.repeat(3_000_000)}1]`)).toThrow(JsonBoundError);
  expect(() => decodeJson(`{${'"a":1,'.repeat(1_500_000)}"a":1}`)).toThrow(JsonBoundError);
});

const MILLIONS: readonly (readonly [string, string])[] = [
  ['letters', 'x'.repeat(8_000_000)],
  ['escapes', '\\n'.repeat(4_000_000)],
  ['escaped backslashes', '\\\\'.repeat(4_000_000)],
  ['escaped quotes', '\\"'.repeat(4_000_000)],
  ['brackets', '[{'.repeat(4_000_000)],
];

for (const [what, text] of MILLIONS) {
  test(`a string of millions of ${what} is read beside a long integer and an odd number`, () => {
    const long = decodeJson(`{"a":"${text}","size":9223372036854775807}`);
    expect(resolvePointer(long.value, '/size')).toBe(9223372036854775807n);
    expect(resolvePointer(long.value, '/a')).toBe(JSON.parse(`"${text}"`));

    const odd = decodeJson(`{"a":"${text}","size":1.0}`);
    expect(odd.oddNumbers).toEqual([{ pointer: '/size', text: '1.0' }]);
    expect(resolvePointer(odd.value, '/a')).toBe(JSON.parse(`"${text}"`));
  });
}

test('a number of millions of digits is read', () => {
  const digits = `1${'0'.repeat(4_000_000)}1`;
  expect(resolvePointer(decodeJson(`{"size":${digits}}`).value, '/size')).toBe(Number.POSITIVE_INFINITY);
});

test('equal values have one canonical text, whatever the order of their keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), values), (object) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(object));
      expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
    }),
  );
});

test('a pointer finds what it names, and nothing elsewhere', () => {
  const value = { 'a/b': [{ '~': 1 }], '': 2 };
  expect(resolvePointer(value, '')).toBe(value);
  expect(resolvePointer(value, '/a~1b/0/~0')).toBe(1);
  expect(resolvePointer(value, '/')).toBe(2);
  expect(resolvePointer(value, '/a~1b/00')).toBeUndefined();
  expect(resolvePointer(value, '/toString')).toBeUndefined();
});

function refuses(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return true;
  }
}

function asInteger(value: Json | undefined): bigint | number {
  return typeof value === 'bigint' || typeof value === 'number' ? value : Number.NaN;
}

/** JSON.parse rounds what decodeJson keeps. */
function withoutBigints(value: Json): unknown {
  return JSON.parse(canonicalJson(value));
}
