/** How the reference deployment behaves unless told otherwise. */
import { expect, test } from '@playwright/test';
import { parseTime, writeTime } from '../../src/contract/time.ts';
import { ask, codeOf, contract, everyRow, list, ownHeaders, reference, TOKEN, targetOf } from './asking.ts';

const plain = reference();
const [first = '', second = '', third = ''] = plain.instances;
const OF_FIRST = `instance_id=${first}`;
const { operation } = contract;

test('every page satisfies the contract, and odd integers are none', async () => {
  for (const instance of plain.instances) {
    const { rows, total } = await everyRow(plain, `instance_id=${instance}`);
    expect(rows).toHaveLength(total);
    const value = { [operation.fields.rows]: rows.map(({ json }) => json), [operation.fields.total]: total };
    expect(contract.judgeListing({ value, oddNumbers: [], repeatedKeys: [] })).toEqual([]);
  }
});

test('the list is newest first, then by id, and pages tile it', async () => {
  const { rows, total } = await everyRow(plain, OF_FIRST);
  expect(total).toBe(260);
  const places = rows.map(({ begin = 0, id }) => `${writeTime(begin)} ${id}`);
  expect(places).toEqual([...places].sort().reverse());
  const pages = await Promise.all([
    list(plain, `${OF_FIRST}&limit=7`),
    list(plain, `${OF_FIRST}&offset=7&limit=99`),
    list(plain, `${OF_FIRST}&offset=106`),
    list(plain, `${OF_FIRST}&offset=206`),
  ]);
  expect(pages.flatMap((page) => page.rows.map(({ id }) => id))).toEqual(rows.map(({ id }) => id));
  expect(pages.map((page) => page.total)).toEqual([260, 260, 260, 260]);
});

test('limit and offset have the defaults of the contract', async () => {
  const bare = await list(plain, OF_FIRST);
  const spelled = await list(plain, `${OF_FIRST}&offset=0&limit=${operation.limit.default}`);
  expect(bare).toEqual(spelled);
  expect(bare.rows).toHaveLength(operation.limit.default);
});

test('a page at the end and beyond is empty with the same total', async () => {
  for (const offset of ['260', '261', '2147483648', '9223372036854775807']) {
    expect(await list(plain, `${OF_FIRST}&offset=${offset}`)).toEqual({ rows: [], total: 260 });
  }
});

test('a window holds what begins in it, both ends included, in any zone, together with the other filters', async () => {
  const all = (await everyRow(plain, OF_FIRST)).rows;
  const begins = all.map(({ begin = 0 }) => begin).sort((one, other) => one - other);
  const [from = 0, to = 0] = [begins[60], begins[140]];
  const inside = all.filter(({ begin = 0 }) => begin >= from && begin <= to);
  for (const zone of [0, 480, -210, 840]) {
    const [begin, end] = [from, to].map((instant) => encodeURIComponent(writeTime(instant, zone)));
    const window = `${OF_FIRST}&begin_time=${begin}&end_time=${end}`;
    expect((await list(plain, window)).rows.map(({ id }) => id)).toEqual(inside.map(({ id }) => id));
    const manual = inside.filter(({ type }) => type === 'manual');
    const page = await list(plain, `${window}&backup_type=manual&offset=2&limit=3`);
    expect(page.rows.map(({ id }) => id)).toEqual(manual.slice(2, 5).map(({ id }) => id));
    expect(page.total).toBe(manual.length);
  }
});

test('a raw plus sign in a zone is a plus sign', async () => {
  const times = 'begin_time=2018-08-06T10:41:14+0800&end_time=2018-08-16T10:41:14+0800';
  const raw = await list(plain, `${OF_FIRST}&${times}`);
  expect(raw.rows.length).toBeGreaterThan(0);
  expect(raw).toEqual(await list(plain, `${OF_FIRST}&${times.replaceAll('+', '%2B')}`));
});

test('each type lists its own rows, and the unfiltered list holds them all', async () => {
  const all = (await everyRow(plain, OF_FIRST)).rows;
  for (const type of operation.type.values) {
    const due = all.filter((row) => row.type === type);
    expect(due.length).toBeGreaterThan(10);
    expect((await everyRow(plain, `${OF_FIRST}&backup_type=${type}`)).rows).toEqual(due);
  }
});

test('a backup id lists its one row, under its own instance alone', async () => {
  const all = (await everyRow(plain, OF_FIRST)).rows;
  for (const row of [all[0], all[130], all[259]]) {
    expect(await list(plain, `${OF_FIRST}&backup_id=${row?.id}`)).toEqual({ rows: [row], total: 1 });
    expect(await list(plain, `instance_id=${second}&backup_id=${row?.id}`)).toEqual({ rows: [], total: 0 });
    const other = operation.type.values.find((type) => type !== row?.type);
    expect((await list(plain, `${OF_FIRST}&backup_id=${row?.id}&backup_type=${other}`)).total).toBe(0);
  }
  const id = all[5]?.id ?? '';
  for (const unknown of [id.slice(0, -1), `${id}0`, id.toUpperCase(), '%25', 'ffffffff', 'none']) {
    expect(await list(plain, `${OF_FIRST}&backup_id=${unknown}`)).toEqual({ rows: [], total: 0 });
  }
});

/** Each beside a query that is answered with a list. */
const REFUSED: readonly (readonly [query: string, status: number, code: string])[] = [
  ['', 400, 'DBS.280001'],
  ['limit=3', 400, 'DBS.280001'],
  ['instance_id=', 400, 'DBS.280001'],
  [`instance_id=${first}0`, 404, 'DBS.200002'],
  [`instance_id=${first.slice(0, -1)}`, 404, 'DBS.200002'],
  [`${OF_FIRST}&limit=0`, 400, 'DBS.280271'],
  [`${OF_FIRST}&limit=101`, 400, 'DBS.280271'],
  [`${OF_FIRST}&limit=-1`, 400, 'DBS.280271'],
  [`${OF_FIRST}&limit=99999999999999999999`, 400, 'DBS.280271'],
  [`${OF_FIRST}&offset=-1`, 400, 'DBS.280271'],
  [`${OF_FIRST}&offset=9223372036854775808`, 400, 'DBS.280271'],
  ...['ten', '10abc', '1.5', '%20', '1e1', '0x0a', '%2B5', '+5', '%205', '%D9%A3', '5%00'].flatMap(
    (text) =>
      [
        [`${OF_FIRST}&limit=${text}`, 400, 'DBS.280001'],
        [`${OF_FIRST}&offset=${text}`, 400, 'DBS.280001'],
      ] as const,
  ),
  ...['full', 'AUTO', 'autos', 'auto%20', 'auto,manual', 'null'].map(
    (text) => [`${OF_FIRST}&backup_type=${text}`, 400, 'DBS.280001'] as const,
  ),
  [`${OF_FIRST}&begin_time=2018-08-01T00:00:00%2B0800`, 400, 'DBS.280001'],
  [`${OF_FIRST}&end_time=2018-08-01T00:00:00%2B0800`, 400, 'DBS.280001'],
  [`${OF_FIRST}&begin_time=&end_time=2018-08-01T00:00:00%2B0800`, 400, 'DBS.280001'],
  ...[
    '2018-08-01',
    '1533081600',
    '2018-08-01T00:00:00',
    '2018-08-01T00:00:00Z',
    '2018-08-01T00:00:00%2B08:00',
    '2018-08-01T00:00:00.5%2B0800',
    '2018-08-01%2000:00:00%2B0800',
    '2018-08-01t00:00:00%2B0800',
    'yesterday',
    '2018-00-01T00:00:00%2B0800',
    '2018-13-01T00:00:00%2B0800',
    '2018-08-00T00:00:00%2B0800',
    '2018-08-32T00:00:00%2B0800',
    '2018-02-30T00:00:00%2B0800',
    '2018-02-29T00:00:00%2B0800',
    '1900-02-29T00:00:00%2B0800',
    '2018-08-01T24:00:00%2B0800',
    '2018-08-01T25:00:00%2B0800',
    '2018-08-01T00:60:00%2B0800',
    '2018-08-01T00:00:60%2B0800',
    '2018-08-01T00:00:00%2B1401',
    '2018-08-01T00:00:00-0860',
  ].flatMap(
    (text) =>
      [
        [`${OF_FIRST}&begin_time=${text}&end_time=2019-01-01T00:00:00%2B0800`, 400, 'DBS.280001'],
        [`${OF_FIRST}&begin_time=1880-01-01T00:00:00%2B0800&end_time=${text}`, 400, 'DBS.280001'],
      ] as const,
  ),
  [
    `${OF_FIRST}&begin_time=2018-08-01T00:00:00%2B0800&end_time=2018-08-01T00:00:00%2B0800`,
    400,
    'DBS.280001',
  ],
  [
    `${OF_FIRST}&begin_time=2018-08-01T00:00:00%2B0800&end_time=2018-07-31T16:00:00%2B0000`,
    400,
    'DBS.280001',
  ],
  [
    `${OF_FIRST}&begin_time=2018-08-01T00:00:00%2B0000&end_time=2018-08-01T07:59:59%2B0800`,
    400,
    'DBS.280001',
  ],
  [`${OF_FIRST}&limit=3&limit=3`, 400, 'DBS.280001'],
  [`${OF_FIRST}&backup_id=%`, 400, 'DBS.280001'],
  [`${OF_FIRST}&backup_id=%FF`, 400, 'DBS.280001'],
];

test('what the document forbids, and what it would hardly allow, is refused', async () => {
  for (const [query, status, code] of REFUSED) {
    const answer = await ask(plain, query);
    expect([query, answer.status, codeOf(answer)]).toEqual([query, status, code]);
  }
});

test('what the document allows is accepted', async () => {
  const accepted = [
    'begin_time=2018-08-01T00:00:00%2B0000&end_time=2018-07-31T23:00:00-0330',
    'begin_time=2018-08-01T00:00:00%2B1400&end_time=2018-08-01T00:00:00-1400',
    'begin_time=2016-02-29T00:00:00-0000&end_time=2018-08-01T23:59:59%2B0545',
    'begin_time=1970-01-01T00:00:00%2B0000&end_time=2100-01-01T00:00:00%2B0000',
    'limit=007&offset=00',
    'limit=&offset=&backup_type=&backup_id=&begin_time=&end_time=',
    'status=COMPLETED&marker=x',
    'backup%5Ftype=%61uto',
    '&&limit=5&',
  ];
  for (const query of accepted)
    expect([query, (await ask(plain, `${OF_FIRST}&${query}`)).status]).toEqual([query, 200]);
});

test('a token is demanded, and the gateway says so in its own shape', async () => {
  const target = targetOf(plain, OF_FIRST);
  for (const token of [undefined, '', 'x', `${TOKEN}x`, TOKEN.toUpperCase()]) {
    const answer = await plain.answer({ method: 'GET', target, headers: { 'x-auth-token': token } });
    expect(answer.status).toBe(401);
    const body = JSON.parse(String(answer.body));
    expect(Object.keys(body).sort()).toEqual(['error_code', 'error_msg', 'request_id']);
    expect(body.error_code).toBe('APIGW.0301');
    expect(body.request_id).toBe(answer.headers['X-Request-Id']);
  }
});

test('only GET on the own path is routed, and another project is forbidden', async () => {
  const path = operation.path(plain.projectId);
  const status = async (method: string, target: string) =>
    (await plain.answer({ method, target: `${target}?${OF_FIRST}`, headers: ownHeaders })).status;
  for (const version of ['V3', 'v0', 'v4', 'v33', 'v', 'v1']) {
    expect(await status('GET', operation.path(plain.projectId, version))).toBe(404);
  }
  for (const wrong of [
    '/',
    '',
    '*',
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    '/v3//backups',
    `/v3/a/b/backups`,
  ]) {
    expect([wrong, await status('GET', wrong)]).toEqual([wrong, 404]);
  }
  for (const method of ['POST', 'HEAD', 'DELETE', 'get']) expect(await status(method, path)).toBe(405);
  expect(await status('GET', operation.path(plain.otherProjectId))).toBe(403);
  expect(await status('GET', operation.path(`${plain.projectId}0`))).toBe(403);
});

test('every answer is JSON and names its request', async () => {
  const seen = new Set<string | undefined>();
  const queries = [OF_FIRST, `${OF_FIRST}&limit=0`, 'instance_id=x', ''];
  for (const query of queries) {
    const { headers, body } = await ask(plain, query);
    expect(headers['Content-Type']).toBe('application/json;charset=utf-8');
    expect(headers['X-Request-Id']).toMatch(/^[0-9a-f]{32}$/);
    expect(() => JSON.parse(String(body))).not.toThrow();
    seen.add(headers['X-Request-Id']);
  }
  expect(seen.size).toBe(queries.length);
});

test('a token is made where none is given, and none is written into an answer', async () => {
  const [one, other] = [reference({ token: undefined }), reference({ token: undefined })];
  expect(one.token).not.toBe(other.token);
  expect(one.token.length).toBeGreaterThan(30);
  const { body } = await ask(plain, OF_FIRST);
  expect(String(body)).not.toContain(TOKEN);
});

test('an unknown fault or variant is refused by name, with those that come near', () => {
  expect(() => reference({ fault: 'limit-ignord' })).toThrow(
    /no fault is called "limit-ignord".*limit-ignored/,
  );
  expect(() => reference({ variant: 'oldest' })).toThrow(/no variant is called "oldest".*oldest-first/);
});

test('times of rows are written in the zone of the samples', async () => {
  for (const { json } of (await list(plain, `instance_id=${third}`)).rows) {
    expect(json.begin_time).toMatch(/\+0800$/);
    expect(parseTime(String(json.begin_time))).toBeDefined();
  }
});
