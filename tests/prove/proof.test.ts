/** What a proof complains of. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import type { Catch, JobResult } from '../../src/prove/job.ts';
import { evaluate } from '../../src/prove/proof.ts';

const caughtBy = (slug: string, verdict: Catch['verdict'] = 'fail'): Catch => {
  return { slug, verdict, requests: 1, first: 1, detail: 'what was seen' };
};

function run(kind: 'fault' | 'variant', slug: string, more: Partial<JobResult> = {}): JobResult {
  const job = { kind, slug, seed: 1, budget: 'standard' };
  return { job, verdict: 'conformant', requests: 9, catches: [], undecided: [], named: [], ...more };
}

const complaintsOf = (result: JobResult) => evaluate([result], []).complaints;

test('a fault that is not caught, or by others alone', () => {
  const named = ['pagination.page-size'];
  expect(complaintsOf(run('fault', 'limit-ignored', { named, undecided: ['window.sound'] }))).toEqual([
    'fault limit-ignored, seed 1: is not caught; pagination.page-size should catch it (undecided: window.sound)',
  ]);
  const others = { named, catches: [caughtBy('filters.combine')] };
  expect(complaintsOf(run('fault', 'limit-ignored', others))).toEqual([
    'fault limit-ignored, seed 1: caught only by filters.combine, which are not named for it; pagination.page-size should catch it',
  ]);
  expect(
    complaintsOf(run('fault', 'limit-ignored', { named, catches: [caughtBy('pagination.page-size')] })),
  ).toEqual([]);
});

test('a conformant variant that fails, warns unexpectedly, or is left undecided though it stands still', () => {
  const at = 'conformant variant utc-times, seed 1';
  expect(complaintsOf(run('variant', 'utc-times'))).toEqual([]);
  expect(complaintsOf(run('variant', 'utc-times', { catches: [caughtBy('window.sound')] }))).toEqual([
    `${at}: window.sound fails: what was seen`,
  ]);
  expect(
    complaintsOf(run('variant', 'utc-times', { catches: [caughtBy('window.raw-plus', 'warn')] })),
  ).toEqual([`${at}: window.raw-plus warns: what was seen`]);
  expect(complaintsOf(run('variant', 'utc-times', { undecided: ['window.sound'] }))).toEqual([
    `${at}: undecided, though nothing changes: window.sound`,
  ]);
});

test('data that move may leave a clause undecided; a warning that is expected must come', () => {
  expect(complaintsOf(run('variant', 'moving', { undecided: ['window.sound'] }))).toEqual([]);
  const warned = { catches: [caughtBy('errors.v3-names', 'warn')] };
  expect(complaintsOf(run('variant', 'v1-error-names', warned))).toEqual([]);
  expect(complaintsOf(run('variant', 'v1-error-names'))).toEqual([
    'conformant variant v1-error-names, seed 1: errors.v3-names should warn, and does not',
  ]);
});

test('a MUST clause without a fault only its own', () => {
  const { entries } = loadContract().catalogue;
  const [must, should] = [
    entries.find(({ level }) => level === 'MUST'),
    entries.find(({ level }) => level === 'SHOULD'),
  ];
  if (must === undefined || should === undefined) throw new Error('no such clause');
  const only = run('fault', 'limit-ignored', { named: [must.slug], catches: [caughtBy(must.slug)] });
  const shared = { ...only, catches: [caughtBy(must.slug), caughtBy('filters.combine')] };

  expect(evaluate([only], [must, should])).toEqual({
    caughtAlone: { [must.slug]: ['limit-ignored'] },
    complaints: [],
  });
  expect(evaluate([shared], [must]).complaints).toEqual([`${must.slug} catches no fault alone`]);
});
