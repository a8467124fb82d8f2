import { expect, test } from '@playwright/test';
import { readBudget } from '../../src/config/budget.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { SUITE } from '../../src/contract/package.ts';
import type { Detection } from '../../src/engine/detection.ts';
import { NOTHING_SEEN } from '../../src/engine/seen.ts';
import type { ClauseAttachment, ShardFacts } from '../../src/playwright/clause-attachment.ts';
import { mergeResult } from '../../src/playwright/merge-result.ts';
import type { ClauseResult } from '../../src/result/result.ts';
import { clause } from '../report/results.ts';

const contract = loadContract();

const VOUCHER = { exchanges: 0, root: 'sha256:', sha256: 'sha256:' };

function shard(id: string, rest: Partial<ShardFacts> = {}): ShardFacts {
  return {
    id,
    run: {
      suite: SUITE,
      target: 'http://host',
      seed: 7,
      budget: readBudget('smoke'),
      acceptUnexercised: false,
      settings: { project: 'p', instances: ['one'], authenticated: true, concurrency: 8, embedded: false },
      startedAt: '2024-01-01T00:00:00.000Z',
    },
    surveyed: {
      instances: [{ id: 'one', total: 4, read: 4 }],
      requests: 5,
      seen: NOTHING_SEEN,
      visits: { 'limit 1': 1 },
    },
    noise: { '429': 1 },
    survey: VOUCHER,
    report: 'reports/latest',
    ...rest,
  };
}

function attachment(of: ShardFacts, result: ClauseResult): readonly [string, ClauseAttachment] {
  return [
    result.slug,
    {
      shard: of,
      judged: { result, seen: NOTHING_SEEN, visits: { 'limit 1': 2 } },
      noise: { '429': 3 },
      evidence: VOUCHER,
    },
  ];
}

const one = shard('one');

test('a test that ended without a judgement leaves its clause inconclusive, with the reason', () => {
  const result = mergeResult({
    contract,
    slugs: ['window.sound', 'window.complete', 'window.monotone'],
    attachments: new Map([attachment(one, clause('window.sound', 'pass'))]),
    errors: new Map([['window.complete', 'the worker died']]),
    milliseconds: 1,
  });

  expect(result.verdict).toBe('inconclusive');
  expect(result.clauses.map(({ slug, verdict }) => [slug, verdict])).toEqual([
    ['window.sound', 'pass'],
    ['window.complete', 'inconclusive'],
    ['window.monotone', 'inconclusive'],
  ]);
  expect(result.clauses[1]?.detail).toContain('the worker died');
  expect(result.clauses[2]?.detail).toContain('not run');
});

test('the requests, the noise and the visits of every shard count, each survey once', () => {
  const attachments = new Map([
    attachment(one, clause('window.sound', 'pass')),
    attachment(one, clause('window.complete', 'pass')),
    attachment(shard('other'), clause('window.monotone', 'pass')),
  ]);

  const result = mergeResult({
    contract,
    slugs: [...attachments.keys()],
    attachments,
    errors: new Map(),
    milliseconds: 1,
  });

  expect(result.requests).toBe(5 + 5 + 3 * 3);
  expect(result.noise).toEqual({ '429': 1 + 1 + 3 * 3 });
  expect(result.coverage.boundaries).toEqual([{ name: 'limit 1', requests: 1 + 1 + 3 * 2 }]);
});

test('clauses left out by grep or a shard are said to be, and all of them are no selection', () => {
  const some = new Map([attachment(one, clause('window.sound', 'pass'))]);
  const all = new Map(contract.catalogue.entries.map(({ slug }) => attachment(one, clause(slug, 'pass'))));
  const of = (attachments: ReadonlyMap<string, ClauseAttachment>) =>
    mergeResult({
      contract,
      slugs: [...attachments.keys()],
      attachments,
      errors: new Map(),
      milliseconds: 1,
    });

  expect(of(some).selected).toEqual(['window.sound']);
  expect(of(all).selected).toBeUndefined();
});

test('what a clause saw of another in a different shard still counts against that one', () => {
  const detection: Detection = {
    slug: 'errors.no-server-fault',
    fingerprint: 'v2:0000000000000000',
    rule: 'server-fault',
    parameters: [],
    status: 500,
    expected: 'no 5xx',
    observed: '500',
    request: { target: '/v3/p/backups', query: '', credential: 'own', status: 500, text: '' },
    overrides: {},
    count: 1,
  };
  const [slug, seen] = attachment(one, clause('window.sound', 'pass'));
  const result = mergeResult({
    contract,
    slugs: [slug, 'errors.no-server-fault'],
    attachments: new Map([
      [slug, { ...seen, judged: { ...seen.judged, seen: { detections: [detection], judged: {} } } }],
      attachment(shard('other'), clause('errors.no-server-fault', 'pass')),
    ]),
    errors: new Map(),
    milliseconds: 1,
  });

  expect(result.verdict).toBe('nonconformant');
  expect(result.clauses.find((each) => each.slug === 'errors.no-server-fault')?.verdict).toBe('fail');
});
