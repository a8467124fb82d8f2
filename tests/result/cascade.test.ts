/** One cause is told once: with the clauses that failed by it, and with those that it left undecided. */
import { expect, test } from '@playwright/test';
import { cascadesOf } from '../../src/result/cascade.ts';
import { show } from '../../src/result/shown.ts';
import { clause, counterexample } from '../report/results.ts';
import { replyTo } from './values.ts';

const shownFor = (status: number, body: string) => show(replyTo('a=b', status, body));
const unreadableOf = (status: number, body: string) => shownFor(status, body).unreadable;

test('why no list could be read is told by its kind', () => {
  expect(unreadableOf(200, '{"backups":[],"total_count":0}')).toBeUndefined();
  for (const [status, body, code, message] of [
    [500, '', 'status-500', 'status 500'],
    [404, '{"backups":[],"total_count":0}', 'status-404', 'status 404'],
    [200, '', 'body-empty', 'the body is empty'],
    [200, '<p>', 'body-not-json', 'the body is not JSON'],
    [200, '[]', 'body-list', 'the body is a list'],
    [200, '{"total_count":0}', 'rows-missing', '"backups" is missing'],
    [200, '{"backups":null,"total_count":0}', 'rows-null', '"backups" is null'],
    [200, '{"backups":{},"total_count":0}', 'rows-object', '"backups" is an object'],
    [200, '{"backups":[],"total_count":"0"}', 'total-text', '"total_count" is a text'],
    [
      200,
      '{"backups":[],"total_count":0.5}',
      'total-number',
      '"total_count" is a number that is not an integer in range',
    ],
    [
      200,
      '{"backups":[{}],"total_count":1}',
      'row-without-id',
      '"backups" contains an entry that is not a backup with an id',
    ],
  ] as const)
    expect(unreadableOf(status, body), body).toEqual({ code, message });
});

const failedBy = (slug: string, status: number, body: string) =>
  clause(slug, 'fail', { counterexample: counterexample({ exchange: shownFor(status, body) }) });
const undecidedBy = (slug: string, status: number, body: string) => {
  const unreadable = unreadableOf(status, body);
  return clause(slug, 'inconclusive', unreadable === undefined ? {} : { unreadable });
};

const NULL_ROWS = '{"backups":null,"total_count":0}';

test('clauses left undecided by answers of the kind that failed others stand together', () => {
  const sound = undecidedBy('window.sound', 200, NULL_ROWS);
  const tiling = undecidedBy('pagination.tiling', 200, NULL_ROWS);
  const other = undecidedBy('pagination.page-size', 200, '{"backups":[],"total_count":"0"}');
  const cascades = cascadesOf([
    failedBy('pagination.end-is-empty', 200, NULL_ROWS),
    failedBy('response.schema', 200, NULL_ROWS),
    failedBy('errors.no-server-fault', 500, ''),
    tiling,
    other,
    sound,
    clause('window.complete', 'inconclusive'),
  ]);
  expect(cascades).toEqual([
    {
      cause: '"backups" is null',
      failed: ['pagination.end-is-empty', 'response.schema'],
      undecided: [tiling, sound],
    },
  ]);
});

test('where nothing failed nothing follows from it', () => {
  expect(cascadesOf([undecidedBy('window.sound', 500, '')])).toEqual([]);
});
