/** The nearest signature names the fault; where none is near, or too many are, nothing is named. */
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { packageFile } from '../../src/contract/package.ts';
import { diagnose, diagnosed } from '../../src/diagnosis/diagnose.ts';
import {
  readSignatures,
  SIGNATURES_FILE,
  type Signature,
  signatureOf,
  writeSignatures,
} from '../../src/diagnosis/signatures.ts';
import type { Symptoms } from '../../src/diagnosis/symptoms.ts';
import { faults } from '../../src/reference/registry.ts';
import { signaturesFile } from '../../tools/fault-signatures.ts';
import { clause, counterexample, result } from '../report/results.ts';

const CLAUSES = ['a.one', 'a.two', 'a.three', 'a.four'];

/** A run in which these clauses are broken, each with its rule and other traits, and all others of CLAUSES held. */
function run(broken: Readonly<Record<string, string>>): Symptoms {
  return new Map(
    CLAUSES.map((slug) => {
      const traits = broken[slug];
      return [
        slug,
        traits === undefined
          ? []
          : traits.split(', ').map((trait, at) => (at === 0 ? `rule ${trait}` : trait)),
      ];
    }),
  );
}

/** Signatures of the faults by slug, each from some equal runs; with many other faults, as there are. */
function known(all: Readonly<Record<string, Symptoms>>): ReadonlyMap<string, Signature> {
  const others = Array.from(
    { length: 60 },
    (_, at) => [`other-${at}`, run({ 'a.four': `other-${at}` })] as const,
  );
  return new Map(
    [...others, ...Object.entries(all)].map(([slug, one]) => [slug, signatureOf([one, one, one, one])]),
  );
}

test('the fault is named that breaks the same clauses by the same rules', () => {
  const found = diagnose(
    run({ 'a.one': 'x, at 1', 'a.two': 'y' }),
    known({
      both: run({ 'a.one': 'x, at 1', 'a.two': 'y' }),
      'by-another-rule': run({ 'a.one': 'z', 'a.two': 'y' }),
      one: run({ 'a.one': 'x, at 1' }),
      more: run({ 'a.one': 'x, at 1', 'a.two': 'y', 'a.three': 'y, at 1' }),
    }),
  );
  expect(found).toMatchObject({ fault: 'both', explained: 2, of: 2, clauses: ['a.one', 'a.two'] });
  expect(found?.alike).not.toContain('by-another-rule');
  expect(found?.alike).not.toContain('one');
  expect(found?.certainty).toBeGreaterThan(0.8);
});

test('traits decide between faults that break the same clause by the same rule', () => {
  const signatures = known({ first: run({ 'a.one': 'x, at 1' }), second: run({ 'a.one': 'x, at 2' }) });
  expect(diagnose(run({ 'a.one': 'x, at 2' }), signatures)).toMatchObject({ fault: 'second' });
  const { alike = [], fault } = diagnose(run({ 'a.one': 'x, at 3' }), signatures) ?? {};
  expect([fault, ...alike].sort()).toEqual(['first', 'second']);
});

test('a clause that few faults break tells more than one that many break', () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`many-${at}`, run({ 'a.one': 'x', 'a.two': `by-${at}` })]),
  );
  const found = diagnose(
    run({ 'a.one': 'x', 'a.three': 'rare' }),
    known({ ...many, rare: run({ 'a.three': 'rare', 'a.two': 'y' }) }),
  );
  expect(found?.fault ?? 'rare').toBe('rare');
});

test('what the run did not judge is left out', () => {
  const signatures = known({ both: run({ 'a.one': 'x', 'a.two': 'y' }) });
  const judgedInPart: Symptoms = new Map([['a.one', ['rule x']]]);
  expect(diagnose(judgedInPart, signatures)).toMatchObject({ fault: 'both', explained: 1, of: 1 });
});

test('nothing is named where nothing is wrong, no fault is near, or too many are', () => {
  const signatures = known({ one: run({ 'a.one': 'x', 'a.two': 'y' }) });
  expect(diagnose(run({}), signatures)).toBeUndefined();
  expect(diagnose(new Map(), signatures)).toBeUndefined();
  expect(diagnose(run({ 'a.one': 'unheard-of', 'a.three': 'unheard-of' }), signatures)).toBeUndefined();
  expect(diagnose(run({ 'a.one': 'x' }), new Map())).toBeUndefined();
  const twins = known(
    Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => [slug, run({ 'a.one': 'x' })])),
  );
  expect(diagnose(run({ 'a.one': 'x' }), twins)).toBeUndefined();
});

test('a fault that explains less than two thirds is not named', () => {
  const signatures = known({ one: run({ 'a.one': 'x, at 1, of 2, with 3' }) });
  expect(diagnose(run({ 'a.one': 'x, at 1, of 2, with 3' }), signatures)).toBeDefined();
  expect(diagnose(run({ 'a.one': 'x, at 1, of 2, with 3', 'a.two': 'y' }), signatures)).toBeUndefined();
});

test('the file holds signatures of faults and clauses that exist, and reads as it was written', () => {
  expect(signaturesFile.problems?.()).toEqual([]);
  const signatures = readSignatures();
  const known = faults.filter(({ slug }) => signatures.has(slug));
  expect(known.length).toBeGreaterThan(faults.length / 2);
  const silent = [...signatures].filter(([, one]) =>
    [...one.all.values()].every(({ broken }) => broken === 0),
  );
  expect(silent).toEqual([]);
  const inFile = JSON.parse(readFileSync(packageFile(SIGNATURES_FILE), 'utf8'));
  const { traits, faults: written } = JSON.parse(writeSignatures('sha256:0', inFile.runs, signatures));
  expect(written).toEqual(inFile.faults);
  expect(statSync(packageFile(SIGNATURES_FILE)).size).toBeLessThan(400_000);
  // Ids, dates and sizes of the reference deployment say nothing about another one.
  expect(traits.filter((trait: string) => /[0-9a-f]{8}|20[0-9]{2}-/.test(trait))).toEqual([]);
});

test('a clause or a fault that was added after the file was made does not spoil a diagnosis', () => {
  const signatures = known({ both: run({ 'a.one': 'x', 'a.two': 'y' }) });
  const withNewClause = new Map([...run({ 'a.one': 'x', 'a.two': 'y' }), ['b.new', ['rule z']]]);
  expect(diagnose(withNewClause, signatures)).toMatchObject({ fault: 'both', explained: 2, of: 2 });
  expect(diagnose(new Map([['b.new', ['rule z']]]), signatures)).toBeUndefined();
});

test('a diagnosis ends when its time is over, and says so', () => {
  const seconds = [0, 1, 3];
  const clock = () => 1000 * (seconds.shift() ?? 3);
  const failing = result([clause('pagination.page-size', 'fail', { counterexample: counterexample() })]);
  expect(() => diagnosed(loadContract(), failing, clock)).toThrow('it takes longer than 2 seconds');
});
