/** The result of a run, from clauses judged apart: in one process or in several. */
import { expect, test } from '@playwright/test';
import { readBudget } from '../../src/config/budget.ts';
import type { Level } from '../../src/contract/catalogue.ts';
import { seedFor } from '../../src/engine/engine.ts';
import { NOTHING_SEEN } from '../../src/engine/seen.ts';
import { assemble, type Judged, type RunFacts, type SurveyFacts } from '../../src/result/assemble.ts';
import type { ClauseVerdict, ShownCounterexample } from '../../src/result/result.ts';
import { contract } from '../engine/bench.ts';
import { detectedIn } from './values.ts';

const FACTS: RunFacts = {
  suite: { name: 'suite', version: '0' },
  target: 'https://rds.example.com',
  seed: 4,
  budget: readBudget('smoke'),
  acceptUnexercised: false,
  settings: { project: 'p', instances: ['one'], authenticated: true, concurrency: 8, embedded: false },
  startedAt: '2026-01-01T00:00:00.000Z',
};
const SURVEYED: SurveyFacts = { instances: [], requests: 5, seen: NOTHING_SEEN, visits: { 'limit 1': 2 } };
const TRAFFIC = { noise: { 503: 2 }, milliseconds: 7 };

const of = (level: Level) => contract.catalogue.entries.filter((entry) => entry.level === level);

function judged(slug: string, verdict: ClauseVerdict, more: Partial<Judged> = {}): Judged {
  const { chapter, level } = contract.catalogue.entry(slug);
  return {
    result: { slug, chapter, level, verdict, detail: 'as judged', requests: 3, cases: 2 },
    seen: NOTHING_SEEN,
    visits: { 'limit 1': 1, 'limit 100': 1 },
    ...more,
  };
}

const all = contract.catalogue.entries.map(({ slug }) => slug);
const allPass = all.map((slug) => judged(slug, 'pass'));
const assembled = (clauses: readonly Judged[], facts = FACTS, surveyed = SURVEYED) =>
  assemble(contract, facts, surveyed, clauses, TRAFFIC);

test('clauses stand in the order of the catalogue, and their requests, visits and noise are added up', () => {
  const result = assembled([...allPass].reverse());
  expect(result.clauses.map(({ slug }) => slug)).toEqual(all);
  expect(result.verdict).toBe('conformant');
  expect(result.detail).toBe('every MUST clause judged has passed');
  expect(result.requests).toBe(5 + 3 * all.length);
  expect(result.noise).toEqual({ 503: 2 });
  expect(result.coverage.boundaries).toEqual([
    { name: 'limit 1', requests: 2 + all.length },
    { name: 'limit 100', requests: all.length },
  ]);
});

test('a clause nobody judged is told as not implemented', () => {
  const [first, ...rest] = allPass;
  const result = assembled(rest);
  expect(result.clauses[0]).toMatchObject({ slug: first?.result.slug, verdict: 'not-implemented' });
  expect(result.clauses.filter(({ verdict }) => verdict === 'not-implemented')).toHaveLength(1);
  expect(assembled([]).verdict).toBe('inconclusive');
  const musts = of('MUST').length;
  expect(assembled([]).detail).toContain(`${musts} MUST clauses not implemented yet`);
  expect(assembled([], { ...FACTS, selected: [] }).detail).toBe('no MUST clause was judged');
});

for (const [level, verdict, run] of [
  ['MUST', 'fail', 'nonconformant'],
  ['SHOULD', 'warn', 'conformant'],
  ['OBSERVE', 'observed', 'conformant'],
] as const) {
  test(`what others saw late of a ${level} clause that had passed makes it ${verdict}`, () => {
    const slug = of(level)[0]?.slug ?? '';
    const late = [detectedIn(slug, 'much-longer'), detectedIn(slug, 'short')];
    const others = all.filter((each) => each !== slug).map((each) => judged(each, 'pass'));
    const seenByOthers = others.map((one, place) =>
      place === 7 ? { ...one, seen: { detections: late, judged: {} } } : one,
    );
    const inOthers = assembled([judged(slug, 'pass'), ...seenByOthers]);
    const inSurvey = assembled(allPass, FACTS, { ...SURVEYED, seen: { detections: late, judged: {} } });
    for (const result of [inOthers, inSurvey]) {
      const clause = result.clauses.find((each) => each.slug === slug);
      expect(clause).toMatchObject({ verdict, cases: 2, requests: 3 });
      expect(clause?.counterexample?.exchange.target).toBe('/v3/p/backups?short');
      expect(clause?.detail).toContain('in 2 answers');
      expect(result.verdict).toBe(run);
    }
  });
}

test('a counterexample of the clause itself stands, whatever others saw', () => {
  const slug = of('MUST')[0]?.slug ?? '';
  const own = judged(slug, 'fail');
  const shown = { curl: '', target: '/own', status: 200, body: '' };
  const counterexample: ShownCounterexample = {
    rule: 'total-differs',
    parameters: [],
    expected: 'a',
    observed: 'b',
    exchange: shown,
    requests: [shown],
    reproduce: 'r',
  };
  const failed = { ...own, result: { ...own.result, counterexample, fingerprint: 'v2:0123456789abcdef' } };
  const result = assembled([failed], FACTS, {
    ...SURVEYED,
    seen: { detections: [detectedIn(slug, 'short')], judged: {} },
  });
  expect(result.clauses.find((each) => each.slug === slug)).toMatchObject(failed.result);
});

test('only what was asked for is told, and the verdict is about that', () => {
  const [asked, other] = of('MUST').map(({ slug }) => slug);
  const facts = { ...FACTS, selected: [asked ?? ''] };
  const result = assembled([judged(asked ?? '', 'pass'), judged(other ?? '', 'fail')], facts);
  expect(result.clauses.map(({ slug }) => slug)).toEqual([asked]);
  expect(result).toMatchObject({ verdict: 'conformant', selected: [asked] });
});

test('the detail names the clauses that decide', () => {
  const [one, two, three] = of('MUST').map(({ slug }) => slug);
  const selected = [one ?? '', two ?? '', three ?? ''];
  const pass = judged(one ?? '', 'pass');
  const detailOf = (second: ClauseVerdict, third: ClauseVerdict, acceptUnexercised = false) =>
    assembled([pass, judged(two ?? '', second), judged(three ?? '', third)], {
      ...FACTS,
      acceptUnexercised,
      selected,
    }).detail;
  expect(detailOf('fail', 'inconclusive')).toBe(`1 MUST clause failed: ${two}`);
  expect(detailOf('fail', 'fail')).toBe(`2 MUST clauses failed: ${two}, ${three}`);
  expect(detailOf('inconclusive', 'not-exercised')).toBe(`1 MUST clause could not be decided: ${two}`);
  expect(detailOf('not-exercised', 'pass')).toBe(`1 MUST clause not exercised: ${two}`);
  expect(detailOf('not-exercised', 'pass', true)).toBe(
    `every MUST clause judged has passed; not exercised, as accepted: ${two}`,
  );
});

test('the detail begins with the one cause, and counts what it left open', () => {
  const [one, two] = of('MUST').map(({ slug }) => slug);
  const selected = [one ?? '', two ?? ''];
  const undecided = selected.map((slug) => judged(slug, 'inconclusive'));
  const surveyed = { ...SURVEYED, obstacle: 'every list was answered 401: set it' };
  expect(assembled(undecided, { ...FACTS, selected }, surveyed).detail).toBe(
    'every list was answered 401: set it; 2 MUST clauses could not be decided because of that',
  );
});

/** Written down once: another seed would replay other cases than an older report names. */
const SEEDS = [396601926, -2013996750];

test('the seed of a clause is its own, the same in every version, and follows the seed of the run', () => {
  expect(seedFor(1, 'pagination.tiling')).toBe(seedFor(1, 'pagination.tiling'));
  const seeds = [1, 2, 3].flatMap((seed) => all.map((slug) => seedFor(seed, slug)));
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(seeds.every((seed) => Number.isInteger(seed) && Math.abs(seed) <= 2 ** 31)).toBe(true);
  expect([seedFor(1, 'pagination.tiling'), seedFor(7, 'window.sound')]).toEqual(SEEDS);
});
