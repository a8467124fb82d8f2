/**
 * Places of the OpenAPI document by name, as openapi/clauses.yaml gives them: `query/limit/maximum`, `row/engine/enum`.
 * The first step is a scope (see SCOPES). Each further step is the role of a parameter or field (x-list-roles), its name,
 * or a keyword of its schema. Positions do not count, so parameters can be added and moved freely.
 */
import { ContractError } from './contract-error.ts';
import { errorSchemas, findListOperation, follow, listingSchema, schemaAt } from './document.ts';
import { isList, isObject, type Json, type JsonObject, resolvePointer } from './json.ts';
import { parametersIn } from './parameters.ts';

export interface Place {
  /** The address with the names that the document gives: `query/begin_time`. */
  readonly name: string;
  readonly node: Json;
}

interface Scope {
  readonly node: (document: JsonObject, operation: JsonObject) => Json | undefined;
  /** The group of x-list-roles whose roles can be used in place of names. */
  readonly roles?: string;
}

const SCOPES: Readonly<Record<string, Scope>> = {
  path: { node: byName('path') },
  query: { node: byName('query'), roles: 'parameters' },
  header: { node: byName('header') },
  relations: { node: (_, operation) => operation['x-query-relations'], roles: 'parameters' },
  filters: { node: (_, operation) => resolvePointer(operation, '/x-list-roles/filters') },
  values: { node: (_, operation) => resolvePointer(operation, '/x-list-roles/values') },
  sample: { node: (_, operation) => operation['x-sample-request'] },
  security: { node: (document) => resolvePointer(document, '/components/securitySchemes') },
  response: { node: (_, operation) => operation.responses },
  listing: { node: listingSchema, roles: 'listing' },
  row: { node: rowSchema, roles: 'row' },
  error: { node: (document, operation) => errorSchemas(document, operation)[0], roles: 'error' },
  'older-error': { node: (document, operation) => errorSchemas(document, operation)[1] },
  ruling: { node: (document) => resolvePointer(document, '/info/x-ruling') },
};

/** Returns what the document has at an address. @throws ContractError if the document does not have it */
export function locate(document: JsonObject, address: string): Place {
  const { operation } = findListOperation(document);
  const [first = '', ...steps] = address.split('/');
  const scope = SCOPES[first];
  const start = scope?.node(document, operation);
  if (scope === undefined || start === undefined) return refuse(address, first);
  const roles =
    scope.roles === undefined ? undefined : resolvePointer(operation, `/x-list-roles/${scope.roles}`);
  const names = steps.flatMap((step) => namesFor(step, roles));
  const node = names.reduce<Json>(
    (here, name) => stepInto(document, here, name) ?? refuse(address, name),
    start,
  );
  return { name: [first, ...names].join('/'), node };
}

/** Returns the names for a role or a name: more than one for a nested field. */
function namesFor(step: string, roles: Json | undefined): readonly string[] {
  const role = isObject(roles) && Object.hasOwn(roles, step) ? roles[step] : undefined;
  if (role !== undefined && isList(role)) return role.map(String);
  return [typeof role === 'string' ? role : step];
}

/** A property of a schema comes before a keyword of the same name: `row/type` is the field. */
function stepInto(document: JsonObject, node: Json, name: string): Json | undefined {
  if (!isObject(node)) return undefined;
  const here = follow(document, node);
  const inside = [here.properties, here, here.schema].filter(isObject);
  const holder = inside.map((each) => follow(document, each)).find((each) => Object.hasOwn(each, name));
  return holder?.[name];
}

function byName(place: string) {
  return (document: JsonObject, operation: JsonObject): JsonObject =>
    Object.fromEntries(
      parametersIn(document, operation, place).map((parameter) => [String(parameter.name), parameter]),
    );
}

function rowSchema(document: JsonObject, operation: JsonObject): JsonObject | undefined {
  const rows = resolvePointer(operation, '/x-list-roles/listing/rows');
  return schemaAt(document, listingSchema(document, operation), [String(rows), 'items']);
}

function refuse(address: string, step: string): never {
  throw new ContractError(`the contract does not have ${address}: ${step} is not there.`);
}
