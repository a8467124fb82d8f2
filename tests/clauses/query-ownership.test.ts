/**
 * Whatever a query parameter is bound by belongs to some clause, which sends queries that break it; and a list in
 * answer to any of them fails errors.status. Walked over the package's document and over one that binds more.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { status } from '../../src/clauses/errors.ts';
import { ownerOf } from '../../src/clauses/fault-owner.ts';
import { fixedRefusals } from '../../src/clauses/refusal.ts';
import { readReply } from '../../src/client/reply.ts';
import { type Contract, createContract, loadContract, OWN_DOCUMENT } from '../../src/contract/contract.ts';
import { ContractError } from '../../src/contract/contract-error.ts';
import { isObject, type Json, type JsonObject } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';
import { type WireQuery, writeQuery } from '../../src/contract/wire.ts';
import { instance, knowing, row } from '../result/values.ts';

const known = knowing(instance([row('a'), row('b', { begin: 100, end: 160 })]));

/** A parameter of each kind, and two of which one needs the other. */
const ADDED: readonly JsonObject[] = [
  { name: 'status', schema: { type: 'string', enum: ['COMPLETED', 'FAILED'] } },
  { name: 'region', required: true, schema: { type: 'string' }, example: 'eu-west-1' },
  { name: 'zone', schema: { type: 'string', pattern: '^[a-z]+-\\d$' }, example: 'zone-1' },
  { name: 'tag', schema: { type: 'string', minLength: 3, maxLength: 20 }, example: 'nightly' },
  {
    name: 'vault',
    schema: { type: 'string', format: 'uuid' },
    example: '6f2c3c5e-0b3a-4a51-9d5c-0f1f6a4c7e11',
  },
  { name: 'since', schema: { type: 'string', format: 'basic-offset-date-time' } },
  { name: 'depth', schema: { type: 'integer', exclusiveMinimum: 0, maximum: 9 } },
  { name: 'mode', schema: { type: 'string', const: 'full' } },
  { name: 'sort_key', schema: { type: 'string', enum: ['size', 'name'] } },
  { name: 'sort_dir', schema: { type: 'string', enum: ['asc', 'desc'] } },
];

/** The package's document with these parameters before its own. */
function binding(parameters: readonly JsonObject[]): Contract {
  const document: Json = parse(readFileSync(packageFile(OWN_DOCUMENT), 'utf8'));
  if (!isObject(document) || !isObject(document.paths)) throw new Error('no document');
  for (const item of Object.values(document.paths)) {
    const operation = isObject(item) ? item.get : undefined;
    if (!isObject(operation)) continue;
    const old = operation.parameters;
    const relations = operation['x-query-relations'];
    Object.assign(operation, {
      parameters: [
        ...parameters.map((parameter) => ({ in: 'query', ...parameter })),
        ...(Array.isArray(old) ? old : []),
      ],
    });
    if (isObject(relations) && isObject(relations.dependentRequired))
      Object.assign(relations.dependentRequired, { sort_dir: ['sort_key'] });
  }
  return createContract(document);
}

function listFor(query: WireQuery, contract: Contract) {
  const text = writeQuery(query);
  const request = { target: `/?${text}`, path: '/', query: text, headers: {}, credential: 'own' as const };
  const answer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode('{"backups":[],"total_count":0}'),
  };
  return readReply({ sequence: 1, request, answer, startedAt: 0, milliseconds: 0, attempts: 1 }, contract);
}

for (const [what, contract] of [
  ['the published parameters', loadContract()],
  ['parameters of every kind', binding(ADDED)],
] as const) {
  const slugs = new Set(allClauses(contract).map(({ slug }) => slug));
  for (const { parameter, constraint } of contract.operation.constraints) {
    test(`${what}: ${parameter} ${constraint} has an owner, and is broken`, () => {
      const owner = ownerOf({ parameter, constraint, level: 'MUST' }, contract);
      expect(slugs).toContain(owner);
      expect(contract.catalogue.entry(owner ?? '').level).toBe('MUST');
      const broken = fixedRefusals(known, contract, (fault) => ownerOf(fault, contract) === owner).filter(
        ({ fault }) => fault.parameter === parameter && fault.constraint === constraint,
      );
      expect(broken.length).toBeGreaterThan(0);
      for (const { base, query } of broken) {
        expect([writeQuery(base), contract.judgeQuery(base).kind]).toEqual([writeQuery(base), 'valid']);
        expect(contract.judgeQuery(query).faults).toContainEqual(
          expect.objectContaining({ parameter, constraint, level: 'MUST' }),
        );
        expect(status.watch?.(listFor(query, contract), contract, known)).toMatchObject({
          rule: 'invalid-query-answered',
          place: { parameter, constraint },
        });
      }
    });
  }

  test(`${what}: no query that a clause wants refused is without an owner`, () => {
    const unowned = fixedRefusals(known, contract, (fault) => ownerOf(fault, contract) === undefined);
    expect(unowned.filter(({ fault }) => fault.level === 'MUST')).toEqual([]);
  });
}

test('the constraints of the document are those that people would name', () => {
  const named = (contract: Contract) =>
    contract.operation.constraints.map(({ parameter, constraint }) => `${parameter} ${constraint}`);
  const own = [
    'instance_id required',
    'backup_type enum',
    'offset number',
    'offset minimum',
    'limit number',
    'limit minimum',
    'limit maximum',
    'begin_time format',
    'begin_time calendar',
    'begin_time pair',
    'end_time format',
    'end_time calendar',
    'end_time pair',
    'end_time order',
  ];
  expect(named(loadContract())).toEqual(own);
  expect(named(binding(ADDED))).toEqual([
    'status enum',
    'region required',
    'zone pattern',
    'tag length',
    'vault format',
    'since format',
    'since calendar',
    'depth number',
    'depth minimum',
    'depth maximum',
    'mode enum',
    'sort_key enum',
    'sort_key pair',
    'sort_dir enum',
    ...own,
  ]);
});

test('a keyword that no query is made to break is an error that names it', () => {
  const odd = () => binding([{ name: 'step', schema: { type: 'integer', multipleOf: 5 } }]);
  expect(odd).toThrow(ContractError);
  expect(odd).toThrow(/parameter step .* keyword multipleOf/);
});
