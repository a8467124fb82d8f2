/** A deployment that lists nothing, for whatever reason, is never called conformant, nor blamed for what it did not do. */
import { expect, test } from '@playwright/test';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { contract, judgeBehind } from './judging.ts';

const JSON_TYPE = 'application/json';
const HTML_TYPE = 'text/html; charset=utf-8';
const ERROR = JSON.stringify({ error_code: 'DBS.280005', error_msg: 'Not for you.' });
const PAGE = '<!doctype html><title>Sign in</title>';

/** Judges a deployment that answers everything alike. */
function judgeAlike(status: number, type: string, body: string, more: Readonly<Record<string, string>> = {}) {
  const answer = () => ({ status, headers: { 'Content-Type': type, ...more }, body });
  const place = { projectId: 'p', instances: ['one', 'two'], token: 'a-token', budget: 'standard' };
  return judgeBehind(inProcessTransport({ answer }), place);
}

const bodies = [
  { kind: 'JSON', type: JSON_TYPE, body: ERROR },
  { kind: 'HTML', type: HTML_TYPE, body: PAGE },
];

for (const status of [302, 400, 401, 403, 404]) {
  for (const { kind, type, body } of bodies) {
    test(`${status} and ${kind} to everything leaves every clause undecided`, async () => {
      const location = status === 302 ? { Location: '/login' } : {};
      const { clauses, verdict, requests } = await judgeAlike(status, type, body, location);
      expect(verdict).toBe('inconclusive');
      expect(clauses).toHaveLength(contract.catalogue.entries.length);
      const open = ['inconclusive', 'observed', 'not-applicable'];
      expect(clauses.filter((clause) => !open.includes(clause.verdict))).toEqual([]);
      for (const clause of clauses.filter((each) => each.verdict === 'inconclusive')) {
        expect(clause.detail).toContain('no list could be read');
        expect(clause.detail).toContain(`instance one: the plain query was answered ${status} ${body}`);
        expect(clause.detail).toContain(`instance two: the plain query was answered ${status} ${body}`);
      }
      // One plain query of each instance tells it all.
      expect(requests).toBe(2);
    });
  }
}

/** Slugs that failed, of a deployment that answers everything alike. */
async function failedOf(status: number, type: string, body: string) {
  const { clauses, verdict } = await judgeAlike(status, type, body);
  expect(clauses.filter((clause) => clause.verdict === 'pass')).toEqual([]);
  expect(verdict).toBe('nonconformant');
  return clauses.filter((clause) => clause.verdict === 'fail');
}

test('500 to everything is a fault of the server, and proves nothing else', async () => {
  const failed = await failedOf(500, JSON_TYPE, ERROR);
  expect(failed.map(({ slug }) => slug)).toEqual(['errors.no-server-fault']);
  expect(failed[0]?.counterexample?.exchange).toMatchObject({ status: 500, body: ERROR });
  expect(failed[0]?.counterexample?.requests).toHaveLength(1);
});

test('200 and HTML to everything is no JSON', async () => {
  const failed = await failedOf(200, HTML_TYPE, PAGE);
  expect(failed.map(({ slug }) => slug)).toEqual(['response.media-type']);
  expect(failed[0]?.detail).toContain(HTML_TYPE);
});

test('200 and an empty object to everything breaks the schema', async () => {
  const failed = await failedOf(200, JSON_TYPE, '{}');
  expect(failed.map(({ slug }) => slug)).toEqual(['response.schema']);
  expect(failed[0]?.detail).toMatch(/backups|total_count/);
});
