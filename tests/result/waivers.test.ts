/** Files of waivers: what can be followed, and what is said of what cannot. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { stringify } from 'yaml';
import { statementDigest } from '../../src/contract/clause-set.ts';
import type { ClauseResult } from '../../src/result/result.ts';
import { staleClauses, statesOf, withWaiver } from '../../src/result/waivers/waived.ts';
import { readWaivers, type Waiver, waivedFingerprints } from '../../src/result/waivers/waivers.ts';
import { contract } from '../engine/bench.ts';

const SLUG = 'pagination.limit-bounds';
const TODAY = '2026-05-01';
const WAIVER: Waiver = {
  clause: SLUG,
  reason: 'mended in 4.11',
  link: 'https://issues.example.com/7',
  expires: '2026-05-01',
  statement: statementDigest(contract.catalogue.entry(SLUG)),
  fingerprint: 'v2:0123456789abcdef',
};

function fileWith(content: string): string {
  const file = test.info().outputPath('waivers.yaml');
  writeFileSync(file, content);
  return file;
}

const reading = (waivers: unknown) => () =>
  readWaivers(fileWith(stringify({ waivers }, { version: '1.2' })), contract, TODAY);

test('a file is followed to its last day', () => {
  expect(reading([WAIVER])()).toEqual([WAIVER]);
  expect(reading([])()).toEqual([]);
  expect([...(waivedFingerprints([WAIVER]).get(SLUG) ?? [])]).toEqual([WAIVER.fingerprint]);
});

const WRONG: readonly (readonly [what: string, waivers: unknown, says: RegExp])[] = [
  ['expired', [{ ...WAIVER, expires: '2026-04-30' }], /expired on 2026-04-30: repair .* delete the entry/],
  [
    'dangling',
    [{ ...WAIVER, clause: 'pagination.limit-bound' }],
    /names no clause: .*pagination\.limit-bounds/,
  ],
  ['of a SHOULD', [{ ...WAIVER, clause: 'addressing.instance-empty' }], /not needed: a SHOULD/],
  ['of another statement', [{ ...WAIVER, statement: `sha256:${'0'.repeat(64)}` }], /another statement/],
  ['without a reason', [{ ...WAIVER, reason: ' ' }], /has no reason/],
  ['of another scheme', [{ ...WAIVER, fingerprint: 'v1:0123456789abcdef' }], /v1.*draft the waiver again/],
  ['given twice', [WAIVER, WAIVER], /waiver 2 of .*twice/],
  [
    'wrong in two places',
    [
      { ...WAIVER, reason: '' },
      { ...WAIVER, clause: 'x' },
    ],
    /and 1 more of its entries/,
  ],
  ['with a day that is none', [{ ...WAIVER, expires: '2026-02-30' }], /\/waivers\/0\/expires.*date/],
  [
    'with a field too many',
    [{ ...WAIVER, until: '2026-06-01' }],
    /no list of waivers: .*additional properties/,
  ],
  ['without a fingerprint', [{ ...WAIVER, fingerprint: undefined }], /fingerprint/],
  ['that is no list', 'all', /waivers must be array/],
];

for (const [what, waivers, says] of WRONG) {
  test(`a waiver ${what} is refused in a line`, () => {
    expect(reading(waivers)).toThrow(says);
    expect(reading(waivers)).toThrow(/^[^\n]+$/);
  });
}

test('a file that is no YAML, or not there, is refused in a line', () => {
  const of = (file: string) => () => readWaivers(file, contract, TODAY);

  expect(of(fileWith('waivers: ['))).toThrow(/^cannot read the waivers [^\n]+$/);
  expect(of(fileWith(''))).toThrow(/no list of waivers/);
  expect(of('no-such-file.yaml')).toThrow(/^cannot read the waivers no-such-file\.yaml: [^\n]+$/);
});

const FAILED: ClauseResult = {
  slug: SLUG,
  chapter: 'pagination',
  level: 'MUST',
  verdict: 'fail',
  detail: 'expected a; observed b',
  requests: 1,
  cases: 1,
  fingerprint: WAIVER.fingerprint,
};

test('a failure of the waived kind is waived, and says why and until when; another is not', () => {
  expect(withWaiver(FAILED, [WAIVER])).toMatchObject({
    verdict: 'waived',
    detail: 'until 2026-05-01: mended in 4.11 (expected a; observed b)',
    waiver: { reason: 'mended in 4.11', link: WAIVER.link, expires: '2026-05-01' },
  });
  const other = { ...FAILED, fingerprint: 'v2:fedcba9876543210' };
  expect(withWaiver(other, [WAIVER])).toBe(other);
  const inconclusive = { ...FAILED, verdict: 'inconclusive' } as const;
  expect(withWaiver(inconclusive, [WAIVER])).toBe(inconclusive);
});

test('what became of a waiver: used, stale, unseen or not judged', () => {
  const stateOf = (clauses: readonly ClauseResult[], met: readonly string[] = []) =>
    statesOf([WAIVER], clauses, new Set(met))[0]?.state;
  const { fingerprint: _none, ...passed } = { ...FAILED, verdict: 'pass' } as const;

  expect(stateOf([FAILED])).toBe('used');
  expect(stateOf([{ ...FAILED, fingerprint: 'v2:fedcba9876543210' }], [WAIVER.fingerprint])).toBe('used');
  expect(stateOf([passed])).toBe('stale');
  expect(stateOf([{ ...passed, verdict: 'inconclusive' }])).toBe('unseen');
  expect(stateOf([{ ...FAILED, fingerprint: 'v2:fedcba9876543210' }])).toBe('unseen');
  expect(stateOf([])).toBe('not-judged');
  expect(stateOf([{ ...FAILED, verdict: 'not-scored' }])).toBe('not-judged');
  expect(staleClauses(statesOf([WAIVER], [FAILED], new Set()))).toEqual([]);
  expect(staleClauses(statesOf([WAIVER, WAIVER], [passed], new Set()))).toEqual([SLUG]);
});
