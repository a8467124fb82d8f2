/** Definitions of the operation flattened into facts, so that ours and the published one can be held side by side. */
import { findListOperation, follow, listingSchema, schemaAt } from '../../src/contract/document.ts';
import { isList, isObject, type Json, type JsonObject, resolvePointer } from '../../src/contract/json.ts';

/** One comparable fact by its place: `query limit: maximum`, `row size: format`. */
export type Facts = ReadonlyMap<string, Json>;

const KEYWORDS = ['type', 'format', 'enum', 'minimum', 'maximum', 'minLength', 'default'];

/** Places where a schema of the answers stands, in both definitions. */
const OBJECTS = ['listing', 'row', 'datastore', 'database', 'error'] as const;
type Objects = Readonly<Record<(typeof OBJECTS)[number], JsonObject>>;

/** The facts of our OpenAPI 3.1 document. */
export function factsOfDocument(document: JsonObject): Facts {
  const { pathTemplate, operation } = findListOperation(document);
  const listing = listingSchema(document, operation);
  const part = (...path: string[]) => schemaAt(document, listing, path) ?? {};
  const objects: Objects = {
    listing,
    row: part('backups', 'items'),
    datastore: part('backups', 'items', 'datastore'),
    database: part('backups', 'items', 'databases', 'items'),
    error: follow(document, resolvePointer(document, '/components/schemas/Error')),
  };
  const parameters = items(operation.parameters).map((parameter) => {
    const { schema, ...rest } = follow(document, parameter);
    return { ...rest, ...follow(document, schema) };
  });
  return new Map([
    ['path', pathTemplate],
    ['responses', statuses(operation)],
    ...parameterFacts(parameters),
    ...objectFacts(objects, (schema) => follow(document, schema)),
  ]);
}

/** The facts of the extract of the published Swagger 2 definition. */
export function factsOfPublished(published: JsonObject): Facts {
  const definition = (name: string) => follow(published, resolvePointer(published, `/definitions/${name}`));
  const objects: Objects = {
    listing: definition('ListBackupsResponseBody'),
    row: definition('BackupForList'),
    datastore: definition('BackupDatastore'),
    database: definition('BackupDatabase'),
    error: definition('ErrorResponse'),
  };
  const parameters = items(published.parameters).filter(isObject);
  return new Map([
    ['path', published.path ?? null],
    ['responses', statuses(published)],
    ...parameterFacts(parameters),
    // Swagger 2 leaves out that what has properties is an object.
    ...objectFacts(objects, (schema) => ({ type: 'object', ...follow(published, schema) })),
  ]);
}

function parameterFacts(parameters: readonly JsonObject[]): readonly (readonly [string, Json])[] {
  return parameters.flatMap((parameter) => {
    // Names of headers have no case.
    const name = parameter.in === 'header' ? String(parameter.name).toLowerCase() : String(parameter.name);
    const place = `${parameter.in} ${name}`;
    return [[`${place}: required`, parameter.required === true] as const, ...schemaFacts(place, parameter)];
  });
}

function objectFacts(
  objects: Objects,
  resolve: (schema: Json) => JsonObject,
): readonly (readonly [string, Json])[] {
  return OBJECTS.flatMap((object) => {
    const { properties, required } = objects[object];
    return Object.entries(isObject(properties) ? properties : {}).flatMap(([field, schema]) => [
      [`${object} ${field}: required`, items(required).includes(field)] as const,
      ...schemaFacts(`${object} ${field}`, resolve(schema)),
    ]);
  });
}

function schemaFacts(place: string, schema: JsonObject): readonly (readonly [string, Json])[] {
  return KEYWORDS.flatMap((keyword) => {
    const fact = schema[keyword];
    return fact === undefined ? [] : [[`${place}: ${keyword}`, fact] as const];
  });
}

function statuses({ responses }: JsonObject): Json {
  return Object.keys(isObject(responses) ? responses : {});
}

function items(list: Json | undefined): readonly Json[] {
  return list !== undefined && isList(list) ? list : [];
}
