import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { Memory } from '../../src/contract/memory.ts';

test('what is answered is always what would be made anew, within the volume', () => {
  const texts = fc.array(fc.string({ maxLength: 12 }), { maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 40 }), (asked, most) => {
      const memory = new Memory<{ text: string }>(most);
      for (const text of asked) expect(memory.once(text, () => ({ text }))).toEqual({ text });
    }),
  );
});

test('what is remembered is not made again; what was not asked for the longest is forgotten first', () => {
  const made: string[] = [];
  const memory = new Memory<{ text: string }>(6);
  const ask = (text: string) =>
    memory.once(text, () => {
      made.push(text);
      return { text };
    });
  for (const text of ['aaa', 'bbb', 'aaa', 'ccc', 'aaa', 'bbb']) ask(text);
  expect(made).toEqual(['aaa', 'bbb', 'ccc', 'bbb']);
});
