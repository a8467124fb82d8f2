/** The OpenAPI document as data: reading it from a file, following its references, finding the list operation. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ContractError } from './contract-error.ts';
import { isList, isObject, type Json, type JsonObject, resolvePointer } from './json.ts';

/** The one operation of the document that is a list, told by its `x-list-roles`. */
export interface FoundOperation {
  readonly pathTemplate: string;
  readonly operation: JsonObject;
}

/** Reads YAML or JSON. @throws ContractError where the file is missing or holds no object */
export function readDataFile(file: string, what: string): JsonObject {
  const data = parseText(readText(file, what), file, what);
  if (!isObject(data))
    throw new ContractError(`${what} ${file} is not an object; give a YAML or JSON file that is.`);
  return data;
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new ContractError(`${what} ${file} cannot be read (${reason}); check the path.`);
  }
}

function parseText(text: string, file: string, what: string): Json {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0]?.replace(/:$/, '') : error;
    throw new ContractError(`${what} ${file} is neither YAML nor JSON (${reason}); correct the file.`);
  }
}

/** Finds the list operation. @throws ContractError where there is none, or more than one */
export function findListOperation(document: JsonObject): FoundOperation {
  const { openapi, paths } = document;
  if (typeof openapi !== 'string' || !openapi.startsWith('3.1.')) {
    throw new ContractError(
      `the contract is not an OpenAPI 3.1 document (openapi: ${openapi}); start from openapi/rds-backups.openapi.yaml.`,
    );
  }
  const found = Object.entries(isObject(paths) ? paths : {}).flatMap(([pathTemplate, item]) => {
    const operation = isObject(item) ? item.get : undefined;
    return isObject(operation) && isObject(operation['x-list-roles']) ? [{ pathTemplate, operation }] : [];
  });
  const [only, another] = found;
  if (only === undefined || another !== undefined) {
    throw new ContractError(
      `the contract has ${found.length} GET operations with x-list-roles; it needs exactly one.`,
    );
  }
  return only;
}

/** The node itself, or what its `$ref` leads to. @throws ContractError where it leads nowhere */
export function follow(document: JsonObject, node: Json | undefined): JsonObject {
  let here = node;
  for (let steps = 0; steps < 20; steps += 1) {
    if (!isObject(here)) break;
    const reference = here.$ref;
    if (typeof reference !== 'string') return here;
    here = reference.startsWith('#/') ? resolvePointer(document, decodeURI(reference.slice(1))) : undefined;
    if (here === undefined)
      throw new ContractError(
        `the contract refers to ${reference}, which it does not hold; correct the $ref.`,
      );
  }
  throw new ContractError(`the contract has ${JSON.stringify(here)} where an object is needed; correct it.`);
}

/** The schema of a 200 answer's JSON body. */
export function listingSchema(document: JsonObject, operation: JsonObject): JsonObject {
  return follow(document, resolvePointer(operation, '/responses/200/content/application~1json/schema'));
}

/** The schemas of an error's JSON body: the form that is asked for, then older ones that are accepted with a warning. */
export function errorSchemas(document: JsonObject, operation: JsonObject): readonly JsonObject[] {
  const schema = follow(
    document,
    resolvePointer(operation, '/responses/4XX/content/application~1json/schema'),
  );
  const { anyOf } = schema;
  return anyOf !== undefined && isList(anyOf) ? anyOf.map((each) => follow(document, each)) : [schema];
}

/** The schema of a place inside a schema: a property's by its name, an item's by `items`. Undefined where none is named. */
export function schemaAt(
  document: JsonObject,
  schema: JsonObject,
  path: readonly string[],
): JsonObject | undefined {
  let here = schema;
  for (const step of path) {
    const properties = here.properties;
    const next =
      step === 'items' && here.items !== undefined
        ? here.items
        : isObject(properties)
          ? properties[step]
          : undefined;
    if (next === undefined) return undefined;
    here = follow(document, next);
  }
  return here;
}

export function strings(node: Json | undefined): readonly string[] {
  return node !== undefined && isList(node) ? node.filter((item) => typeof item === 'string') : [];
}
