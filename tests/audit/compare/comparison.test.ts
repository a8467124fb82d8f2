/** What changed between two reports, and which of it is worse. */
import { expect, test } from '@playwright/test';
import { compareRuns, hasRegressed } from '../../../src/audit/compare/comparison.ts';
import { comparisonLines } from '../../../src/audit/compare/comparison-lines.ts';
import type { ClauseResult, ClauseVerdict, RunResult } from '../../../src/result/result.ts';
import { clause, counterexample, result } from '../../report/results.ts';

const MUST = 'pagination.tiling';
const OBSERVE = 'pagination.order';
const SHOULD = 'addressing.instance-empty';

const failed = (fingerprint: string) =>
  clause(MUST, 'fail', { counterexample: counterexample(), fingerprint });
const one = (verdict: ClauseVerdict, slug = MUST) =>
  result([verdict === 'fail' ? failed('v2:0000000000000000') : clause(slug, verdict)]);
const NO_EVIDENCE = 'it names no evidence';

const kindsOf = (old: RunResult, newer: RunResult) =>
  compareRuns(old, newer, NO_EVIDENCE).changes.map(({ kind }) => kind);

const KINDS: readonly (readonly [old: ClauseVerdict, now: ClauseVerdict, kind: string | undefined])[] = [
  ['pass', 'pass', undefined],
  ['pass', 'fail', 'regressed'],
  ['waived', 'fail', 'regressed'],
  ['inconclusive', 'fail', 'regressed'],
  ['not-scored', 'fail', 'regressed'],
  ['pass', 'inconclusive', 'regressed'],
  ['pass', 'not-exercised', 'regressed'],
  ['pass', 'waived', 'regressed'],
  ['fail', 'waived', 'improved'],
  ['fail', 'pass', 'improved'],
  ['inconclusive', 'pass', 'improved'],
  ['pass', 'not-applicable', 'changed'],
  ['not-applicable', 'pass', 'changed'],
  ['not-implemented', 'pass', 'changed'],
];

for (const [old, now, kind] of KINDS) {
  test(`${old} to ${now} is ${kind ?? 'no change'}`, () => {
    expect(kindsOf(one(old), one(now))).toEqual(kind === undefined ? [] : [kind]);
    expect(hasRegressed(compareRuns(one(old), one(now), NO_EVIDENCE))).toBe(kind === 'regressed');
  });
}

test('a clause that fails in another way has regressed; in the same way it has not', () => {
  const [same, other] = ['v2:0000000000000000', 'v2:1111111111111111'];
  expect(kindsOf(result([failed(same)]), result([failed(same)]))).toEqual([]);
  expect(kindsOf(result([failed(same)]), result([failed(other)]))).toEqual(['regressed']);
  const lines = comparisonLines(compareRuns(result([failed(same)]), result([failed(other)]), NO_EVIDENCE));
  expect(lines.join('\n')).toContain(`${MUST} MUST  fail in another way`);
});

test('clauses of one report alone, and a warning that is new', () => {
  expect(kindsOf(result([]), one('fail'))).toEqual(['new']);
  expect(kindsOf(one('pass'), result([]))).toEqual(['gone']);
  const warned = result([clause(SHOULD, 'warn', { counterexample: counterexample() })]);
  expect(kindsOf(one('pass', SHOULD), warned)).toEqual(['regressed']);
});

test('observations that changed are told, old and new', () => {
  const observed = (observation: string): ClauseResult => clause(OBSERVE, 'observed', { observation });
  const found = compareRuns(
    result([observed('newest first')]),
    result([observed('by \u001b[31mid')]),
    NO_EVIDENCE,
  );

  expect(found.observations).toEqual([{ slug: OBSERVE, old: 'newest first', new: 'by \u001b[31mid' }]);
  expect(comparisonLines(found).join('\n')).toContain('new  by \\x1b[31mid');
  expect(hasRegressed(found)).toBe(false);
});

test('cost and latency stand side by side', () => {
  const traffic = (upTo: number) => ({
    latency: [
      { upTo, requests: 90 },
      { upTo: 10 * upTo, requests: 10 },
    ],
    slots: { seconds: 1, requests: [100] },
  });
  const [old, newer] = [
    result([clause(MUST, 'pass', { requests: 100 })], { traffic: traffic(2), requests: 100 }),
    result([clause(MUST, 'pass', { requests: 120 })], { traffic: traffic(4), requests: 120 }),
  ];

  expect(compareRuns(old, newer, NO_EVIDENCE).cost).toEqual({
    requests: { old: 100, new: 120 },
    milliseconds: { old: old.milliseconds, new: newer.milliseconds },
    latency: { median: { old: 2, new: 4 }, p95: { old: 20, new: 40 } },
    clauses: [{ slug: MUST, old: 100, new: 120 }],
  });
  expect(comparisonLines(compareRuns(old, newer, NO_EVIDENCE)).join('\n')).toContain('100 -> 120 (+20 %)');
  expect(compareRuns(result([]), newer, NO_EVIDENCE).cost.latency).toBeUndefined();
});

test('what else changed is named: suite, contract, data, terms', () => {
  const [old, newer] = [
    one('pass'),
    result([clause(MUST, 'pass')], {
      suite: { name: 'rds-backups-conformance', version: '2.0.0' },
      contract: { digest: `sha256:${'2'.repeat(64)}`, catalogue: `sha256:${'1'.repeat(64)}` },
      instances: [
        { id: 'one', total: 5, read: 5 },
        { id: 'two', total: 1, read: 1 },
      ],
      acceptUnexercised: true,
    }),
  ];

  expect(compareRuns(old, newer, NO_EVIDENCE).circumstances).toEqual({
    suite: '1.2.3 -> 2.0.0',
    contract: 'sha256:000000000000 -> sha256:222222222222',
    terms: 'all clauses -> all clauses, unexercised accepted',
    data: ['one: 4 -> 5 backups', 'two: not read -> 1 backups'],
    crossJudged: 'the old evidence could not be judged again: it names no evidence',
  });
});

test('the old evidence tells the deployment from the suite', () => {
  const by = (verdict?: ClauseVerdict) =>
    compareRuns(one('pass'), one('fail'), {
      verdicts: new Map(verdict === undefined ? [] : [[MUST, verdict]]),
    });

  expect(by('pass').changes[0]?.cause).toBe('deployment');
  expect(by('pass').circumstances.crossJudged).toBe(
    'judging the old evidence with this suite gives the same verdicts, so the deployment changed',
  );
  expect(by('fail').changes[0]?.cause).toBe('suite');
  expect(by('fail').circumstances.crossJudged).toContain(
    `other verdicts for ${MUST}: the suite changed there`,
  );
  expect(by().changes[0]?.cause).toBe('unknown');
  expect(by().circumstances.crossJudged).toContain('1 of its clauses cannot be judged on it');
  const same = compareRuns(one('pass'), one('pass'), { verdicts: new Map([[MUST, 'pass']]) });
  expect(same.circumstances.crossJudged).toBe(
    'judging the old evidence with this suite gives the same verdicts',
  );
});
