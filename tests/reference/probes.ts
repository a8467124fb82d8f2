/** Requests that between them touch everything a fault or a variant may change. */
import type { Row } from '../../src/contract/operation.ts';
import { writeTime } from '../../src/contract/time.ts';
import type { Mutation } from '../../src/reference/mutation.ts';
import type { Reference } from '../../src/reference/reference.ts';
import { type Asked, contract, everyRow, ownHeaders, TOKEN, targetOf } from './asking.ts';

const DAY = 86_400;

/** Whether a deployment takes the token that the probes carry: they are not signed. */
export function takesToken({ auth, token }: Mutation): boolean {
  return auth === undefined && token === undefined;
}

/** The probes for a deployment with the data of `correct`. */
export async function probesFor(correct: Reference): Promise<readonly Asked[]> {
  const [first = '', second = '', third = ''] = correct.instances;
  const { rows } = await everyRow(correct, `instance_id=${first}`);
  const queries = [
    ...lists(first),
    ...lists(second),
    ...lists(third),
    ...windows(first, rows),
    ...touching(first, rows),
    ...ids(first, second, rows),
    ...wrong(first, rows),
  ];
  return [
    ...queries.map((query) => ({ target: targetOf(correct, query), headers: ownHeaders })),
    ...elsewhere(correct, first),
    ...otherwise(correct, `instance_id=${first}&limit=3`),
    ...strangers(targetOf(correct, `instance_id=${first}`)),
    {
      target: targetOf(correct, `instance_id=${first}`),
      headers: { ...ownHeaders, 'accept-encoding': 'gzip, br' },
    },
  ];
}

function lists(instance: string): readonly string[] {
  const { type } = contract.operation;
  const plain = `instance_id=${instance}`;
  return [
    plain,
    plain,
    `${plain}&limit=7`,
    `${plain}&offset=0&limit=100`,
    `${plain}&offset=100`,
    `${plain}&offset=100`,
    `${plain}&offset=200&limit=100`,
    `${plain}&offset=3&limit=5`,
    `${plain}&offset=3&limit=99`,
    `${plain}&limit=1`,
    `${plain}&offset=260`,
    `${plain}&offset=20000`,
    `${plain}&offset=2147483648`,
    ...type.values.flatMap((value) => [
      `${plain}&backup_type=${value}`,
      `${plain}&backup_type=${value}&limit=4`,
      `${plain}&backup_type=${value}&offset=2&limit=4`,
      `${plain}&backup_type=${value}&offset=9`,
    ]),
  ];
}

function windows(instance: string, rows: readonly Row[]): readonly string[] {
  const begins = rows.flatMap((row) => row.begin ?? []);
  const oldest = Math.min(...begins);
  const [, , some = 0, later = 0] = [...new Set(begins)].sort((one, other) => one - other).slice(40);
  const plain = `instance_id=${instance}`;
  const spans: readonly (readonly [number, number])[] = [
    [0, 4_102_444_800],
    [oldest, oldest + 3 * DAY],
    [some, later],
    [some - 1, later + 1],
    [some, later + 30 * DAY],
    [some + 17, some + 3 * 3600 + 5],
    [later - 5 * DAY, later],
    ...fullPages(rows),
    ...rows
      .slice(100, 104)
      .flatMap(({ begin = 0, end = begin }) => [
        [begin, end + 1] as const,
        [begin + 1, end + 1] as const,
        [begin - 1, end] as const,
      ]),
  ];
  const zoned = [0, 480, -210, 330, 840, -720, 345, 540];
  return [
    ...spans.map(([from, to]) => `${plain}&${span(from, to)}`),
    ...zoned.flatMap((zone) => [
      `${plain}&${span(some - DAY, later + DAY, zone)}`,
      `${plain}&${span(some, later, zone)}`,
    ]),
    `${plain}&${span(some - 10 * DAY, later + 10 * DAY)}&offset=2&limit=6`,
    `${plain}&${span(0, 4_102_444_800)}&limit=6`,
    ...fullPages(rows).map(([from, to]) => `${plain}&${span(from, to)}&offset=0`),
    `${plain}&begin_time=${writeTime(some, -210)}&end_time=${writeTime(later + DAY, 330)}`.replaceAll(
      '+',
      '%2B',
    ),
    `${plain}&${span(some - 3 * DAY, later + 3 * DAY)}&backup_type=auto&limit=6`,
    `${plain}&begin_time=${writeTime(some, -720)}&end_time=${writeTime(some + 60, 840)}`.replaceAll(
      '+',
      '%2B',
    ),
    `${plain}&begin_time=${writeTime(some + 60, -720)}&end_time=${writeTime(some, 840)}`.replaceAll(
      '+',
      '%2B',
    ),
    `${plain}&begin_time=2018-08-06T10:41:14+0800&end_time=2018-08-16T10:41:14+0800`,
    ...[
      '1960-01-01T00:00:00',
      '0000-01-01T00:00:00',
      '1900-02-29T00:00:00',
      '2018-08-06T10:41',
      '2018-8-6T10:41:14',
      '20180806T104114',
    ].map((begin) => `${plain}&begin_time=${begin}%2B0000&${span(some, later).split('&')[1]}`),
    `${plain}&${span(some, later, 60)}`,
    `${plain}&${span(some + 3600, later + 3600)}`,
    `${plain}&${span(0, 4_102_444_800)}&backup_type=auto`,
    `${plain}&backup_id=%zz`,
    `${plain}&begin_time=2018-08-06T10:41:14%2B0000&end_time=2018-08-06T10:41:14-0800`,
  ];
}

/** Windows that end or begin at the very instant of a row, in several forms; far years, summer times, a month's end. */
function touching(instance: string, rows: readonly Row[]): readonly string[] {
  const plain = `instance_id=${instance}`;
  const length = ({ begin = 0, end = 0, isBuilding }: Row) => (isBuilding ? 0 : end - begin);
  const longest = [...rows].sort((one, other) => length(other) - length(one));
  const some = [longest[0], longest.find(({ isIncremental }) => isIncremental)];
  const newest = Math.max(...rows.map(({ begin = 0 }) => begin));
  return [
    ...some.flatMap((row) => {
      const { id = '', type = '', begin = 0, end = 0 } = row ?? {};
      const forms = ['', `&backup_type=${type}`, `&backup_id=${id}`, '&offset=1', '&limit=5'];
      return [
        [begin - DAY, begin] as const,
        [end, end + DAY] as const,
        [begin, end + DAY] as const,
        [begin - DAY, end] as const,
      ].flatMap(([from, to]) => [
        ...forms.map((form) => `${plain}&${span(from, to)}${form}`),
        ...[-300, 600, 345].map((zone) => `${plain}&${span(from, to, zone)}`),
        `${plain}&begin_time=${writeTime(from, -210)}&end_time=${writeTime(to, 330)}`.replaceAll('+', '%2B'),
      ]);
    }),
    `${plain}&${span(newest + DAY / 2, newest + 3 * DAY)}`,
    `${plain}&${span(newest - 5 * DAY, newest + 5 * DAY)}`,
    ...[2101, 9999].map((year) => `${plain}&${span(newest - 5 * DAY, Date.UTC(year, 0, 2) / 1000)}`),
    `${plain}&${span(Date.UTC(1961, 0, 1) / 1000, Date.UTC(1962, 0, 1) / 1000)}`,
    `${plain}&${span(Date.UTC(2016, 11, 31, 12) / 1000, Date.UTC(2017, 0, 1, 6) / 1000)}`,
    `${plain}&${span(Date.UTC(2018, 6, 31) / 1000, Date.UTC(2018, 7, 1) / 1000)}`,
  ];
}

/** Windows that hold exactly a hundred of the rows, the newest first. */
function fullPages(rows: readonly Row[]): readonly (readonly [number, number])[] {
  const begins = rows.map(({ begin = 0 }) => begin);
  return begins
    .flatMap((to, place) => {
      const [from, before, after] = [begins[place + 99], begins[place + 100], begins[place - 1]];
      const isParted = from !== undefined && before !== undefined && before < from && (after ?? to + 1) > to;
      return isParted ? [[from, to] as const] : [];
    })
    .slice(0, 1);
}

function span(from: number, to: number, zone = 0): string {
  const text = `begin_time=${writeTime(from, zone)}&end_time=${writeTime(to, zone)}`;
  return text.replaceAll('+', '%2B');
}

function ids(instance: string, other: string, rows: readonly Row[]): readonly string[] {
  const [row] = rows.slice(150);
  const id = row?.id ?? '';
  const begin = row?.begin ?? 0;
  const plain = `instance_id=${instance}`;
  const altered = [
    id.slice(0, 20),
    id.slice(0, -1),
    `${id.slice(0, -1)}9`,
    `${id}0`,
    id.slice(1),
    id.toUpperCase(),
    `${id.slice(0, 8)}%25`,
    `0${id.slice(1)}`,
    `0${id}`,
    `${id},0`,
  ];
  return [
    `${plain}&backup_id=${id}`,
    `${plain}&backup_id=${id}&offset=1`,
    ...contract.operation.type.values.map((type) => `${plain}&backup_id=${id}&backup_type=${type}`),
    `${plain}&backup_id=${id}&${span(begin - 10, begin + 10)}`,
    `${plain}&backup_id=${id}&${span(begin - 50 * DAY, begin - 40 * DAY)}`,
    `instance_id=${other}&backup_id=${id}`,
    ...altered.map((one) => `${plain}&backup_id=${one}`),
    `${plain}&backup_id=${id}%CC%81`,
    `${plain}&backup_id=%25${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
    `${plain}&backup_id=%FF`,
    ...[
      instance.slice(0, 20),
      `${instance}0`,
      instance.toUpperCase(),
      `${instance.slice(0, 9)}%25`,
      `0${instance.slice(1)}`,
      instance.slice(1),
      `0${instance}`,
      `${instance},0`,
      `%20${instance}`,
      `${instance}%00x`,
      `${instance}%3Bx`,
    ].map((one) => `instance_id=${one}&limit=3`),
  ];
}

function wrong(instance: string, rows: readonly Row[]): readonly string[] {
  const plain = `instance_id=${instance}`;
  const begin = rows[50]?.begin ?? 0;
  const numbers = [
    '0',
    '101',
    '-1',
    '2147483648',
    '99999999999999999999',
    'ten',
    '10abc',
    '1.5',
    '%20',
    '1e1',
    '0x0a',
    '%2B5',
    '%205',
    '%D9%A3',
    '010',
    'true',
    '1,0',
    '5;5',
    '1_0',
    '%22',
    '',
  ];
  const types = ['full', 'AUTO', 'autos', 'auto%20', 'auto,manual', '1', '!auto', ''];
  const good = writeTime(begin + 90 * DAY).replace('+', '%2B');
  const times = [
    '2018-08-01',
    '1533081600',
    '2018-08-01T00:00:00',
    '2018-08-01T00:00:00Z',
    '2018-08-01T00:00:00%2B08:00',
    '2018-08-01T00:00:00.5%2B0800',
    '2018-08-01%2000:00:00%2B0800',
    '2018-08-01T00:00:00%2B0800x',
    'yesterday',
    '2018-13-01T00:00:00%2B0800',
    '2018-02-30T00:00:00%2B0800',
    '2018-02-29T00:00:00%2B0800',
    '2018-08-00T00:00:00%2B0800',
    '2018-08-01T25:00:00%2B0800',
    '2018-08-01T00:60:00%2B0800',
    '2018-08-01T00:00:75%2B0800',
    '2018-08-01T00:00:00%2B0075',
    '2018-08-01T00:00:00%2B0860',
    '%222018-08-01T00:00:00%2B0800%22',
    '%202018-08-01T00:00:00%2B0800',
    '',
  ];
  return [
    '',
    'limit=3',
    'instance_id=',
    ...numbers.flatMap((text) => [`${plain}&limit=${text}`, `${plain}&offset=${text}`]),
    ...types.map((text) => `${plain}&backup_type=${text}`),
    ...times.map((text) => `${plain}&begin_time=${text}&end_time=${good}`),
    `${plain}&begin_time=${writeTime(begin).replace('+', '%2B')}`,
    `${plain}&end_time=${writeTime(begin).replace('+', '%2B')}`,
    `${plain}&${span(begin, begin)}`,
    `${plain}&${span(begin + 1, begin)}`,
    `${plain}&limit=3&limit=4`,
    `${plain}&backup_id=`,
    `${plain}&status=COMPLETED`,
    `${plain}&backup_id=%`,
    ...['%25s', '%7B', '%0A', '%69', 'x'.repeat(5_000)].map((text) => `${plain}&status=${text}`),
    `${plain}&${Array.from({ length: 300 }, (_, place) => `p${place}=1`).join('&')}`,
    `${plain};limit=3`,
    `${plain}&backup_type=%61uto`,
    `backup_type=auto&${plain}`,
    `${plain}&${span(begin, begin + 9 * DAY).replaceAll('%2B', '%2b')}`,
    `${plain}&${span(begin, begin + 9 * DAY).replaceAll('%2B', '%252B')}`,
    `${plain}&LIMIT=3`,
    `${plain}&limit=1_0`,
    `${plain}&limit=%230a`,
  ];
}

function elsewhere(correct: Reference, instance: string): readonly Asked[] {
  const { projectId, otherProjectId } = correct;
  const versions = ['V3', 'v0', 'v4', 'v33', 'v', 'v1', 'v3;x'].map((version) =>
    contract.operation.path(projectId, version),
  );
  const projects = [otherProjectId, `${projectId.slice(0, -1)}x`].map((project) =>
    contract.operation.path(project),
  );
  return [...versions, ...projects].map((path) => ({
    target: `${path}?instance_id=${instance}`,
    headers: ownHeaders,
  }));
}

/** Requests with other headers, or under another spelling of the path. */
function otherwise(correct: Reference, query: string): readonly Asked[] {
  const target = targetOf(correct, query);
  return [
    { target: target.replace('?', '/?'), headers: ownHeaders },
    { target, headers: ownHeaders, isFirstOnConnection: true },
    { target: `${target}&limit=x`, headers: { ...ownHeaders, 'x-language': 'zh-cn' } },
    ...[
      { 'x-language': 'tlh' },
      { 'content-type': undefined },
      { accept: 'text/html' },
      { accept: undefined },
      { 'x-language': 'zh-cn' },
      { 'accept-encoding': 'br' },
      { 'x-auth-token': 'x'.repeat(3_000) },
      { 'x-auth-token': '\u00e9' },
    ].map((headers) => ({ target, headers: { ...ownHeaders, ...headers } })),
  ];
}

function strangers(target: string): readonly Asked[] {
  const altered = [8, 9].map((place) => `${TOKEN.slice(0, place)}Z${TOKEN.slice(place + 1)}`);
  const tokens = [
    undefined,
    '',
    ...altered,
    `${TOKEN.slice(0, -3)}xyz`,
    `x${TOKEN.slice(1)}`,
    `${TOKEN}x`,
    'x',
    TOKEN.toUpperCase(),
    `${TOKEN}=`,
    TOKEN.slice(0, 9),
    `x${TOKEN}x`,
    TOKEN.replace('-', '.'),
    `${TOKEN.slice(0, -1)}t`,
    'null',
  ];
  return [
    ...tokens.map((token) => ({ target, headers: { 'x-auth-token': token } })),
    ...['Bearer x', 'Basic x'].map((authorization) => ({ target, headers: { authorization } })),
    ...['&offset=100000', '&limit=0'].map((more) => ({
      target: `${target}${more}`,
      headers: { 'x-auth-token': 'x' },
    })),
  ];
}
