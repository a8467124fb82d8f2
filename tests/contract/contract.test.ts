import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import { createContract, loadContract, OWN_DOCUMENT } from '../../src/contract/contract.ts';
import { ContractError } from '../../src/contract/contract-error.ts';
import { isObject, type Json, type JsonObject } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';
import { readQuery } from '../../src/contract/wire.ts';

const text = readFileSync(packageFile(OWN_DOCUMENT), 'utf8');

/** The package's document, changed by replacing one piece of its text. */
function changed(piece: string | RegExp, replacement: string): JsonObject {
  const edited = text.replace(piece, replacement);
  expect(edited).not.toBe(text);
  const document: Json = parse(edited);
  return isObject(document) ? document : {};
}

function file(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'contract-')), name);
  writeFileSync(path, content);
  return path;
}

function refusal(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was refused';
}

test('an independent validator passes the document', async () => {
  const result = await new Validator().validate(text);
  expect(result).toEqual({ valid: true });
});

test('the operation is what the document says', () => {
  const { operation } = loadContract();
  expect(operation.pathTemplate).toBe('/v3/{project_id}/backups');
  expect(operation.path('a/b c')).toBe('/v3/a%2Fb%20c/backups');
  expect(operation.path('$&', 'V3')).toBe('/V3/%24%26/backups');
  expect(operation.parameters.map(({ name }) => name)).toEqual([
    'instance_id',
    'backup_id',
    'backup_type',
    'offset',
    'limit',
    'begin_time',
    'end_time',
  ]);
  expect(operation.limit).toEqual({ parameter: 'limit', minimum: 1, maximum: 100, default: 100 });
  expect(operation.offset).toEqual({ parameter: 'offset', minimum: 0, default: 0 });
  expect(operation.filters).toMatchObject([
    {
      parameter: 'backup_type',
      field: ['type'],
      values: ['auto', 'manual', 'fragment', 'incremental'],
      isExhaustive: true,
      mayOmit: ['incremental'],
    },
  ]);
  expect(operation.engines).toEqual(['MySQL', 'PostgreSQL', 'SQLServer']);
  expect(operation.statuses).toEqual(['BUILDING', 'COMPLETED', 'FAILED', 'DELETING']);
});

test('the headers of a request are those of the document', () => {
  expect(loadContract().operation.headers).toEqual({
    common: { 'Content-Type': 'application/json', 'X-Language': 'en-us', Accept: 'application/json' },
    enumerated: [{ name: 'X-Language', values: ['en-us', 'zh-cn'] }],
    token: 'X-Auth-Token',
  });
  const chinese = createContract(changed('example: en-us', 'example: zh-cn'));
  expect(chinese.operation.headers.common['X-Language']).toBe('zh-cn');
  const fixed = createContract(changed('Content-Type: application/json', 'X-Client: conformance'));
  expect(fixed.operation.headers.common['X-Client']).toBe('conformance');
  const renamed = createContract(changed('name: X-Auth-Token', 'name: X-Subject-Token'));
  expect(renamed.operation.headers.token).toBe('X-Subject-Token');
});

test('a document whose largest limit is 50 moves the default and the judgement', () => {
  const contract = createContract(changed('maximum: 100', 'maximum: 50'));
  expect(contract.operation.limit).toEqual({ parameter: 'limit', minimum: 1, maximum: 50, default: 50 });
  expect(contract.judgeQuery(readQuery('instance_id=a&limit=50')).kind).toBe('valid');
  expect(contract.judgeQuery(readQuery('instance_id=a&limit=51')).kind).toBe('invalid');
  expect(contract.digest).not.toBe(loadContract().digest);
});

test('a new value of an enumeration is a new type, everywhere', () => {
  const contract = createContract(changed('enum: [auto, manual,', 'enum: [auto, weekly, manual,'));
  expect(contract.operation.filters[0]?.values).toContain('weekly');
  expect(contract.judgeQuery(readQuery('instance_id=a&backup_type=weekly')).kind).toBe('valid');
});

test('YAML and JSON of one document are one contract', () => {
  const json = loadContract(file('contract.json', JSON.stringify(parse(text))));
  expect(json.digest).toBe(loadContract().digest);
  expect(json.digest).toMatch(/^sha256:[\da-f]{64}$/);
});

test('the digest is that of the content, not of its order or comments', () => {
  const { info, ...rest }: Record<string, unknown> = parse(text);
  const turned = file('turned.yaml', `# A comment\n${JSON.stringify({ ...rest, info })}`);
  expect(loadContract(turned).digest).toBe(loadContract().digest);
});

test('the sample answers keep their own contract', () => {
  const { samples, operation } = loadContract();
  const rows = samples.flatMap((sample) => operation.readListing(sample)?.rows ?? []);
  expect(rows.map(({ type }) => type)).toEqual(['auto', 'incremental', 'manual']);
  expect(refusal(() => createContract(changed('size: 2803', 'size: "2803"')))).toContain(
    'sample answer automated',
  );
});

const BROKEN: readonly (readonly [string, string | RegExp, string, string])[] = [
  ['not OpenAPI 3.1', 'openapi: 3.1.1', 'openapi: 3.0.3', 'not an OpenAPI 3.1 document'],
  ['no list operation', 'x-list-roles:', 'x-roles:', '0 GET operations with x-list-roles'],
  [
    'a role without its parameter',
    'limit: limit',
    'limit: page_size',
    'limit to page_size, which is not a query parameter',
  ],
  ['a role that is missing', /\n {10}offset: offset/, '', 'parameters has no text offset'],
  [
    'a field that is none',
    'status: status',
    'status: state',
    'status to state, which is not a field of a row',
  ],
  ['rows that are none', 'rows: backups', 'rows: items', 'rows to items'],
  ['a total that is none', 'total: total_count', 'total: count', 'total to count'],
  ['a status that is none', 'building: BUILDING', 'building: MAKING', 'MAKING as building'],
  ['a limit without a maximum', /\n {12}maximum: 100/, '', 'limit has no maximum'],
  [
    'a reference into nothing',
    '#/components/schemas/BackupType',
    '#/components/schemas/Kind',
    'which it does not hold',
  ],
  [
    'a schema that is none',
    'minimum: 0\n          description: Size',
    'minimum: none\n          description: Size',
    'a schema of the contract cannot be used',
  ],
];

for (const [what, piece, replacement, message] of BROKEN) {
  test(`a document with ${what} is refused in one clear line`, () => {
    const said = refusal(() => createContract(changed(piece, replacement)));
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });
}

test('a file that is missing, broken or something else is refused in one clear line', () => {
  const missing = join(tmpdir(), 'no-such-contract.yaml');
  expect(refusal(() => loadContract(missing))).toBe(
    `contract ${missing} cannot be read (ENOENT); check the path.`,
  );
  expect(refusal(() => loadContract(file('a.yaml', 'a: [1\nb: }')))).toMatch(
    /^contract .*a\.yaml is neither YAML nor JSON \(.*\); correct the file\.$/,
  );
  expect(refusal(() => loadContract(file('b.json', '[]')))).toMatch(/is not an object/);
  expect(refusal(() => loadContract(file('c.json', '')))).toMatch(/is not an object/);
});
