/**
 * Editions of the contract that nobody has written code for: copies of the document, edited. Each is run end to end,
 * every clause against the reference deployment and against deployments that are wrong in what the edition adds.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { type Contract, createContract, OWN_DOCUMENT } from '../../src/contract/contract.ts';
import type { JsonObject } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';
import { readQuery, type WireQuery, withoutPair, withPair, writeQuery } from '../../src/contract/wire.ts';
import { type InProcessDeployment, judgeInProcess } from '../../src/prove/judge-subject.ts';
import { createReference } from '../../src/reference/reference.ts';
import type { RunResult } from '../../src/result/result.ts';

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: Record<string, unknown>;
  example?: string;
}

/** As much of the document as is edited here. */
interface Document {
  paths: Record<
    string,
    { get: { parameters: Parameter[]; 'x-list-roles': Roles; responses: Record<string, Response> } }
  >;
  components: { schemas: Record<string, { required?: string[]; properties: Record<string, unknown> }> };
}

interface Roles {
  filters: Record<string, { field: string; condition?: object }>;
  listing: { rows: string; total: string };
}

interface Response {
  content: Record<string, { examples: Record<string, { value: Record<string, unknown> }> }>;
}

const text = readFileSync(packageFile(OWN_DOCUMENT), 'utf8');

function edition(edit: (document: Document, operation: Document['paths'][string]['get']) => void): Contract {
  const document = parse(text) as Document;
  const [path] = Object.values(document.paths);
  if (path === undefined) throw new Error('the document has no path');
  edit(document, path.get);
  return createContract(document as unknown as JsonObject);
}

function named(parameters: readonly Parameter[], name: string): Parameter {
  const found = parameters.find((parameter) => parameter.name === name);
  if (found === undefined) throw new Error(`the document has no parameter ${name}`);
  return found;
}

function before(parameters: Parameter[], name: string, added: Parameter): void {
  parameters.splice(parameters.indexOf(named(parameters, name)), 0, added);
}

type Change = (query: WireQuery) => WireQuery;

/** The reference deployment of an edition, as it answers queries that were changed on their way to it. */
function deployment(contract: Contract, change: Change = (query) => query): InProcessDeployment {
  const reference = createReference(contract);
  return {
    ...reference,
    answer: (request) => {
      const [path = '', query = ''] = request.target.split('?');
      return reference.answer({ ...request, target: `${path}?${writeQuery(change(readQuery(query)))}` });
    },
  };
}

const judged = (contract: Contract, behind: InProcessDeployment) =>
  judgeInProcess(contract, behind, { seed: 11, budget: '400' });

/** What keeps a run from being conformant, in words that a failing test shows. */
function troubles({ clauses }: RunResult): readonly string[] {
  return clauses
    .filter(({ verdict }) => ['fail', 'warn', 'inconclusive', 'not-exercised'].includes(verdict))
    .filter(({ level }) => level !== 'OBSERVE')
    .map(({ slug, verdict, detail }) => `${slug} ${verdict}: ${detail}`);
}

function failing({ clauses }: RunResult): readonly string[] {
  return clauses.filter(({ verdict }) => verdict === 'fail').map(({ slug }) => slug);
}

const editions = {
  'a smaller largest page': edition((_, { parameters }) => {
    const { schema } = named(parameters, 'limit');
    schema.maximum = 50;
    schema.default = 50;
  }),
  'another engine': edition(({ components }) => {
    const datastore = components.schemas.Datastore?.properties.type as { enum: string[] };
    datastore.enum.push('MariaDB');
  }),
  'a filter by status': edition((_, operation) => {
    before(operation.parameters, 'offset', {
      name: 'status',
      in: 'query',
      required: false,
      schema: { type: 'string', enum: ['BUILDING', 'COMPLETED', 'FAILED', 'DELETING'] },
    });
    operation['x-list-roles'].filters.status = { field: 'status' };
  }),
  'a filter that speaks of some rows': edition((_, operation) => {
    before(operation.parameters, 'offset', {
      name: 'status',
      in: 'query',
      required: false,
      schema: { type: 'string', enum: ['BUILDING', 'COMPLETED', 'FAILED'] },
    });
    const full = {
      type: 'object',
      properties: { type: { type: 'string', enum: ['auto', 'manual', 'fragment'] } },
    };
    operation['x-list-roles'].filters.status = { field: 'status', condition: full };
  }),
  'another field of a row': edition(({ components }) => {
    const { Backup } = components.schemas;
    if (Backup !== undefined) Backup.properties.associated_with_ddm = { type: 'boolean' };
  }),
  'a second required parameter': edition((_, { parameters }) => {
    before(parameters, 'instance_id', {
      name: 'region',
      in: 'query',
      required: true,
      schema: { type: 'string', pattern: '^[a-z]+-[a-z]+-\\d$' },
      example: 'eu-west-1',
    });
  }),
  'another envelope': edition(({ components }, operation) => {
    const { Listing } = components.schemas;
    if (Listing === undefined) throw new Error('the document has no listing');
    const { backups, total_count } = Listing.properties;
    Listing.properties = { items: backups, total: total_count };
    Listing.required = ['items', 'total'];
    operation['x-list-roles'].listing = { rows: 'items', total: 'total' };
    const examples = operation.responses['200']?.content['application/json']?.examples ?? {};
    for (const example of Object.values(examples)) {
      const { backups: rows, total_count: total } = example.value;
      example.value = { items: rows, total };
    }
  }),
} satisfies Readonly<Record<string, Contract>>;

for (const [what, contract] of Object.entries(editions)) {
  test(`the reference conforms to an edition with ${what}`, async () => {
    const result = await judged(contract, deployment(contract));
    expect(troubles(result)).toEqual([]);
    expect(result.verdict).toBe('conformant');
  });
}

const byStatus = editions['a filter by status'];

test('a filter that an edition adds filters', async () => {
  const { answer, projectId, instances, token } = createReference(byStatus);
  const { operation } = byStatus;
  const listed = async (status: string) => {
    const query = writeQuery(operation.write({ instance: instances[0] ?? '', filters: { status } }));
    const target = `${operation.path(projectId)}?${query}`;
    const headers = { [operation.headers.token.toLowerCase()]: token };
    return (await answer({ method: 'GET', target, headers })).body;
  };
  expect(await listed('FAILED')).toContain('"FAILED"');
  expect(await listed('FAILED')).not.toContain('"COMPLETED"');
});

const WRONG_FILTERS: readonly (readonly [string, Change, readonly string[]])[] = [
  [
    'ignores the filter',
    (query) => withoutPair(query, 'status'),
    ['filters.sound', 'filters.totals', 'filters.outside-enum', 'errors.status'],
  ],
  [
    'takes FAILEDs for FAILED',
    (query) =>
      query.some(({ name, text: value }) => name === 'status' && value === 'FAILEDs')
        ? withPair(query, 'status', 'FAILED')
        : query,
    ['filters.outside-enum', 'errors.status'],
  ],
  [
    'lists what is being made under no status',
    (query) =>
      query.some(({ name, text: value }) => name === 'status' && value === 'BUILDING')
        ? withPair(query, 'status', 'DELETING')
        : query,
    ['filters.sound', 'filters.complete'],
  ],
];

for (const [what, change, expected] of WRONG_FILTERS) {
  test(`a deployment that ${what} of an edition fails`, async () => {
    const behind = deployment(byStatus, change);
    const run = { seed: 11, budget: 'standard', selected: expected };
    expect(failing(await judgeInProcess(byStatus, behind, run))).toEqual(expected);
  });
}

const withField = editions['another field of a row'];

/** The reference, with this text as the new field of every row. */
function showing(value: string): InProcessDeployment {
  const reference = createReference(withField);
  return {
    ...reference,
    answer: async (request) => {
      const answer = await reference.answer(request);
      return {
        ...answer,
        body: String(answer.body).replaceAll('{"id"', `{"associated_with_ddm":${value},"id"`),
      };
    },
  };
}

test('a field that an edition adds is no extension, and is held to its type', async () => {
  const selected = ['response.extensions', 'response.schema'];
  const run = async (value: string) =>
    judgeInProcess(withField, showing(value), { seed: 11, budget: 'standard', selected });
  const [sound, wrong] = [await run('true'), await run('"yes"')];
  const observed = (result: RunResult) =>
    result.clauses.find(({ slug }) => slug === 'response.extensions')?.observation;
  expect(failing(sound)).toEqual([]);
  expect(observed(sound)).toBe('no fields beyond the document');
  expect(failing(wrong)).toEqual(['response.schema']);
});

const withRegion = editions['a second required parameter'];

for (const [what, change] of [
  [
    'does without a required parameter',
    (query: WireQuery) =>
      query.some(({ name }) => name === 'region') ? query : withPair(query, 'region', 'eu-west-1'),
  ],
  ['reads no text of it', (query: WireQuery) => withPair(query, 'region', 'eu-west-1')],
] as const) {
  test(`a deployment that ${what} of an edition fails`, async () => {
    const found = failing(await judged(withRegion, deployment(withRegion, change)));
    expect(found).toEqual(expect.arrayContaining(['filters.invalid-parameter', 'errors.status']));
  });
}
