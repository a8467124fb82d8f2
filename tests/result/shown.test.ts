/** The lines that people paste into a shell send exactly the target that was sent, and run nothing. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Counterexample, Violation } from '../../src/clauses/clause.ts';
import { show, showCounterexample } from '../../src/result/shown.ts';
import { replyTo } from './values.ts';

const BASE = 'https://rds.example.com/prefix';

/** What a POSIX shell hands to curl for each of these lines. */
function argumentsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const script = ['curl() { printf "%s\\0" "$@"; printf "\\001"; }', ...lines].join('\n');
  const env = { PATH: '/nowhere', RDS_AUTH_TOKEN: 'the-token', RDS_ENDPOINT: BASE };
  const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env });
  return printed
    .split('\u0001')
    .slice(0, -1)
    .map((line) => line.split('\0').slice(0, -1));
}

test.describe('in a POSIX shell', () => {
  test.skip(process.platform === 'win32', 'has no POSIX shell');

  const HOSTILE = [
    '$(touch x)',
    '`id`',
    '$HOME',
    '$' + '{HOME}',
    '"; id; "',
    "'; id; '",
    '\\',
    '\\"',
    '$$',
    '&& id',
    '!!',
    '!$',
    "'!",
    '$RDS_ENDPOINT',
    '*',
    '$RDS_AUTH_TOKEN',
  ];
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(...HOSTILE),
        fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
      ),
    )
    .map((parts) => parts.join(''));

  test('the target arrives as it was sent, whatever it holds', () => {
    const queries = [...HOSTILE, ...fc.sample(text, { numRuns: 400, seed: 20181206 })];
    const replies = queries.map((query) => replyTo(query, 200, ''));
    for (const base of [BASE, undefined]) {
      const received = argumentsOf(replies.map((reply) => show(reply, base).curl));
      expect(received.map((args) => args.at(-1))).toEqual(
        queries.map((query) => `${BASE}/v3/p/backups?${query}`),
      );
      expect(new Set(received.map((args) => args.length))).toEqual(new Set([8]));
    }
  });

  test('the credential is the one that went along', () => {
    const lines = (['own', 'altered', 'altered-late', 'empty', 'none'] as const).map(
      (credential) => show(replyTo('a=b', 200, '', credential), BASE).curl,
    );
    const headers = argumentsOf(lines).map((args) => args.filter((arg) => arg.startsWith('X-Auth-Token')));
    expect(headers).toEqual([
      ['X-Auth-Token: the-token'],
      ['X-Auth-Token: alteredthe-token'],
      ['X-Auth-Token: the-token-altered'],
      ['X-Auth-Token;'],
      [],
    ]);
  });
});

test('where the base is not known its variable alone is for the shell to read', () => {
  expect(show(replyTo('a=!b', 404, '')).curl).toContain(` "$RDS_ENDPOINT"'/v3/p/backups?a=!b'`);
});

test('a line for people, and the beginning of the body', () => {
  const shown = show(replyTo('instance_id=i', 404, 'x'.repeat(5000)), BASE);
  expect(shown).toEqual({
    curl: `curl -sS --globoff --path-as-is -H "X-Auth-Token: $RDS_AUTH_TOKEN" -H "Content-Type: application/json" '${BASE}/v3/p/backups?instance_id=i'`,
    target: '/v3/p/backups?instance_id=i',
    status: 404,
    body: 'x'.repeat(2000),
    unreadable: { code: 'status-404', message: 'status 404' },
  });
});

test('a counterexample shows its exchange, or else the last reply', () => {
  const [first, last] = [replyTo('first', 200, ''), replyTo('last', 200, '')];
  const found: Counterexample = {
    violation: { rule: 'total-differs', expected: 'a', observed: 'b' },
    transcript: [first, last],
    input: undefined,
  };
  const identity = { rule: 'total-differs', parameters: ['limit'], status: 200 } as const;
  const shown = showCounterexample(found, identity, 'again', BASE);
  expect(shown).toEqual({
    rule: 'total-differs',
    parameters: ['limit'],
    expected: 'a',
    observed: 'b',
    exchange: show(last, BASE),
    requests: [show(first, BASE), show(last, BASE)],
    reproduce: 'again',
  });
  const violation: Violation = {
    rule: 'total-differs',
    expected: 'a',
    observed: 'b',
    reply: first,
    pointer: '/p/0/size',
  };
  const placed = { ...identity, place: '/p/*/size' };
  const all = { violation, transcript: [first, last], input: 3, seed: 4 };
  expect(showCounterexample(all, placed, 'x')).toMatchObject({
    exchange: show(first),
    pointer: '/p/0/size',
    place: '/p/*/size',
    input: 3,
    seed: 4,
  });
  expect(() => showCounterexample({ ...found, transcript: [] }, identity, 'x')).toThrow(
    'without a single reply',
  );
});
