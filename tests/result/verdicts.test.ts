/** From findings to clause verdicts, and from those to the verdict of the run. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Counterexample, Finding } from '../../src/clauses/clause.ts';
import type { CatalogueEntry } from '../../src/contract/catalogue.ts';
import { noCredential, unanswerable, unexercised } from '../../src/engine/outcome.ts';
import {
  CLAUSE_VERDICTS,
  type ClauseResult,
  type ClauseVerdict,
  judgeRun,
  type ShownCounterexample,
} from '../../src/result/result.ts';
import { notImplemented, settle } from '../../src/result/verdict.ts';
import { contract } from '../engine/bench.ts';
import { detectedIn, replyTo } from './values.ts';

const LEVELS = ['MUST', 'SHOULD', 'OBSERVE'] as const;

function clause(level: ClauseResult['level'], verdict: ClauseVerdict): ClauseResult {
  return { slug: `${level}.${verdict}`, chapter: 'c', level, verdict, detail: '', requests: 0, cases: 0 };
}

const musts = (...verdicts: ClauseVerdict[]) => verdicts.map((verdict) => clause('MUST', verdict));

/** Verdicts of MUST clauses, and the run's: as it is, and where the unexercised is accepted. */
const TABLE: readonly (readonly [readonly ClauseVerdict[], string, string])[] = [
  [[], 'inconclusive', 'inconclusive'],
  [['pass'], 'conformant', 'conformant'],
  [['fail'], 'nonconformant', 'nonconformant'],
  [['inconclusive'], 'inconclusive', 'inconclusive'],
  [['not-exercised'], 'inconclusive', 'inconclusive'],
  [['not-applicable'], 'inconclusive', 'inconclusive'],
  [['waived'], 'inconclusive', 'inconclusive'],
  [['pass', 'not-applicable'], 'conformant', 'conformant'],
  [['pass', 'waived'], 'conformant', 'conformant'],
  [['pass', 'not-exercised'], 'inconclusive', 'conformant'],
  [['pass', 'inconclusive'], 'inconclusive', 'inconclusive'],
  [['pass', 'not-exercised', 'inconclusive'], 'inconclusive', 'inconclusive'],
  [['pass', 'fail'], 'nonconformant', 'nonconformant'],
  [['fail', 'inconclusive'], 'nonconformant', 'nonconformant'],
  [['fail', 'not-exercised', 'inconclusive', 'pass'], 'nonconformant', 'nonconformant'],
];

for (const [verdicts, asIs, accepted] of TABLE) {
  test(`a run of [${verdicts.join(', ')}] is ${asIs}, or ${accepted} with the unexercised accepted`, () => {
    expect(judgeRun(musts(...verdicts), false)).toBe(asIs);
    expect(judgeRun(musts(...verdicts), true)).toBe(accepted);
  });
}

const anyClause = fc
  .record({ level: fc.constantFrom(...LEVELS), verdict: fc.constantFrom(...CLAUSE_VERDICTS) })
  .map(({ level, verdict }) => clause(level, verdict));

test('the run is judged by its MUST clauses alone, in no order', () => {
  fc.assert(
    fc.property(fc.array(anyClause, { maxLength: 8 }), fc.boolean(), (clauses, accepts) => {
      const verdict = judgeRun(clauses, accepts);
      expect(judgeRun([...clauses].reverse(), accepts)).toBe(verdict);
      expect(
        judgeRun(
          clauses.filter(({ level }) => level === 'MUST'),
          accepts,
        ),
      ).toBe(verdict);
    }),
    { seed: 20181206 },
  );
});

test('one more failure, or one more doubt, never makes a run look better', () => {
  const rank = ['nonconformant', 'inconclusive', 'conformant'];
  const worse = fc.constantFrom<ClauseVerdict>('fail', 'inconclusive', 'not-exercised');
  fc.assert(
    fc.property(fc.array(anyClause, { maxLength: 8 }), worse, fc.boolean(), (clauses, verdict, accepts) => {
      const before = rank.indexOf(judgeRun(clauses, accepts));
      const after = rank.indexOf(judgeRun([...clauses, clause('MUST', verdict)], accepts));
      expect(after).toBeLessThanOrEqual(before);
      if (verdict === 'fail') expect(after).toBe(0);
    }),
    { seed: 20181206 },
  );
});

const entry = (level: CatalogueEntry['level'], more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  ...contract.catalogue.entry('pagination.page-size'),
  level,
  ...more,
});

const reply = replyTo('instance_id=i', 200, '{}');
const counterexample: Counterexample = {
  violation: { rule: 'total-differs', expected: 'one', observed: 'two', reply },
  transcript: [reply],
  input: 1,
};
const unused = () => {
  throw new Error('nothing to show');
};
const shown: ShownCounterexample = {
  rule: 'total-differs',
  parameters: [],
  expected: 'one',
  observed: 'two',
  exchange: { curl: '', target: '', status: 200, body: '' },
  requests: [],
  reproduce: '',
};

for (const [level, verdict] of [
  ['MUST', 'fail'],
  ['SHOULD', 'warn'],
  ['OBSERVE', 'observed'],
] as const) {
  test(`a violation of a ${level} clause is ${verdict}, shown again or only detected`, () => {
    const broken = settle(entry(level), { kind: 'broken', cases: 3, counterexample }, 9, () => ({
      counterexample: shown,
      fingerprint: 'v2:0123456789abcdef',
    }));
    expect(broken).toMatchObject({ verdict, cases: 3, requests: 9, counterexample: shown });
    expect(broken.fingerprint).toBe('v2:0123456789abcdef');
    expect(broken.detail).toBe('expected one; observed two');
    const detection = { ...detectedIn('some.clause', 'instance_id=i'), count: 2, pointer: '/backups/0' };
    const detected = settle(entry(level), { kind: 'detected', cases: 3, detection }, 9, unused);
    expect(detected).toMatchObject({ verdict, cases: 3, requests: 9 });
    expect(detected.detail).toContain('(in 2 answers, not shown again by asking anew)');
    expect(detected.fingerprint).toBe(detection.fingerprint);
    expect(detected.counterexample).toMatchObject({
      rule: detection.rule,
      exchange: { target: detection.request.target, status: 200, body: '{}' },
      reproduce: expect.stringContaining(`$RDS_ENDPOINT"'${detection.request.target}'`),
      pointer: '/backups/0',
    });
  });
}

const FINDINGS: readonly (readonly [Finding, ClauseVerdict, string])[] = [
  [{ kind: 'held', cases: 4 }, 'pass', '4 cases'],
  [{ kind: 'held', cases: 0 }, 'pass', 'held in every answer seen'],
  [
    { kind: 'undecided', reason: 'unanswered', cases: 1, why: 'no answer', replies: [] },
    'inconclusive',
    'no answer',
  ],
  [
    { kind: 'undecided', reason: 'unanswered', cases: 1, why: 'no answer', replies: [reply] },
    'inconclusive',
    'no answer; last asked: /v3/p/backups?instance_id=i',
  ],
  [{ kind: 'unexercised', reason: 'data-missing', missing: 'rows' }, 'not-exercised', 'rows'],
  [{ kind: 'observed', observation: 'newest first', replies: [] }, 'observed', 'newest first'],
];

for (const [finding, verdict, detail] of FINDINGS) {
  test(`${finding.kind} is ${verdict}: ${detail}`, () => {
    for (const level of LEVELS)
      expect(settle(entry(level), finding, 5, unused)).toMatchObject({ verdict, detail, level, requests: 5 });
    const { reason } = { reason: undefined, ...finding };
    expect(settle(entry('MUST'), finding, 5, unused).reason).toBe(reason);
  });
}

test('what is missing is told by the recipe, else by the needs', () => {
  const recipe = { en: 'make a backup', zh: '备份' };
  expect(unexercised(entry('MUST', { recipe }))).toEqual({
    kind: 'unexercised',
    reason: 'data-missing',
    missing: recipe.en,
  });
  expect(unexercised(entry('MUST', { recipe }), 'none seen')).toEqual({
    kind: 'unexercised',
    reason: 'data-missing',
    missing: 'make a backup (none seen)',
  });
  const { recipe: _none, ...plain } = entry('MUST', { needs: ['rows', 'timed-rows'] });
  expect(unexercised(plain)).toEqual({
    kind: 'unexercised',
    reason: 'data-missing',
    missing: 'needs rows, timed-rows',
  });
});

test('without a credential a clause about it is not applicable', () => {
  const auth = contract.catalogue.entry('auth.missing');
  const result = settle(auth, noCredential(), 0, unused);
  expect(result).toMatchObject({ verdict: 'not-applicable', reason: 'no-credential' });
  expect(result.detail).toBe('no credential is configured');
});

test('where no list could be read, the answers are told instance by instance', () => {
  const result = settle(
    entry('MUST'),
    unanswerable([
      { instance: 'one', why: 'the plain query was answered 401 no', reply },
      { instance: 'two', why: 'refused' },
    ]),
    0,
    unused,
  );
  expect(result.verdict).toBe('inconclusive');
  expect(result.detail).toBe(
    'no list could be read, so nothing can be judged: instance one: the plain query was answered 401 no; instance two: refused; last asked: /v3/p/backups?instance_id=i',
  );
});

test('a clause without a check says so, and took nothing', () => {
  expect(notImplemented(entry('MUST'))).toMatchObject({ verdict: 'not-implemented', requests: 0, cases: 0 });
});
