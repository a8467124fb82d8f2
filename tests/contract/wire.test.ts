import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import {
  decodeText,
  encodeQuery,
  readQuery,
  withoutPair,
  withPair,
  writeQuery,
} from '../../src/contract/wire.ts';

const words = fc.string({ unit: 'binary' });

test('values come back from the wire as they were written, in order', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          words.filter((name) => name !== ''),
          words,
        ),
      ),
      (entries) => {
        const values = Object.fromEntries(entries);
        const read = readQuery(writeQuery(encodeQuery(values)));
        expect(read.map(({ name, text }) => [decodeText(name), decodeText(text)])).toEqual(
          Object.entries(values),
        );
      },
    ),
  );
});

test('reading decodes nothing, and writing gives the same text back', () => {
  const text = 'a=%2B+&b==&c=%zz&a=';
  expect(readQuery(text)).toEqual([
    { name: 'a', text: '%2B+' },
    { name: 'b', text: '=' },
    { name: 'c', text: '%zz' },
    { name: 'a', text: '' },
  ]);
  expect(writeQuery(readQuery(text))).toBe(text);
  expect(readQuery('a&&b=1')).toEqual([
    { name: 'a', text: '' },
    { name: 'b', text: '1' },
  ]);
  expect(readQuery('')).toEqual([]);
});

test('a plus sign travels encoded, and a raw one stays one', () => {
  expect(writeQuery(encodeQuery({ t: '+0800' }))).toBe('t=%2B0800');
  expect(decodeText('+%2B')).toBe('++');
});

test('what is no UTF-8 behind its escapes does not decode', () => {
  for (const text of ['%', '%zz', '%C3', '%ff', '%ED%A0%80']) expect(decodeText(text)).toBeUndefined();
});

test('one step away: a pair replaced, added or taken out', () => {
  const query = readQuery('a=1&b=2&a=3');
  expect(writeQuery(withPair(query, 'a', '9'))).toBe('a=9&b=2&a=3');
  expect(writeQuery(withPair(query, 'c', '9'))).toBe('a=1&b=2&a=3&c=9');
  expect(writeQuery(withoutPair(query, 'a'))).toBe('b=2');
});
