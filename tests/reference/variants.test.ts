/** Every variant can be seen, does what its sentence says, and leaves the list whole. */
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Row } from '../../src/contract/operation.ts';
import { writeTime } from '../../src/contract/time.ts';
import { ConnectionReset } from '../../src/reference/errors.ts';
import type { Reference, ReferenceOptions } from '../../src/reference/reference.ts';
import { variants } from '../../src/reference/registry.ts';
import {
  type Asked,
  ask,
  codeOf,
  contract,
  everyRow,
  gist,
  list,
  ownHeaders,
  reference,
  targetOf,
} from './asking.ts';
import { probesFor, takesToken } from './probes.ts';

const { operation } = contract;
const plain = reference();

function tempered(...variant: string[]): Reference {
  return reference({ variant });
}

function firstOf(asked: Reference): string {
  return `instance_id=${asked.instances[0]}`;
}

async function rowsOf(asked: Reference, filter = ''): Promise<readonly Row[]> {
  return (await everyRow(asked, `${firstOf(asked)}${filter}`)).rows;
}

function windowOf(from: number, to: number): string {
  const [begin, end] = [from, to].map((instant) => encodeURIComponent(writeTime(instant)));
  return `&begin_time=${begin}&end_time=${end}`;
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

test('every variant has a slug and a sentence', () => {
  for (const { slug, description } of variants) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(description).toMatch(/^[A-Z].*\.$/);
  }
});

async function gistOf(asked: Reference, probe: Asked): Promise<string> {
  try {
    return gist(await asked.answer({ method: 'GET', ...probe }));
  } catch (problem) {
    if (problem instanceof ConnectionReset) return problem.message;
    throw problem;
  }
}

/** Seen by what they do over time, not by single answers: tested one by one below. */
const WEATHER = ['slow', 'throttled', 'busy', 'resetting'];

test('every variant can be seen by fixed requests', async () => {
  const probes = await probesFor(plain);
  const answersOf = async (options: ReferenceOptions) => {
    const asked = reference(options);
    const answers = [];
    for (const probe of probes) answers.push(await gistOf(asked, probe));
    return answers.join('\n');
  };
  const seen = new Map([[await answersOf({}), 'none']]);
  for (const { slug } of variants.filter((one) => takesToken(one) && !WEATHER.includes(one.slug))) {
    const answers = await answersOf({ variant: slug });
    expect([slug, seen.get(answers)]).toEqual([slug, undefined]);
    seen.set(answers, slug);
  }
});

test('every variant lists the whole of its data, page by page, in bodies that satisfy the contract', async () => {
  for (const { slug } of variants.filter(takesToken)) {
    if (WEATHER.includes(slug) || ['moving', 'gzip'].includes(slug)) continue;
    const asked = tempered(slug);
    for (const instance of asked.instances) {
      const { rows, total } = await everyRow(asked, `instance_id=${instance}`);
      expect([slug, rows.length, new Set(idsOf(rows)).size]).toEqual([slug, total, total]);
      const value = {
        [operation.fields.rows]: rows.map(({ json }) => json),
        [operation.fields.total]: total,
      };
      expect([slug, contract.judgeListing({ value, oddNumbers: [], repeatedKeys: [] })]).toEqual([slug, []]);
    }
  }
});

test('orders are other orders of the same rows, and stable', async () => {
  const newestFirst = idsOf(await rowsOf(plain));
  expect(idsOf(await rowsOf(tempered('oldest-first')))).toEqual([...newestFirst].reverse());
  for (const slug of ['unordered-but-stable', 'largest-first']) {
    const asked = tempered(slug);
    const ids = idsOf(await rowsOf(asked));
    expect([...ids].sort()).toEqual([...newestFirst].sort());
    expect(ids).not.toEqual(newestFirst);
    expect(idsOf(await rowsOf(asked))).toEqual(ids);
    const manual = new Set(idsOf(await rowsOf(asked, '&backup_type=manual')));
    expect([...manual]).toEqual(ids.filter((id) => manual.has(id)));
  }
});

test('zones are other spellings of the same instants', async () => {
  const rows = await rowsOf(plain);
  const endings = {
    'utc-times': [/\+0000$/],
    'minus-0330-times': [/-0330$/],
    'mixed-zones': [/-\d{4}$/, /\+\d{4}$/],
  };
  for (const [slug, patterns] of Object.entries(endings)) {
    const zoned = await rowsOf(tempered(slug));
    expect(zoned.map(({ id, begin, end }) => ({ id, begin, end }))).toEqual(
      rows.map(({ id, begin, end }) => ({ id, begin, end })),
    );
    for (const pattern of patterns) {
      expect(zoned.some(({ json }) => pattern.test(String(json[operation.fields.begin])))).toBe(true);
    }
  }
});

type Belongs = (begin: number, end: number | undefined, from: number, to: number) => boolean;

/** Written out once more, so that the index behind each is held to a plain search. */
const WINDOWS: Readonly<Record<string, Belongs>> = {
  'window-open-ends': (begin, _end, from, to) => from < begin && begin < to,
  'window-half-open': (begin, _end, from, to) => from <= begin && begin < to,
  'window-by-end': (_begin, end = Number.NaN, from, to) => from <= end && end <= to,
  'window-by-end-open-ends': (_begin, end = Number.NaN, from, to) => from < end && end < to,
  'window-by-overlap': (begin, end = Infinity, from, to) => !(end < from || begin > to),
  'window-by-overlap-open-ends': (begin, end = Infinity, from, to) => !(end <= from || begin >= to),
  'window-by-containment': (begin, end = Number.NaN, from, to) => begin >= from && begin <= to && end <= to,
  'window-by-containment-open-ends': (begin, end = Number.NaN, from, to) =>
    begin > from && begin < to && end < to,
};

test('windows are compared as each says', async () => {
  const rows = await rowsOf(plain);
  const begins = rows.slice(100, 110).map(({ begin = 0 }) => begin);
  const ends = rows.slice(100, 110).flatMap(({ end }) => end ?? []);
  const spans = [
    [0, 4_102_444_800],
    ...begins.map((begin) => [begin, begin + 40_000]),
    ...ends.map((end) => [end - 40_000, end]),
    ...ends.map((end) => [end, end + 7_200]),
    [(begins[5] ?? 0) - 5, (begins[5] ?? 0) + 1],
  ] as const;
  for (const [slug, belongs] of Object.entries(WINDOWS)) {
    const asked = tempered(slug);
    for (const [from = 0, to = 0] of spans) {
      const due = rows.filter(({ begin = 0, end }) => belongs(begin, end, from, to));
      const listed = await rowsOf(asked, windowOf(from, to));
      expect([slug, from, idsOf(listed)]).toEqual([slug, from, idsOf(due)]);
    }
  }
});

test('filters differ as each says', async () => {
  const rows = await rowsOf(plain);
  const [incremental] = rows.filter(({ type }) => type === 'incremental');
  const reluctant = tempered('incremental-only-when-asked');
  expect(await rowsOf(reluctant)).toEqual(rows.filter(({ type }) => type !== 'incremental'));
  expect(await rowsOf(reluctant, '&backup_type=incremental')).toEqual(
    rows.filter(({ type }) => type === 'incremental'),
  );
  expect(await rowsOf(reluctant, `&backup_id=${incremental?.id}`)).toEqual([incremental]);

  for (const status of [400, 404]) {
    const asked = tempered(`unknown-id-${status}`);
    expect((await ask(asked, `${firstOf(asked)}&backup_id=x`)).status).toBe(status);
    expect((await list(asked, `${firstOf(asked)}&backup_id=${rows[3]?.id}`)).total).toBe(1);
    const other = operation.type.values.find((type) => type !== rows[3]?.type);
    expect((await list(asked, `${firstOf(asked)}&backup_id=${rows[3]?.id}&backup_type=${other}`)).total).toBe(
      0,
    );
  }

  const careless = tempered('ids-ignore-case');
  const instance = careless.instances[0]?.toUpperCase();
  const found = await list(careless, `instance_id=${instance}&backup_id=${rows[3]?.id.toUpperCase()}`);
  expect(found).toEqual({ rows: [rows[3]], total: 1 });

  const polite = tempered('unknown-instance-empty');
  expect(await list(polite, 'instance_id=x')).toEqual({ rows: [], total: 0 });

  const silent = tempered('other-project-empty');
  const target = `${operation.path(silent.otherProjectId)}?${firstOf(silent)}`;
  // The rows of a type that were found for the instance itself are not those of its empty list.
  expect((await list(silent, `${firstOf(silent)}&backup_type=auto`)).total).toBeGreaterThan(0);
  for (const asked of [target, `${target}&backup_type=auto`]) {
    const answer = await silent.answer({ method: 'GET', target: asked, headers: ownHeaders });
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([200, { backups: [], total_count: 0 }]);
  }
  expect((await silent.answer({ method: 'GET', target, headers: {} })).status).toBe(401);
});

test('rows are written as each says', async () => {
  const building = (rows: readonly Row[]) =>
    new Set(
      rows
        .filter(({ status }) => status === operation.building)
        .map(({ json }) => json[operation.fields.end]),
    );
  expect(building(await rowsOf(plain))).toEqual(new Set([undefined]));
  expect(building(await rowsOf(tempered('building-end-null')))).toEqual(new Set([null]));
  expect(building(await rowsOf(tempered('building-end-empty')))).toEqual(new Set(['']));

  const databases = async (asked: Reference) =>
    new Set((await rowsOf(asked)).map(({ json }) => JSON.stringify(json[operation.fields.databases])));
  expect(await databases(plain)).toEqual(new Set([undefined]));
  expect(await databases(tempered('empty-databases'))).toEqual(new Set(['[]']));
  expect(await databases(tempered('null-databases'))).toEqual(new Set(['null']));

  const [row] = await rowsOf(tempered('extra-fields'));
  expect(row?.json.associated_with_ddm).toBe(false);
});

test('queries on which the document is silent are judged as each says', async () => {
  const statusOf = async (slug: string, query: string) =>
    (await ask(tempered(slug), `${firstOf(plain)}&${query}`)).status;
  const later = '&end_time=2018-09-01T00:00:00Z';
  const judged: readonly (readonly [slug: string, query: string, plainly: number, otherwise: number])[] = [
    ['lenient-times', `begin_time=2018-08-01T00:00:00Z${later}`, 400, 200],
    ['lenient-times', `begin_time=2018-08-01T00:00:00.25%2B08:00${later}`, 400, 200],
    ['lenient-times', `begin_time=2018-08-01T00:00:00.%2B08:00${later}`, 400, 400],
    ['lenient-times', `begin_time=2018-02-30T00:00:00Z${later}`, 400, 400],
    ['lenient-times', `begin_time=2018-09-01T00:00:00Z${later}`, 400, 400],
    ['empty-optional-refused', 'limit=', 200, 400],
    ['empty-optional-refused', 'backup_id=', 200, 400],
    ['unknown-parameter-refused', 'status=COMPLETED', 200, 400],
    ['leading-zeros-refused', 'limit=010', 200, 400],
    ['leading-zeros-refused', 'offset=0', 200, 200],
    ['first-repeated-counts', 'limit=3&limit=x', 400, 200],
    ['last-repeated-counts', 'limit=x&limit=3', 400, 200],
    ['last-repeated-counts', 'limit=3&limit=x', 400, 400],
    ['huge-offset-empty', 'offset=99999999999999999999', 400, 200],
    ['huge-offset-empty', 'offset=-99999999999999999999', 400, 400],
    ['status-422', 'limit=0', 400, 422],
    ['status-422', 'begin_time=x', 400, 422],
  ];
  for (const [slug, query, plainly, otherwise] of judged) {
    const statuses = [(await ask(plain, `${firstOf(plain)}&${query}`)).status, await statusOf(slug, query)];
    expect([slug, query, ...statuses]).toEqual([slug, query, plainly, otherwise]);
  }
  const fraction = tempered('lenient-times');
  const [newest] = (await rowsOf(plain)).filter(({ type }) => type === 'auto');
  const at = writeTime(newest?.begin ?? 0).slice(0, 19);
  const listed = await rowsOf(fraction, `&begin_time=${at}.5Z&end_time=2019-01-01T00:00:00Z`);
  expect(idsOf(listed)).not.toContain(newest?.id);
});

test('answers are dressed as each says', async () => {
  const query = `${firstOf(plain)}&limit=40`;
  const body = String((await ask(plain, query)).body);
  const error = await ask(tempered('v1-error-names'), `${firstOf(plain)}&limit=0`);
  expect(Object.keys(JSON.parse(String(error.body))).sort()).toEqual(['errCode', 'externalMessage']);
  expect((await ask(tempered('plain-media-type'), query)).headers['Content-Type']).toBe('application/json');
  expect((await ask(tempered('connection-close'), query)).headers.Connection).toBe('close');
  expect(String((await ask(tempered('padded-json'), query)).body).trim()).toBe(body);
  const escaped = String((await ask(tempered('escaped-json'), query)).body);
  expect(escaped).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(escaped)).toEqual(JSON.parse(body));

  const zipping = tempered('gzip');
  const zipped = await zipping.answer({
    method: 'GET',
    target: targetOf(zipping, query),
    headers: { ...ownHeaders, 'accept-encoding': 'br, gzip' },
  });
  expect(zipped.headers['Content-Encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body).toString()).toBe(body);
  expect((await ask(zipping, query)).headers['Content-Encoding']).toBeUndefined();
});

test('slow answers come later than the others', async () => {
  const asked = tempered('slow');
  const answer = asked.answer({
    method: 'GET',
    target: targetOf(asked, firstOf(asked)),
    headers: ownHeaders,
  });
  expect(answer).toBeInstanceOf(Promise);
  expect((await answer).status).toBe(200);
});

test('the throttle lets through what a second holds, and more as time goes by', async () => {
  let now = 0;
  const asked = reference({ variant: 'throttled', clock: () => now });
  const served = async (requests: number) => {
    let count = 0;
    for (let request = 0; request < requests; request++) {
      const answer = await ask(asked, `${firstOf(asked)}&limit=1`);
      if (answer.status === 200) count++;
      else {
        expect([answer.status, codeOf(answer)]).toEqual([429, 'APIGW.0308']);
        expect(answer.headers['Retry-After']).toBe('1');
      }
    }
    return count;
  };
  expect(await served(200)).toBe(150);
  now += 100;
  expect(await served(200)).toBe(15);
  now += 60_000;
  expect(await served(200)).toBe(150);
});

test('a busy gateway and broken connections come now and then, the same for a seed', async () => {
  const outcomes = async (slug: string) => {
    const asked = tempered(slug);
    const all: string[] = [];
    for (let request = 0; request < 2_000; request++) {
      try {
        all.push(String((await ask(asked, `${firstOf(asked)}&limit=1`)).status));
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectionReset);
        all.push('reset');
      }
    }
    return all;
  };
  for (const [slug, odd, share] of [
    ['busy', '503', 0.01],
    ['resetting', 'reset', 0.005],
  ] as const) {
    const all = await outcomes(slug);
    const count = all.filter((outcome) => outcome === odd).length;
    expect(all.every((outcome) => outcome === odd || outcome === '200')).toBe(true);
    expect(count).toBeGreaterThan(share * 1_000);
    expect(count).toBeLessThan(share * 4_000);
    expect(await outcomes(slug)).toEqual(all);
  }
});

test('data move: every sixty requests one backup comes, one goes, and one is done', async () => {
  const asked = tempered('moving');
  const rowsNow = async () => {
    const pages = await Promise.all(
      [0, 100, 200].map((offset) => list(asked, `${firstOf(asked)}&offset=${offset}`)),
    );
    return pages.flatMap((page) => page.rows);
  };
  const before = await rowsNow();
  expect(await rowsNow()).toEqual(before);
  for (let request = 6; request < 60; request++) await ask(asked, firstOf(asked));
  const after = await rowsNow();
  expect(after).toHaveLength(before.length);
  expect(idsOf(after).slice(1)).toEqual(idsOf(before).slice(0, -1));
  const changed = before.filter((row) => after.some(({ id, text }) => id === row.id && text !== row.text));
  expect(changed.map(({ status }) => status)).toEqual([operation.building]);
  expect(after.find(({ id }) => id === changed[0]?.id)?.end).toBeDefined();
  const gone = before.at(-1)?.id;
  expect((await list(asked, `${firstOf(asked)}&backup_id=${gone}`)).total).toBe(0);
});

test('instances may be nearly empty', async () => {
  for (const [slug, count] of [
    ['empty-instance', 0],
    ['five-backups', 5],
  ] as const) {
    const asked = tempered(slug);
    const { rows, total } = await everyRow(asked, firstOf(asked));
    expect([slug, rows.length, total]).toEqual([slug, count, count]);
    expect((await ask(tempered(slug, 'moving'), firstOf(asked))).status).toBe(200);
  }
});

test('variants combine', async () => {
  const asked = tempered(
    'oldest-first',
    'utc-times',
    'lenient-times',
    'empty-optional-refused',
    'five-backups',
  );
  const { rows } = await list(
    asked,
    `${firstOf(asked)}&begin_time=1970-01-01T00:00:00Z&end_time=2100-01-01T00:00:00Z`,
  );
  const begins = rows.map(({ begin = 0 }) => begin);
  expect(begins).toHaveLength(5);
  expect(begins).toEqual([...begins].sort((one, other) => one - other));
  expect(String(rows[0]?.json[operation.fields.begin])).toMatch(/\+0000$/);
  expect((await ask(asked, `${firstOf(asked)}&limit=`)).status).toBe(400);
});
