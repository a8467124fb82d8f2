/** The registry of rules holds what the clauses use, in words, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { RULES } from '../../src/clauses/rules.ts';

const SRC = path.join(import.meta.dirname, '..', '..', 'src');

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith(path.join('clauses', 'rules.ts')))
  .map((file) => readFileSync(path.join(SRC, file), 'utf8'))
  .join('\n');

test('every rule is used, and says what its violation is in a sentence', () => {
  for (const [rule, meaning] of Object.entries(RULES)) {
    expect(rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(sources, rule).toContain(`'${rule}'`);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(Object.values(RULES)).size).toBe(Object.keys(RULES).length);
});

test('no code looks into a message', () => {
  const looks =
    /\.(expected|observed|detail|why|missing)\s*((===|!==) ['"`]|\.(startsWith|endsWith|includes|match|search|split)\()/;
  expect(sources.split('\n').filter((line) => looks.test(line))).toEqual([]);
});
