/**
 * Nothing passes unjudged. Every clause is judged against deployments that give it little to judge: wherever one passes,
 * some change of the answers that it was judged on must have broken it.
 */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import type { Recording } from '../../src/client/exchange.ts';
import type { InProcessAnswer } from '../../src/client/in-process-transport.ts';
import { contract, json, judge, of } from '../engine/bent-reference.ts';

type Answer = (target: string, number: number) => InProcessAnswer | undefined;

const EMPTY = json(200, { backups: [], total_count: 0 });
const REFUSED = json(400, { error_code: 'DBS.200001', error_msg: 'no' });

function isPlain(target: string): boolean {
  const names = [...new URL(target, 'http://x').searchParams.keys()];
  return names.every((name) => ['instance_id', 'offset', 'limit', 'backup_type'].includes(name));
}

/** Deployments that give some clauses nothing to judge. */
const BLANK: Readonly<Record<string, Answer>> = {
  'lists nothing': () => EMPTY,
  'lists nothing, and reads what is invalid': (target) => {
    const query = new URL(target, 'http://x').search.slice(1);
    const pairs = query.split('&').map((pair) => pair.split('='));
    const wire = pairs.map(([name = '', text = '']) => ({ name, text }));
    return contract.judgeQuery(wire).kind === 'invalid' ? undefined : EMPTY;
  },
  'answers plain lists, and refuses all else': (target) => (isPlain(target) ? undefined : REFUSED),
  'gives one list whatever is asked': (_target, number) =>
    json(200, { backups: [ROW], total_count: 1, request: number }),
};

const ROW = {
  id: '43e4feaab48f11e89039fa163ebaa7e4br01',
  name: 'backup',
  type: 'auto',
  size: 2803,
  status: 'COMPLETED',
  begin_time: '2018-08-06T12:41:14+0800',
  end_time: '2018-08-06T12:43:14+0800',
  datastore: { type: 'MySQL', version: '5.7' },
  instance_id: 'd8e6ca5a624745bcb546a227aa3ae1cfin01',
};

const PLAIN_ROWS = { ...ROW, id: '53e4feaab48f11e89039fa163ebaa7e4br01' };
const LATE = { begin_time: '2018-08-06T12:41:14+0800', end_time: '2001-01-01T00:00:00+0000' };

/** Wrong answers, any of which would show that a clause looks at answers. @param known an id that the survey has seen */
const WRONG: readonly ((number: number, known: string) => InProcessAnswer)[] = [
  () => EMPTY,
  () => json(200, { backups: [PLAIN_ROWS], total_count: 1 }),
  (number) => json(200, { backups: [{ ...ROW, id: `row-${number}` }], total_count: number }),
  () =>
    json(200, {
      backups: Array.from({ length: 101 }, (_, place) => ({
        ...ROW,
        ...LATE,
        id: `b${place % 50}`,
        size: -1,
        name: place,
        datastore: { type: ['SQLServer', 'mysql', 'Oracle'][place % 3], version: '' },
        databases: [{}],
        type: ['incremental', 'auto', 'other'][place % 3],
        ...(place % 5 === 0 ? { begin_time: 'never' } : {}),
      })),
      total_count: 101,
    }),
  () => ({
    status: 200,
    headers: { 'Content-Type': 'text/plain' },
    body: '{"backups":[],"backups":[],"total_count":0e0}',
  }),
  () => json(500, { error: 'x' }),
  (_number, known) => json(400, { error_code: 'not a code!', error_msg: known }),
  () => json(400, { errCode: 'DBS.1', externalMessage: 'x' }),
  () => json(400, { error_code: 7 }),
  () => ({
    status: 400,
    headers: { 'Content-Type': 'application/json' },
    body: '{"error_msg":"\u0000"',
  }),
];

/** Requests that see the deployment as it is, so that the data stand still and the run goes on. */
const KEPT: readonly ((names: readonly string[]) => boolean)[] = [
  (names) => names.every((name) => ['instance_id', 'offset', 'limit'].includes(name)),
  (names) => names.length === 1 && names[0] === 'instance_id',
];

for (const [what, answer] of Object.entries(BLANK)) {
  test(`before a deployment that ${what}, a clause that passes could have failed`, async () => {
    test.slow();
    const plain = await judge((number, _clock, target) => answer(target, number));
    const waiting = new Set(of(plain.result, 'pass'));
    const known = knownId(plain.recordings);
    const path = plain.recordings[0]?.request.path;
    const [instance = ''] = plain.result.instances.map(({ id }) => id);
    // Together, because watches need the others' exchanges; then those that are left, which so have the whole budget.
    for (const [isKept, isAlone] of KEPT.flatMap((each) => [[each, false] as const, [each, true] as const])) {
      for (const wrong of WRONG) {
        if (waiting.size === 0) break;
        const changed = await judge(
          (number, _clock, target, isOwnCredential) => {
            const url = new URL(target, 'http://x');
            const isOwn =
              isOwnCredential &&
              url.pathname === path &&
              url.searchParams.get('instance_id')?.length === instance.length;
            const keeps = number <= SURVEY || (isOwn && isKept([...url.searchParams.keys()]));
            return keeps ? answer(target, number) : wrong(number, known);
          },
          isAlone ? { only: [...waiting] } : {},
        );
        for (const { slug, verdict, reason } of changed.result.clauses) {
          const isDoubted = reason === 'data-moved' || reason === 'not-seen-again' || reason === 'unreadable';
          if (verdict === 'fail' || verdict === 'warn' || isDoubted) waiting.delete(slug);
        }
      }
    }
    expect([...waiting]).toEqual([]);
  });
}

function knownId(recordings: readonly Recording[]): string {
  const body = recordings.map(({ answer }) => Buffer.from(answer?.body ?? []).toString()).join('');
  return /"id":"([^"]+)"/.exec(body)?.[1] ?? 'none';
}

/** Requests of a survey, about. */
const SURVEY = 16;

test('observations of a deployment that does not read the query are of its rows alone, or cannot be told', async () => {
  const observing = allClauses(contract)
    .map(({ slug }) => slug)
    .filter((slug) => contract.catalogue.entry(slug).level === 'OBSERVE');
  const { result } = await judge((number) => json(200, { backups: [ROW], total_count: 1, request: number }), {
    budget: 'standard',
    only: observing,
  });
  const ofRows = ['pagination.order', 'response.extensions', 'response.end-while-building'];
  for (const { slug, verdict, observation } of result.clauses) {
    if (verdict !== 'observed' || ofRows.includes(slug)) continue;
    expect.soft(observation, slug).toMatch(/^cannot be told: /);
  }
});

test('before a static server, the errors chapter fails by its status and passes nothing else', async () => {
  const errors = allClauses(contract)
    .map(({ slug }) => slug)
    .filter((slug) => slug.startsWith('errors.'));
  const { result } = await judge((number) => json(200, { backups: [ROW], total_count: 1, request: number }), {
    only: errors,
  });
  expect(of(result, 'fail')).toEqual(['errors.status']);
  expect(of(result, 'pass')).toEqual(['errors.no-server-fault']);
  expect(result.verdict).toBe('nonconformant');
});
