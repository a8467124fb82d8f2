/** The reference deployment serves what the document describes, whatever that is. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { type Contract, createContract, OWN_DOCUMENT } from '../../src/contract/contract.ts';
import { decodeJson } from '../../src/contract/json.ts';
import type { Row } from '../../src/contract/operation.ts';
import { packageFile } from '../../src/contract/package.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { ownHeaders, TOKEN } from './asking.ts';

type Edit = readonly [piece: string, replacement: string];

/** The package's own document with pieces of its text replaced. */
function edited(...edits: readonly Edit[]): Contract {
  let text = readFileSync(packageFile(OWN_DOCUMENT), 'utf8');
  for (const [piece, replacement] of edits) {
    expect(text).toContain(piece);
    text = text.replaceAll(piece, replacement);
  }
  return createContract(parse(text));
}

interface Asked {
  readonly contract: Contract;
  readonly reference: Reference;
}

function serving(contract: Contract): Asked {
  return { contract, reference: createReference(contract, { token: TOKEN }) };
}

async function ask({ contract, reference }: Asked, query: string) {
  const target = `${contract.operation.path(reference.projectId)}?${query}`;
  const { status, body } = await reference.answer({ method: 'GET', target, headers: ownHeaders });
  return { status, body: decodeJson(String(body)) };
}

/** All rows under a query; each page satisfies the document. */
async function everyRow(asked: Asked, query: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const { status, body } = await ask(asked, `${query}&offset=${rows.length}`);
    expect([query, status, asked.contract.judgeListing(body)]).toEqual([query, 200, []]);
    const listing = asked.contract.operation.readListing(body.value);
    if (listing === undefined || listing.rows.length === 0) return rows;
    rows.push(...listing.rows);
    expect(listing.total).toBeGreaterThanOrEqual(rows.length);
  }
}

function instanceOf({ contract, reference }: Asked, place = 0): string {
  return `${contract.operation.instance}=${reference.instances[place]}`;
}

/** Each value of each filter lists the rows that have it, alone and together with every other filter. */
async function expectFilters(asked: Asked): Promise<void> {
  const all = await everyRow(asked, instanceOf(asked));
  const { filters } = asked.contract.operation;
  for (const filter of filters) {
    for (const value of filter.values) {
      const query = `${instanceOf(asked)}&${filter.parameter}=${encodeURIComponent(value)}`;
      const due = all.filter((row) => filter.valueIn(row) === value);
      expect(due.length).toBeGreaterThan(0);
      expect(await everyRow(asked, query)).toEqual(due);
      for (const other of filters.filter((one) => one !== filter)) {
        const [wanted = ''] = other.values;
        expect(await everyRow(asked, `${query}&${other.parameter}=${wanted}`)).toEqual(
          due.filter((row) => other.valueIn(row) === wanted),
        );
      }
      const [id] = due.map((row) => row.id);
      expect(await everyRow(asked, `${query}&${asked.contract.operation.id.parameter}=${id}`)).toHaveLength(
        1,
      );
    }
    for (const wrong of ['', ...filter.values].map((value) => `${value}x`)) {
      expect((await ask(asked, `${instanceOf(asked)}&${filter.parameter}=${wrong}`)).status).toBe(400);
    }
  }
}

const BEFORE_OFFSET = '        - name: offset\n';
const FILTERS = '        filters:\n';

/** A new query parameter, with its schema in one line, and whatever else the document says of it. */
function parameter(name: string, schema: string, more = ''): Edit {
  const added = `        - name: ${name}\n          in: query\n${more}          schema: ${schema}\n`;
  return [BEFORE_OFFSET, added + BEFORE_OFFSET];
}

test('its own document: every filter lists what has the value asked for', async () => {
  await expectFilters(serving(edited()));
});

test('bounds and defaults of the limit', async () => {
  const asked = serving(edited(['maximum: 100', 'maximum: 50'], ['default: 100', 'default: 20']));
  const { body } = await ask(asked, instanceOf(asked));
  expect(asked.contract.operation.readListing(body.value)?.rows).toHaveLength(20);
  expect((await ask(asked, `${instanceOf(asked)}&limit=50`)).status).toBe(200);
  expect((await ask(asked, `${instanceOf(asked)}&limit=51`)).status).toBe(400);
});

test('a new engine has an instance of its own', async () => {
  const engines = '[MySQL, PostgreSQL, SQLServer]';
  const asked = serving(edited([engines, '[MySQL, PostgreSQL, SQLServer, MariaDB]']));
  expect(asked.reference.instances).toHaveLength(4);
  const rows = await everyRow(asked, instanceOf(asked, 3));
  expect(new Set(rows.map(({ engine }) => engine))).toEqual(new Set(['MariaDB']));
});

test('one engine alone has two instances', async () => {
  const contract = edited();
  const operation = { ...contract.operation, engines: contract.operation.engines.slice(0, 1) };
  const asked = serving({ ...contract, operation });
  expect(asked.reference.instances).toHaveLength(2);
  expect((await everyRow(asked, instanceOf(asked, 1))).length).toBeGreaterThan(0);
});

test('new types and statuses stand in rows, and types can be asked for', async () => {
  const asked = serving(
    edited(
      ['enum: [auto, manual, fragment, incremental]', 'enum: [auto, weekly, manual, fragment, incremental]'],
      ['enum: [BUILDING, COMPLETED, FAILED, DELETING]', 'enum: [PAUSED, BUILDING, COMPLETED, FAILED]'],
    ),
  );
  const rows = await everyRow(asked, instanceOf(asked));
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(asked.contract.operation.types));
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(asked.contract.operation.statuses));
  await expectFilters(asked);
});

test('a new equality filter on a field that the document has', async () => {
  const values = '[BUILDING, COMPLETED, FAILED, DELETING]';
  const asked = serving(
    edited(parameter('status', `{ type: string, enum: ${values} }`), [
      FILTERS,
      `${FILTERS}          status: { field: status }\n`,
    ]),
  );
  await expectFilters(asked);
});

test('a new equality filter on a new field', async () => {
  const schema = '{ type: string, enum: [hot, cold] }';
  const asked = serving(
    edited(
      parameter('tier', schema),
      [FILTERS, `${FILTERS}          tier: { field: storage_tier }\n`],
      [
        '        instance_id:\n          type: string\n',
        `        storage_tier: ${schema}\n        instance_id:\n          type: string\n`,
      ],
    ),
  );
  await expectFilters(asked);
});

test('a second required parameter', async () => {
  const asked = serving(
    edited(parameter('region', '{ type: string, enum: [north, south] }', '          required: true\n')),
  );
  expect((await ask(asked, instanceOf(asked))).status).toBe(400);
  expect((await ask(asked, `${instanceOf(asked)}&region=east`)).status).toBe(400);
  expect((await everyRow(asked, `${instanceOf(asked)}&region=north`)).length).toBeGreaterThan(0);
});

test('optional parameters without a role are held to their schema', async () => {
  const asked = serving(edited(parameter('depth', '{ type: integer, minimum: 2, maximum: 9 }')));
  const statuses = ['2', '9', '', '1', '10', 'x'].map(
    async (depth) => (await ask(asked, `${instanceOf(asked)}&depth=${depth}`)).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 400, 400, 400]);
});

test('a renamed envelope', async () => {
  const asked = serving(
    edited(
      ['total_count', 'total'],
      ['backups:', 'items:'],
      ['[backups,', '[items,'],
      ['rows: backups', 'rows: items'],
    ),
  );
  const { body } = await ask(asked, instanceOf(asked));
  expect(Object.keys(Object(body.value))).toEqual(['items', 'total']);
});
