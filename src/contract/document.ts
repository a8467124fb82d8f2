/** The OpenAPI document as data: read from a file, its references followed, its list operation found. */
import { parse } from 'yaml';
import { ContractError } from './contract-error.ts';
import { isList, isObject, type Json, type JsonObject, resolvePointer } from './json.ts';
import { MOST_BYTES_OF_SETTINGS, readPlainFile } from './plain-file.ts';

/** The list operation of the document: the one with `x-list-roles`. */
export interface FoundOperation {
  readonly pathTemplate: string;
  readonly operation: JsonObject;
}

/** Reads YAML or JSON. @throws ContractError if the file is missing or is not an object */
export function readDataFile(file: string, what: string): JsonObject {
  const data = parseText(readText(file, what), file, what);
  if (!isObject(data))
    throw new ContractError(`${what} ${file} is not an object; give a YAML or JSON file that is.`);
  return data;
}

function readText(file: string, what: string): string {
  try {
    return readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8');
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

/** Returns the list operation. @throws ContractError if there is none, or more than one */
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

/** Returns the node, or the target of its `$ref`. @throws ContractError if the target is missing */
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

/** Returns the schema of the JSON body of a 200 answer. */
export function listingSchema(document: JsonObject, operation: JsonObject): JsonObject {
  return follow(document, resolvePointer(operation, '/responses/200/content/application~1json/schema'));
}

/** Returns the schemas of the JSON body of an error: the required form, then older ones that are accepted with a warning. */
export function errorSchemas(document: JsonObject, operation: JsonObject): readonly JsonObject[] {
  const schema = follow(
    document,
    resolvePointer(operation, '/responses/4XX/content/application~1json/schema'),
  );
  const { anyOf } = schema;
  return anyOf !== undefined && isList(anyOf) ? anyOf.map((each) => follow(document, each)) : [schema];
}

/** Returns the schema inside a schema: of a property by its name, of an item by `items`. Undefined if there is none. */
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
