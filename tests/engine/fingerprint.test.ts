/** Fingerprints: steady over seeds and data, and not the same for other faults of a clause. */
import { expect, test } from '@playwright/test';
import { fingerprintOf, type SeenViolation } from '../../src/engine/fingerprint.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';
import { faults } from '../../src/reference/faults/registry.ts';
import { contract } from './bench.ts';

const SEEN: SeenViolation = {
  expected: 'total_count 260 on every page of one filter',
  observed: 'total_count 9 on another page',
  target: '/v3/p/backups?instance_id=one&offset=5&limit=7',
  status: 200,
};
const of = (more: Partial<SeenViolation>, slug = 'pagination.total-constant') =>
  fingerprintOf(slug, { ...SEEN, ...more }, contract);

test('values, ids and places do not matter', () => {
  const row = { expected: 'one of "COMPLETED", "FAILED"', observed: '"DONE"', pointer: '/backups/3/status' };
  expect(of({})).toMatch(/^v1:[0-9a-f]{16}$/);
  expect(of({ expected: 'total_count 31 on every page of one filter' })).toBe(of({}));
  expect(of({ target: '/v3/other/backups?instance_id=two&offset=6&limit=8' })).toBe(of({}));
  expect(of({ ...row, pointer: '/backups/99/status' })).toBe(of(row));
  expect(of({ observed: 'backup 43e4feaab48f11e89039fa163ebaa7e4br01 twice' })).toBe(
    of({ observed: 'backup some-name twice' }),
  );
});

test('what is expected and answered does', () => {
  const row = { expected: 'a real time', observed: '2018-08-06T12:41:14Z', pointer: '/backups/3/begin_time' };
  const refused = {
    expected: '200: the query is valid',
    observed: '404 {"error_code":"DBS.1"}',
    status: 404,
  };
  const broken = { expected: 'no 5xx, whatever is asked', observed: '500 ', status: 500 };
  const kinds = [
    of({}),
    of({}, 'pagination.total-filtered'),
    of({ observed: 'total_count 300 on another page' }),
    of({ status: 500 }),
    of({ expected: 'no 5xx, whatever is asked' }),
    of(row),
    of({ ...row, pointer: '/backups/3/end_time' }),
    of({ ...row, observed: '2018-08-06T12:41:14+08:00' }),
    of({ ...row, observed: 'null' }),
    of({ ...row, observed: '"OTHER"' }),
    of({ ...row, observed: '"ANOTHER"' }),
    of(refused),
    of({ ...refused, status: 400 }),
    of({ ...refused, observed: '404 {"error_code":"DBS.2"}' }),
    of(broken),
    of({ ...broken, target: '/v3/p/backups?instance_id=one&limit=x' }),
    of({ ...broken, target: '/v3/p/backups?instance_id=one&offset=x' }),
  ];
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('which query met it, and how a known word is misspelt in which row, does not', () => {
  const word = { expected: 'one of "auto", "manual"', observed: '"Auto"', pointer: '/backups/3/type' };
  expect(of({ target: '/v3/p/backups?instance_id=one&backup_type=auto&limit=1' })).toBe(of({}));
  expect(of({ ...word, observed: '"Manual"' })).toBe(of(word));
  expect(of({ ...word, observed: 'Manual (backup 9)' })).toBe(of(word));
});

test('texts of any making have a fingerprint', () => {
  for (const text of ['', '\ud800', '\u202e%', '['.repeat(50_000), '{"a":'.repeat(9000), '9'.repeat(9000)])
    expect(of({ expected: text, observed: text, pointer: text, target: text })).toMatch(/^v1:/);
});

/** By fault and clause: how often each fingerprint was seen. */
type Seen = ReadonlyMap<string, ReadonlyMap<string, number>>;

async function seenOf(slugs: readonly string[], seeds: readonly number[]): Promise<Seen> {
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
  expect(escaped.length, escaped.join(', ')).toBeLessThanOrEqual(1);
});
