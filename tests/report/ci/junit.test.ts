import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { junitReport } from '../../../src/report/ci/junit.ts';
import { HOSTILE_TEXT, hostileResult } from '../hostile.ts';
import { catalogue, clause, counterexample, result } from '../results.ts';
import { junitProblems } from './junit-schema.ts';

const mixed = result([
  clause('addressing.version-case', 'pass'),
  clause('addressing.sample-request', 'warn', { counterexample: counterexample({ observed: 'a warning' }) }),
  clause('auth.missing', 'not-applicable', { detail: 'no credential is configured' }),
  clause('pagination.tiling', 'fail', { counterexample: counterexample({ observed: 'a failure' }) }),
  clause('pagination.order', 'observed', { observation: 'newest first' }),
  clause('pagination.default-limit', 'not-exercised', { detail: 'needs more than 100 backups' }),
  clause('window.sound', 'inconclusive', { detail: 'the data moved' }),
  clause('window.bounds', 'inconclusive', { detail: 'the data moved' }),
]);

test('a suite for each chapter, a case for each clause, an outcome for each verdict', async () => {
  const xml = junitReport(mixed, catalogue);

  expect(await junitProblems(xml)).toEqual([]);
  expect(xml).toMatch(/<testsuites [^>]*tests="8" failures="1" errors="1" time="1.234"/);
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual(
    ['addressing', 'auth', 'pagination', 'window'].map((chapter) => `rds-backups-conformance.${chapter}`),
  );
  const outcomes = [...xml.matchAll(/name="([a-z.-]+): [^"]*"(?:\/>|>\s*<([a-z-]+))/g)];
  expect(outcomes.map(([, slug, outcome]) => [slug, outcome])).toEqual([
    ['addressing.version-case', undefined],
    ['addressing.sample-request', 'system-out'],
    ['auth.missing', 'skipped'],
    ['pagination.tiling', 'failure'],
    ['pagination.order', 'system-out'],
    ['pagination.default-limit', 'skipped'],
    ['window.sound', 'error'],
    // Not a MUST: it does not decide the verdict of the run.
    ['window.bounds', 'skipped'],
  ]);
  for (const text of ['a failure', 'a warning', 'newest first', 'needs more than 100', 'the data moved']) {
    expect(xml).toContain(text);
  }
});

test('the document is valid whatever a deployment says, and holds it', async () => {
  const xml = junitReport(hostileResult(HOSTILE_TEXT), catalogue);

  expect(await junitProblems(xml)).toEqual([]);
  expect(xml).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(xml).not.toContain('<img');
  expect(xml).not.toMatch(/\p{Bidi_Control}|[^\P{Cc}\n]/u);
});

test('no text makes the document invalid', async () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
    fc.constantFrom(']]>', '&', '<![CDATA[', '\ufffe', '\ud800'),
  );
  const texts = fc.sample(anything, { numRuns: 200, seed: 1 });

  expect(await junitProblems(junitReport(hostileResult(texts.join(' ')), catalogue))).toEqual([]);
});

test('the schema of this test refuses what build servers refuse', async () => {
  const xml = junitReport(mixed, catalogue);

  expect(
    await junitProblems(xml.replace('<failure ', '<problem ').replace('</failure', '</problem')),
  ).not.toEqual([]);
  expect(await junitProblems(xml.replace(' tests="', ' cases="'))).not.toEqual([]);
  expect(await junitProblems(xml.replace('a failure', 'a < failure'))).not.toEqual([]);
  expect(await junitProblems(xml.replace('a failure', 'a \u0007 failure'))).not.toEqual([]);
});

test('one cause is one error, however many clauses it left open', async () => {
  const open = ['window.sound', 'pagination.tiling'].map((slug) => clause(slug, 'inconclusive'));
  const xml = junitReport(result(open, { obstacle: 'every list was answered 401: set it' }), catalogue);
  expect(await junitProblems(xml)).toEqual([]);
  expect(xml).toMatch(/<testsuites [^>]*tests="3" failures="0" errors="1"/);
  expect(xml.match(/every list was answered 401/g)).toHaveLength(1);
});

test('the embedded reference deployment is named in the suite, its properties and its cases', async () => {
  const settings = { project: 'p', instances: [], authenticated: true, concurrency: 8, embedded: true };
  const xml = junitReport(result([clause('window.sound', 'pass')], { settings }), catalogue);
  expect(await junitProblems(xml)).toEqual([]);
  expect(xml).toContain('<testsuites name="rds-backups-conformance.embedded reference deployment"');
  expect(xml).toContain('<property name="deployment" value="embedded reference deployment"');
});
