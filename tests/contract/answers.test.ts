import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { decodeJson } from '../../src/contract/json.ts';
import type { components } from '../../src/contract/operation-types.ts';

type Schemas = components['schemas'];

const contract = loadContract();

const BACKUP: Schemas['Backup'] = {
  id: '43e4feaab48f11e89039fa163ebaa7e4br01',
  name: 'nightly',
  type: 'auto',
  size: 2803,
  status: 'COMPLETED',
  begin_time: '2018-08-06T12:41:14+0800',
  end_time: '2018-08-06T12:43:14+0800',
  datastore: { type: 'MySQL', version: '5.6' },
  instance_id: 'a48e43ff268f4c0e879652d65e63d0fbin01',
};

const LISTING: Schemas['Listing'] = { backups: [BACKUP], total_count: 1 };

/** The list as text, with other fields in its one row; a field given as undefined is left out. */
function listing(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...LISTING, backups: [{ ...BACKUP, ...fields }] });
}

/** What is said of a list, a line for each place: `pointer expected; found` and the clause in brackets. */
function said(text: string): readonly string[] {
  return contract
    .judgeListing(decodeJson(text))
    .map(
      ({ pointer, expected, found, clause }) =>
        `${pointer} ${expected}; ${found}${clause === undefined ? '' : ` [${clause}]`}`,
    );
}

const SOUND: readonly (readonly [string, string])[] = [
  ['a row', listing({})],
  ['an empty list', '{"backups":[],"total_count":0}'],
  ['a total of the whole list', '{"backups":[],"total_count":1000000}'],
  ['fields the document does not name', listing({ associated_with_ddm: true, extra: { size: 'x' } })],
  ['no databases, as null', listing({ databases: null })],
  ['no databases, as an array', listing({ databases: [] })],
  [
    'databases on SQLServer',
    listing({ datastore: { type: 'SQLServer', version: '2014_WEB' }, databases: [{ name: 'a' }] }),
  ],
  ['an end absent while BUILDING', listing({ status: 'BUILDING', end_time: undefined })],
  ['an end of null while BUILDING', listing({ status: 'BUILDING', end_time: null })],
  ['an empty end while BUILDING', listing({ status: 'BUILDING', end_time: '' })],
  ['an end while BUILDING', listing({ status: 'BUILDING' })],
  ['a time of another zone', listing({ begin_time: '2018-08-05T18:41:14-1000' })],
  ['a size of 0', listing({ size: 0 })],
  ['the greatest size', listing({}).replace('2803', '9223372036854775807')],
  ['a size with a fraction of nothing', listing({}).replace('2803', '2803.0')],
  ['a size with an exponent', listing({}).replace('2803', '2.803e3')],
  ['the greatest size with an exponent', listing({}).replace('2803', '9.223372036854775807e18')],
];

for (const [what, text] of SOUND) {
  test(`sound: ${what}`, () => expect(said(text)).toEqual([]));
}

const NOTHING = 'a value, which is required; nothing';
const TIME = 'a real time written yyyy-mm-ddThh:mm:ss±hhmm';
const INT64 = 'an integer from -9223372036854775808 to 9223372036854775807';

const WRONG: readonly (readonly [string, string])[] = [
  ['[]', ' an object; []'],
  ['null', ' an object; null'],
  ['"backups"', ' an object; "backups"'],
  ['{"total_count":0}', `/backups ${NOTHING}`],
  ['{"backups":[]}', `/total_count ${NOTHING}`],
  ['{"backups":null,"total_count":0}', '/backups an array; null'],
  ['{"backups":{},"total_count":0}', '/backups an array; {}'],
  ['{"backups":[],"total_count":"0"}', '/total_count an integer; "0"'],
  ['{"backups":[],"total_count":null}', '/total_count an integer; null'],
  ['{"backups":[],"total_count":-1}', '/total_count at least 0; -1'],
  ['{"backups":[],"total_count":1.5}', '/total_count an integer; 1.5'],
  ['{"backups":[7],"total_count":1}', '/backups/0 an object; 7'],
  ...Object.keys(BACKUP).map((field): [string, string] => [
    listing({ [field]: undefined }),
    `/backups/0/${field} ${NOTHING}`,
  ]),
  ...['id', 'name', 'instance_id'].flatMap((field): readonly (readonly [string, string])[] => [
    [listing({ [field]: 7 }), `/backups/0/${field} a string; 7`],
    [listing({ [field]: null }), `/backups/0/${field} a string; null`],
    [listing({ [field]: '' }), `/backups/0/${field} a string that is not empty; ""`],
  ]),
  [listing({ type: 'Auto' }), '/backups/0/type one of "auto", "manual", "fragment", "incremental"; "Auto"'],
  [listing({ type: 1 }), '/backups/0/type a string; 1'],
  [
    listing({ status: 'DELETED' }),
    '/backups/0/status one of "BUILDING", "COMPLETED", "FAILED", "DELETING"; "DELETED"',
  ],
  [listing({ size: '2803' }), '/backups/0/size an integer; "2803" [response.size-exact]'],
  [listing({ size: null }), '/backups/0/size an integer; null [response.size-exact]'],
  [listing({ size: 2803.5 }), '/backups/0/size an integer; 2803.5 [response.size-exact]'],
  [listing({ size: -1 }), '/backups/0/size at least 0; -1 [response.size-exact]'],
  [
    listing({}).replace('2803', '9223372036854775808'),
    `/backups/0/size ${INT64}; 9223372036854775808 [response.size-exact]`,
  ],
  [
    listing({}).replace('2803', '9.223372036854775808e18'),
    `/backups/0/size ${INT64}; 9.223372036854775808e18 [response.size-exact]`,
  ],
  [listing({}).replace('2803', '1e400'), '/backups/0/size an integer; 1e400 [response.size-exact]'],
  [
    listing({}).replace('2803', '2803.00000000000000000001'),
    '/backups/0/size an integer; 2803.00000000000000000001 [response.size-exact]',
  ],
  [listing({ begin_time: 1533530474 }), '/backups/0/begin_time a string; 1533530474 [response.time-format]'],
  [listing({ begin_time: null }), '/backups/0/begin_time a string; null [response.time-format]'],
  [listing({ begin_time: '' }), `/backups/0/begin_time ${TIME}; "" [response.time-format]`],
  [
    listing({ begin_time: '2018-08-06T12:41:14Z' }),
    `/backups/0/begin_time ${TIME}; "2018-08-06T12:41:14Z" [response.time-format]`,
  ],
  [
    listing({ end_time: '2018-02-30T00:00:00+0800' }),
    `/backups/0/end_time ${TIME}; "2018-02-30T00:00:00+0800" [response.time-format]`,
  ],
  [listing({ end_time: '' }), `/backups/0/end_time ${TIME}; "" [response.time-format]`],
  [listing({ end_time: null }), '/backups/0/end_time a string; null [response.time-format]'],
  [
    listing({ end_time: null, status: 'FAILED' }),
    '/backups/0/end_time a string; null [response.time-format]',
  ],
  [listing({ end_time: undefined, status: 'DELETING' }), `/backups/0/end_time ${NOTHING}`],
  [
    listing({ end_time: 'soon', status: 'BUILDING' }),
    `/backups/0/end_time ${TIME}; "soon" [response.time-format]`,
  ],
  [listing({ end_time: 5, status: 'BUILDING' }), '/backups/0/end_time a string or null; 5'],
  [listing({ datastore: 'MySQL' }), '/backups/0/datastore an object; "MySQL"'],
  [listing({ datastore: { version: '5.6' } }), `/backups/0/datastore/type ${NOTHING}`],
  [listing({ datastore: { type: 'MySQL' } }), `/backups/0/datastore/version ${NOTHING}`],
  [listing({ datastore: { type: 'MySQL', version: 5.6 } }), '/backups/0/datastore/version a string; 5.6'],
  [
    listing({ datastore: { type: 'mysql', version: '5.6' } }),
    '/backups/0/datastore/type one of "MySQL", "PostgreSQL", "SQLServer"; "mysql" [response.engine-spelling]',
  ],
  [
    listing({ databases: [{ name: 'a' }] }),
    '/backups/0/databases nothing, null or an empty array; [{"name":"a"}] [response.databases]',
  ],
  [listing({ databases: '' }), '/backups/0/databases an array or null; "" [response.databases]'],
  [
    listing({ datastore: { type: 'SQLServer', version: '2014_WEB' }, databases: ['a'] }),
    '/backups/0/databases/0 an object; "a"',
  ],
  [
    listing({ datastore: { type: 'SQLServer', version: '2014_WEB' }, databases: [{}] }),
    `/backups/0/databases/0/name ${NOTHING}`,
  ],
];

for (const [text, complaint] of WRONG) {
  test(`wrong in one place: ${complaint.replaceAll('"', "'")} in ${text.length}`, () =>
    expect(said(text)).toEqual([complaint]));
}

test('every wrong place of a page is named, and long finds are cut short', () => {
  const rows = [BACKUP, { ...BACKUP, size: '1' }, { ...BACKUP, id: 3, status: 'x'.repeat(500) }];
  const violations = contract.judgeListing(decodeJson(JSON.stringify({ backups: rows, total_count: 3 })));
  expect(violations.map(({ pointer }) => pointer).sort()).toEqual([
    '/backups/1/size',
    '/backups/2/id',
    '/backups/2/status',
  ]);
  expect(Math.max(...violations.map(({ found }) => found.length))).toBeLessThan(100);
});

test('integers spelled with a fraction or an exponent are told from other odd numbers', () => {
  const text = listing({ extra: 777 })
    .replace('2803', '2.803e3')
    .replace('777', '7.0')
    .replace('"total_count":1', '"total_count":1.0');
  const pointers = contract.oddIntegers(decodeJson(text)).map(({ pointer }) => pointer);
  expect(pointers.sort()).toEqual(['/backups/0/size', '/total_count']);
  expect(contract.oddIntegers(decodeJson(listing({ size: 2803.5 })))).toEqual([]);
  expect(contract.oddIntegers(decodeJson(listing({})))).toEqual([]);
});

const V3: Schemas['Error'] = { error_code: 'DBS.280001', error_msg: 'wrong' };
const V1: Schemas['ErrorV1'] = { errCode: 'RDS.0016', externalMessage: 'wrong' };

test('an error has the names of version 3 or, which is older, of version 1', () => {
  const judged = (body: object) => contract.judgeError(decodeJson(JSON.stringify(body)));
  expect(judged(V3)).toEqual({ isOlder: false, violations: [] });
  expect(judged({ ...V3, request_id: 'x' })).toEqual({ isOlder: false, violations: [] });
  expect(judged(V1)).toEqual({ isOlder: true, violations: [] });
  expect(judged({ ...V1, ...V3 })).toEqual({ isOlder: false, violations: [] });
});

test('the pattern of a code is a clause of its own, in either form', () => {
  for (const [body, isOlder] of [
    [{ ...V3, error_code: 'no code' }, false],
    [{ ...V1, errCode: 'no code' }, true],
  ] as const) {
    const judged = contract.judgeError(decodeJson(JSON.stringify(body)));
    expect(judged.isOlder).toBe(isOlder);
    expect(judged.violations).toMatchObject([{ keyword: 'pattern', clause: 'errors.code-pattern' }]);
  }
});

const WRONG_ERRORS: readonly (readonly [unknown, readonly string[]])[] = [
  [{}, [`/error_code ${NOTHING}`, `/error_msg ${NOTHING}`]],
  [{ error_code: 'DBS.280001' }, [`/error_msg ${NOTHING}`]],
  [{ ...V3, error_code: '' }, ['/error_code a string that is not empty; ""']],
  [{ ...V3, error_code: 280001 }, ['/error_code a string; 280001']],
  [{ ...V3, error_msg: null }, ['/error_msg a string; null']],
  [{ errCode: 'RDS.0016', error_msg: 'wrong' }, [`/error_code ${NOTHING}`]],
  [[], [' an object; []']],
  ['wrong', [' an object; "wrong"']],
];

for (const [body, complaints] of WRONG_ERRORS) {
  test(`no error of the API: ${JSON.stringify(body)}`, () => {
    const decoded = decodeJson(JSON.stringify(body));
    const { isOlder, violations } = contract.judgeError(decoded);
    expect(violations.map(({ pointer, expected, found }) => `${pointer} ${expected}; ${found}`)).toEqual(
      complaints,
    );
    expect(isOlder).toBe(false);
  });
}

test('a list is read leniently: rows with ids and a total are enough', () => {
  const read = contract.operation.readListing(
    decodeJson('{"backups":[{"id":"a","size":9223372036854775808,"begin_time":"soon"}],"total_count":7}')
      .value,
  );
  expect(read?.total).toBe(7);
  expect(read?.rows).toEqual([
    {
      id: 'a',
      instance: '',
      type: '',
      status: '',
      text: '{"begin_time":"soon","id":"a","size":9223372036854775808}',
      isBuilding: false,
      isIncremental: false,
      settled: '{"begin_time":"soon","id":"a","size":9223372036854775808}',
      json: { id: 'a', size: 9223372036854775808n, begin_time: 'soon' },
    },
  ]);
  for (const text of [
    '[]',
    '{"backups":[],"total_count":"1"}',
    '{"backups":null,"total_count":0}',
    '{"backups":[{}],"total_count":1}',
  ]) {
    expect(contract.operation.readListing(decodeJson(text).value)).toBeUndefined();
  }
});

test('a row is read with its times as instants and its engine', () => {
  const [row] = contract.operation.readListing(decodeJson(listing({})).value)?.rows ?? [];
  expect(row?.begin).toBe(Date.UTC(2018, 7, 6, 4, 41, 14) / 1000);
  expect(row?.end).toBe(Date.UTC(2018, 7, 6, 4, 43, 14) / 1000);
  expect(row?.engine).toBe('MySQL');
  expect(row?.instance).toBe(BACKUP.instance_id);
});
