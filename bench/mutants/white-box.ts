/** Requests that know the data and the code: between them they show what a mutant changes. */
import * as fc from 'fast-check';
import type { Contract } from '../../src/contract/contract.ts';
import type { Row } from '../../src/contract/operation.ts';
import { writeTime } from '../../src/contract/time.ts';
import { type WireQuery, withPair, writeQuery } from '../../src/contract/wire.ts';
import { editedQueries } from '../../src/query/edits/edited-queries.ts';
import { editsOf } from '../../src/query/edits/edits.ts';
import { breaks, invalidQuery } from '../../src/query/invalid-query.ts';
import { openVariants } from '../../src/query/open-variants.ts';
import type { Pool, PoolRow } from '../../src/query/pools.ts';
import { validQuery } from '../../src/query/valid-query.ts';
import type { ReferenceRequest } from '../../src/reference/stages.ts';

/** What the requests are addressed to. */
export interface Addressed {
  readonly projectId: string;
  readonly otherProjectId: string;
  readonly token: string;
  readonly pools: readonly Pool[];
  /** Rows of the first instance, as it lists them. */
  readonly rows: readonly Row[];
}

const DRAWN = { numRuns: 500, seed: 20181206 };

/** Returns the requests. @param many whether to edit texts of many queries, or of one */
export function whiteBoxRequests(contract: Contract, addressed: Addressed): readonly ReferenceRequest[] {
  const { operation } = contract;
  const queries = [
    ...basesOf(contract, addressed).flatMap((base) => [base, ...neighbours(contract, base)]),
    ...fc.sample(validQuery(contract, addressed.pools), DRAWN).map(operation.write),
    ...fc.sample(invalidQuery(contract, addressed.pools), DRAWN).map(({ query }) => query),
    ...windows(contract, addressed),
    ...idsOfAll(contract, addressed),
    ...pages(contract, addressed),
  ].map(writeQuery);
  const path = operation.path(addressed.projectId);
  const headers = { [operation.headers.token.toLowerCase()]: addressed.token };
  return [
    ...[...new Set(queries), ...oddQueries(contract, addressed)].map((query) => ({
      method: 'GET',
      target: `${path}?${query}`,
      headers,
    })),
    ...elsewhere(contract, addressed, headers),
    ...strangers(contract, addressed),
  ];
}

/** A plain query, one with every parameter, and one of the oldest rows. */
function basesOf({ operation }: Contract, { pools: [pool], rows }: Addressed): readonly WireQuery[] {
  if (pool === undefined) return [];
  const { instance, rows: known } = pool;
  const row: PoolRow | undefined = known[Math.floor(known.length / 2)];
  const [first, last] = [rows.at(-1)?.begin ?? 0, rows[0]?.begin ?? 86_400];
  const window = { begin: writeTime(first + 3600, 330), end: writeTime(last - 3600, -210) };
  const plain = operation.write({ instance });
  const full = operation.write({
    instance,
    window: last - first > 10_000 ? window : { begin: writeTime(0), end: writeTime(4_000_000_000) },
    offset: 0,
    limit: 10,
    ...(row === undefined ? {} : { id: row.id, filters: row.filters }),
  });
  return [plain, full];
}

/** The query with every edit of every text, with every fixed fault, with what is open, and some with two of them. */
function neighbours(contract: Contract, base: WireQuery): readonly WireQuery[] {
  const edited = editedQueries(contract, base, 'all').map(({ query }) => query);
  const broken = breaks(contract, base).map(({ query }) => query);
  const open = openVariants(contract, base).map(({ query }) => query);
  const some = [...broken, ...open].filter((_, place) => place % 7 === 0);
  return [...edited, ...broken, ...open, ...some.flatMap((one, place) => both(base, one, some[place + 1]))];
}

/** One query with the differences of both from their base. */
function both(base: WireQuery, one: WireQuery, other: WireQuery | undefined): readonly WireQuery[] {
  const changed = other?.filter(
    (pair) => !base.some(({ name, text }) => pair.name === name && pair.text === text),
  );
  return changed === undefined
    ? []
    : [changed.reduce((query, { name, text }) => withPair(query, name, text), one)];
}

const YEARS = [1, 4, 99, 100, 400, 1899, 1900, 1969, 1970, 2000, 2016, 2018, 2019, 2099, 2100, 2400, 9999];
const ZONES = [0, 1, 59, 60, 330, 480, 840, -1, -59, -60, -210, -720, -840];

/** Windows at and around the times of rows, in every zone; around the ends of all months, either way round. */
function windows({ operation }: Contract, { pools: [pool], rows }: Addressed): readonly WireQuery[] {
  if (pool === undefined) return [];
  const { instance } = pool;
  const write = (begin: string, end: string, more = {}) =>
    operation.write({ instance, window: { begin, end }, ...more });
  const instants = rows
    .filter((_, place) => place % Math.ceil(rows.length / 25) === 0)
    .flatMap(({ begin = 0, end = begin }) => [begin, end]);
  const around = instants.flatMap((instant, place) =>
    [-1, 0, 1].flatMap((shift) =>
      [1, 3600, 864_000].map((length) => {
        const zone = ZONES[(place + length) % ZONES.length];
        return write(writeTime(instant + shift, zone), writeTime(instant + shift + length, ZONES[place % 7]));
      }),
    ),
  );
  const months = YEARS.flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => boundary(year, month)).flatMap(([before, after]) => {
      return [
        write(before, after),
        write(after, before),
        write(before, '2018-08-16T12:00:00+0800'),
        write('2018-08-16T12:00:00+0800', after),
      ];
    }),
  );
  const days = YEARS.flatMap((year) =>
    [2, 4, 12].flatMap((month) =>
      ['00', '01', '28', '29', '30', '31', '32'].map((day) =>
        write(`${four(year)}-${two(month)}-${day}T00:00:00+0000`, '9999-12-31T23:59:59+0000'),
      ),
    ),
  );
  const fields = ['T23:59:59', 'T24:00:00', 'T00:60:00', 'T00:59:60', 'T00:00:00', 'T09:09:09', 'T10:10:10'];
  const clocks = fields.flatMap((clock) =>
    ['+0000', '-0000', '+1359', '+1400', '+1401', '-1400', '-1401', '+0060', '+0059', '+9999'].map((zone) =>
      write(`2018-08-01${clock}${zone}`, '2018-08-16T12:00:00+0800', { limit: 3 }),
    ),
  );
  return [...around, ...months, ...days, ...clocks];
}

/** The last second of a month and the first of the next, as texts. */
function boundary(year: number, month: number): readonly [string, string] {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 31;
  const [nextYear, nextMonth] = month === 11 ? [year + 1, 1] : [year, month + 2];
  return [
    `${four(year)}-${two(month + 1)}-${last}T23:59:59+0000`,
    `${four(Math.min(9999, nextYear))}-${two(nextMonth)}-01T00:00:00+0000`,
  ];
}

const four = (year: number) => String(year).padStart(4, '0');
const two = (number: number) => String(number).padStart(2, '0');

/** Ids of every instance under every instance, with every value of every filter. */
function idsOfAll({ operation }: Contract, { pools }: Addressed): readonly WireQuery[] {
  return pools.flatMap(({ instance }) =>
    pools.flatMap(({ rows }) =>
      [rows[0], rows.at(-1), rows[Math.floor(rows.length / 2)]].flatMap((row) =>
        row === undefined
          ? []
          : [
              operation.write({ instance, id: row.id }),
              ...operation.filters.flatMap(({ parameter, values }) =>
                values.map((value) =>
                  operation.write({ instance, id: row.id, filters: { [parameter]: value } }),
                ),
              ),
            ],
      ),
    ),
  );
}

/** Pages at the edges of every list and of the numbers that computers hold. */
function pages({ operation }: Contract, { pools }: Addressed): readonly WireQuery[] {
  const { limit } = operation;
  const filters = [
    undefined,
    ...operation.filters.flatMap(({ parameter, values }) => values.map((value) => ({ [parameter]: value }))),
  ];
  return pools.flatMap(({ instance, total }) =>
    filters.flatMap((given) =>
      [0, 1, 2, total - 1, total, total + 1, 2 ** 31, Number.MAX_SAFE_INTEGER]
        .filter((offset) => offset >= 0)
        .flatMap((offset) =>
          [limit.minimum, 2, limit.maximum].map((most) =>
            operation.write({
              instance,
              offset,
              limit: most,
              ...(given === undefined ? {} : { filters: given }),
            }),
          ),
        ),
    ),
  );
}

/** Query strings that no list of pairs gives. */
function oddQueries({ operation }: Contract, { pools: [pool] }: Addressed): readonly string[] {
  const plain = `${operation.instance}=${pool?.instance}`;
  const { limit, offset } = operation;
  return [
    '',
    '&',
    `&&${plain}&&`,
    `${plain}&${limit.parameter}`,
    `${plain}&=5`,
    `${plain}&${limit.parameter}=5?x`,
    `${plain}?${limit.parameter}=5`,
    `${plain}&${limit.parameter}=5=6`,
    `${plain}&%6c${limit.parameter.slice(1)}=5`,
    `${plain}&%FF=5`,
    `${plain}&x=%FF`,
    `${plain}&${plain}`,
    `${plain}&${offset.parameter}=1&${limit.parameter}=2&${offset.parameter}=1`,
    ...[2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n, 10n ** 30n].map(
      (number) => `${plain}&${offset.parameter}=${number}`,
    ),
  ];
}

/** Other paths, with the right token. */
function elsewhere(
  { operation }: Contract,
  { projectId, otherProjectId, pools: [pool] }: Addressed,
  headers: ReferenceRequest['headers'],
): readonly ReferenceRequest[] {
  const query = `${operation.instance}=${pool?.instance}`;
  const path = operation.path(projectId);
  const edited = editsOf(projectId).map(({ wire }) => wire);
  const projects = ['', otherProjectId, 'x', `${projectId}/${projectId}`, ...edited].map((project) =>
    path.replace(projectId, project),
  );
  const versions = ['V3', 'v0', 'v1', 'v2', 'v4', 'v33', 'v', ''].map((version) =>
    operation.path(projectId, version),
  );
  const paths = [
    ...projects,
    ...versions,
    '/',
    '',
    `${path}/`,
    `/${path}`,
    path.slice(1),
    path.slice(0, -1),
    `${path}x`,
  ];
  return [...paths.map((each) => `${each}?${query}`), path].map((target) => ({
    method: 'GET',
    target,
    headers,
  }));
}

/** Other tokens. */
function strangers(
  { operation }: Contract,
  { projectId, otherProjectId, token, pools: [pool] }: Addressed,
): readonly ReferenceRequest[] {
  const name = operation.headers.token.toLowerCase();
  const tokens = [
    undefined,
    '',
    ...editsOf(token)
      .filter((_, place) => place % 9 === 0)
      .map(({ wire }) => wire),
  ];
  return [projectId, otherProjectId].flatMap((project) =>
    tokens.flatMap((each) =>
      [`${operation.instance}=${pool?.instance}`, 'limit=0'].map((query) => ({
        method: 'GET',
        target: `${operation.path(project)}?${query}`,
        headers: { [name]: each },
      })),
    ),
  );
}
