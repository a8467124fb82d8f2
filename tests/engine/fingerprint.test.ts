/** Fingerprints: steady over seeds and data, and not the same for other faults of a clause. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Violation } from '../../src/clauses/clause.ts';
import { fingerprintOf, fingerprintsWithin, identityOf } from '../../src/engine/fingerprint.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';
import { faults } from '../../src/reference/registry.ts';
import { replyTo } from '../result/values.ts';
import { contract } from './bench.ts';

interface Seen extends Partial<Violation> {
  readonly query?: string;
  readonly status?: number;
  readonly slug?: string;
}

function of({ query = 'instance_id=one&limit=7', status = 200, slug = 'a.clause', ...more }: Seen): string {
  const violation: Violation = { rule: 'page-too-short', expected: '7 backups', observed: '6', ...more };
  return fingerprintOf(slug, identityOf(violation, [replyTo(query, status, '{}')], contract));
}

test('values, ids, places in lists and messages do not matter', () => {
  const row: Seen = { rule: 'schema-enum', pointer: '/backups/3/status' };
  expect(of({})).toMatch(/^v2:[0-9a-f]{16}$/);
  expect(of({ expected: 'seven of them', observed: 'not seven' })).toBe(of({}));
  expect(of({ query: 'limit=100&instance_id=two' })).toBe(of({}));
  expect(of({ query: 'instance_id=one&limit=7&limit=8' })).toBe(of({}));
  expect(of({ query: 'instance%5Fid=one&limit=7' })).toBe(of({}));
  expect(of({ status: 204 })).toBe(of({}));
  expect(of({ ...row, pointer: '/backups/99/status' })).toBe(of(row));
  expect(of({ query: 'instance_id=one&limit=7&abc=1' })).toBe(of({ query: 'instance_id=one&limit=7&x=2' }));
});

test('clause, rule, place, parameters and the class of the status do', () => {
  const refused: Seen = { rule: 'invalid-query-answered' };
  const kinds = [
    of({}),
    of({ slug: 'other.clause' }),
    of({ rule: 'page-too-long' }),
    of({ query: 'instance_id=one' }),
    of({ query: 'instance_id=one&limit=7&offset=1' }),
    of({ query: 'instance_id=one&limit=7&offset=1&x=1' }),
    of({ status: 404 }),
    of({ status: 500 }),
    of({ pointer: '' }),
    of({ pointer: '/backups' }),
    of({ pointer: '/backups/3/begin_time' }),
    of({ pointer: '/backups/3/end_time' }),
    of(refused),
    of({ ...refused, place: { parameter: 'limit', constraint: 'maximum' } }),
    of({ ...refused, place: { parameter: 'limit', constraint: 'minimum' } }),
    of({ ...refused, place: { parameter: 'offset', constraint: 'minimum' } }),
  ];
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('a violation may turn out as any that has some of its parameters, and as no other', () => {
  const [reply, fewer, others] = ['a=1&limit=1&offset=1', 'limit=1', 'limit=1&backup_id=1'].map((query) =>
    identityOf({ rule: 'page-too-short', expected: '', observed: '' }, [replyTo(query, 200, '')], contract),
  );
  if (reply === undefined || fewer === undefined || others === undefined) throw new Error('no identity');
  const within = [...fingerprintsWithin('a.clause', reply)];
  expect(within[0]).toBe(fingerprintOf('a.clause', reply));
  expect(new Set(within).size).toBe(8);
  expect(within).toContain(fingerprintOf('a.clause', fewer));
  expect(within).not.toContain(fingerprintOf('a.clause', others));
  expect(within).not.toContain(fingerprintOf('a.clause', { ...fewer, rule: 'page-too-long' }));
});

test('queries and pointers of any making have a fingerprint', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(text, text, (query, pointer) => {
      expect(of({ query, pointer })).toMatch(/^v2:/);
    }),
    { seed: 20181206 },
  );
  expect(of({ query: '&%zz=[&='.repeat(9000), pointer: '/1'.repeat(9000) })).toMatch(/^v2:/);
});

/** By fault and clause: how often each fingerprint was seen. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

async function seenOf(slugs: readonly string[], seeds: readonly number[]): Promise<Counts> {
  const seen = new Map<string, Map<string, number>>();
  for (const fault of faults.filter((each) => slugs.includes(each.slug))) {
    for (const seed of seeds) {
      // Every second seed looks at other data too.
      const data = seed % 2 === 1 ? {} : { seed: seed + 10, backups: 200 + 45 * seed };
      const subject = { fault: fault.slug, ...data };
      const budget = 'standard';
      const { clauses } = await judgeSubject(contract, { subject, seed, budget, selected: fault.caughtBy });
      for (const { slug, fingerprint } of clauses) {
        if (fingerprint === undefined) continue;
        const counts = seen.get(`${fault.slug} ${slug}`) ?? new Map<string, number>();
        seen.set(`${fault.slug} ${slug}`, counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1));
      }
    }
  }
  return seen;
}

test('one fault has one fingerprint over seeds and data', async () => {
  test.slow();
  const sample = faults.filter((_, place) => place % 19 === 5).map(({ slug }) => slug);
  const seen = [...(await seenOf(sample, [1, 2, 3, 4, 5])).values()].map((counts) => [...counts.values()]);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const all = sum(seen.map(sum));
  const same = sum(seen.map((counts) => Math.max(...counts)));
  expect(all).toBeGreaterThan(50);
  expect(same / all).toBeGreaterThanOrEqual(0.95);
});

test('faults that one clause catches mostly have fingerprints of their own', async () => {
  test.slow();
  const slugs = [
    'pagination.page-size',
    'pagination.limit-bounds',
    'response.schema',
    'response.time-format',
    'filters.sound',
  ];
  let [pairs, apart] = [0, 0];
  for (const slug of slugs) {
    const caught = faults.filter(({ caughtBy }) => caughtBy.includes(slug)).slice(0, 6);
    const seen = await seenOf(
      caught.map((fault) => fault.slug),
      [1],
    );
    const prints = caught.flatMap((fault) => [...(seen.get(`${fault.slug} ${slug}`)?.keys() ?? [])]);
    for (const [place, one] of prints.entries()) {
      const others = prints.slice(0, place);
      pairs += others.length;
      apart += others.filter((other) => other !== one).length;
    }
  }
  expect(pairs).toBeGreaterThan(20);
  expect(apart / pairs).toBeGreaterThan(0.5);
});

test('what one run drafts holds for other seeds', async () => {
  test.slow();
  const sample = faults.filter((_, place) => place % 23 === 7);
  const escaped: string[] = [];
  for (const { slug: fault, caughtBy: selected } of sample) {
    const of = { subject: { fault }, budget: 'standard', selected };
    const drafted = await judgeSubject(contract, { ...of, seed: 1, everyKind: true });
    const waived = new Map(
      drafted.clauses.map(({ slug, fingerprint = '', others = [] }) => [
        slug,
        new Set([fingerprint, ...others.map((other) => other.fingerprint)]),
      ]),
    );
    const followed = await judgeSubject(contract, { ...of, seed: 2, waived });
    const isFresh = followed.clauses.some(
      ({ slug, fingerprint }) => fingerprint !== undefined && waived.get(slug)?.has(fingerprint) !== true,
    );
    if (isFresh) escaped.push(fault);
  }
  expect(sample.length).toBeGreaterThan(10);
  expect(escaped.length, escaped.join(', ')).toBeLessThanOrEqual(sample.length / 8);
});
