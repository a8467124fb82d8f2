/** The list operation, as the OpenAPI document describes it: its parameters and fields by their roles. */
import type { DocumentCompiler } from './ajv.ts';
import { constraintsOf, type Pair, type ParameterConstraint, pairsOf } from './constraints.ts';
import { findListOperation } from './document.ts';
import { describeHeaders, type RequestHeaders } from './headers.ts';
import { canonicalJson, isList, isObject, type Json, type JsonObject } from './json.ts';
import { describeParameters, type QueryParameter, usualValue } from './parameters.ts';
import { type ErrorFields, type Fields, type FilterRole, type Roles, readRoles } from './roles.ts';
import { parseTime } from './time.ts';
import { encodeQuery, type QueryValues, type WireQuery } from './wire.ts';

/** A valid query, by the roles that its parameters play. */
export interface Ask {
  readonly instance: string;
  readonly id?: string | undefined;
  /** Values of equality filters, by parameter name. */
  readonly filters?: Readonly<Record<string, string>> | undefined;
  /** Values of the parameters that play no role, by parameter name. */
  readonly others?: QueryValues | undefined;
  readonly window?: TimeWindow | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** Both ends of a window as text, so that the asker chooses their zones. */
export interface TimeWindow {
  readonly begin: string;
  readonly end: string;
}

/** One backup, read leniently: enough to identify it and to compare it with filters. */
export interface Row {
  readonly id: string;
  readonly instance: string;
  readonly type: string;
  readonly status: string;
  /** Epoch seconds; absent where the row has no such time, or none that can be read. */
  readonly begin?: number;
  readonly end?: number;
  readonly engine?: string;
  /** The whole row as canonical JSON. */
  readonly text: string;
  /** Whether the backup is being made: its size and its end are then not final, and may differ at every reading. */
  readonly isBuilding: boolean;
  /** Whether it is an incremental backup; every other is a full one. */
  readonly isIncremental: boolean;
  /**
   * What two readings of one row have in common while nothing happens to it: the contract's fields as canonical JSON,
   * times as instants in whatever zone they are written, without what is not final. Fields of the deployment's own
   * may differ in every answer.
   */
  readonly settled: string;
  readonly json: JsonObject;
}

export interface Listing {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** An equality filter of the document: a value lists the rows whose field has that value. */
export interface EqualityFilter extends Omit<FilterRole, 'isConditional'> {
  /**
   * Whether the filter applies to this row; absent if it applies to all rows. Whether a list shows rows that the filter
   * does not apply to is not judged.
   */
  readonly condition?: (row: Row) => boolean;
  /** Returns the value of the row's field; empty if it is not a string. */
  valueIn(row: Row): string;
}

export interface ListOperation {
  /** `/v3/{project_id}/backups` */
  readonly pathTemplate: string;
  /** The first segment of the path. Another version is another operation. */
  readonly version: string;
  /** The path on the wire; `version` in place of the first segment. */
  path(projectId: string, version?: string): string;
  /** Every query parameter, in the document's order. */
  readonly parameters: readonly QueryParameter[];
  /** Every constraint of every query parameter whose breach has to be refused. */
  readonly constraints: readonly ParameterConstraint[];
  /** Parameters that may not be given without another. */
  readonly pairs: readonly Pair[];
  /** Name of the query parameter that names the instance. */
  readonly instance: string;
  readonly id: { readonly parameter: string; readonly field: string };
  /** Every equality filter, in the document's order of parameters. */
  readonly filters: readonly EqualityFilter[];
  /** The parameters that play no role in the list, in the document's order. */
  readonly others: readonly QueryParameter[];
  readonly type: { readonly parameter: string; readonly field: string; readonly values: readonly string[] };
  readonly offset: { readonly parameter: string; readonly minimum: number; readonly default: number };
  /** The default is never above the maximum, whatever the document says. */
  readonly limit: {
    readonly parameter: string;
    readonly minimum: number;
    readonly maximum: number;
    readonly default: number;
  };
  /** Names of the query parameters of the window. */
  readonly window: { readonly begin: string; readonly end: string };
  /** The headers of every request. */
  readonly headers: RequestHeaders;
  readonly fields: Fields;
  /** Every field that the document gives a row. */
  readonly rowFields: readonly string[];
  /** Names of the fields of an error. */
  readonly error: ErrorFields;
  /** What the document enumerates for the fields of a row. */
  readonly types: readonly string[];
  readonly engines: readonly string[];
  readonly statuses: readonly string[];
  /** The status of a backup that is being made and may have no end yet. */
  readonly building: string;
  /** The type of incremental backups; all other types are full ones. */
  readonly incremental: string;
  /** The engine whose backups may name databases. */
  readonly partial: string;
  /** The sample request of the document: its project, and its query as written, with raw plus signs. */
  readonly sample: { readonly projectId: string; readonly query: string };
  /**
   * Writes a query to the wire, in the document's order of parameters. A required parameter that the query does not
   * name goes along with its example value. @throws RangeError for a name that is no parameter of the document
   */
  write(ask: Ask): WireQuery;
  /** Reads a list leniently. Returns undefined unless the rows are objects with string ids and the total is a safe integer. */
  readListing(value: Json): Listing | undefined;
}

/** Derives the operation from the document. @throws ContractError if the document lacks what a list needs */
export function describeOperation(document: JsonObject, compiler: DocumentCompiler): ListOperation {
  const { pathTemplate, operation } = findListOperation(document);
  const parameters = describeParameters(document, operation);
  const roles = readRoles(document, operation, parameters);
  const { names, fields } = roles;
  const { offset, limit } = roles;
  const order = parameters.map(({ name }) => name);
  const filters = roles.filters
    .map((role) => describeFilter(role, pathTemplate, compiler))
    .sort((one, other) => order.indexOf(one.parameter) - order.indexOf(other.parameter));
  const byType = filters.find(({ field }) => field.join('/') === fields.type);
  const type = { parameter: byType?.parameter ?? '', field: fields.type, values: byType?.values ?? [] };
  const named = new Set([...Object.values(names), ...filters.map(({ parameter }) => parameter)]);
  const others = parameters.filter(({ name }) => !named.has(name));
  // A parameter that no query could give a value would be left untried: better no run than such a one.
  for (const parameter of others) usualValue(parameter);

  return {
    pathTemplate,
    version: pathTemplate.split('/')[1] ?? '',
    path: (projectId, version) => writePath(pathTemplate, projectId, version),
    parameters,
    constraints: constraintsOf(operation, parameters),
    pairs: pairsOf(operation),
    instance: names.instance,
    id: { parameter: names.id, field: fields.id },
    filters,
    others,
    type,
    offset: { parameter: names.offset, ...offset },
    limit: { parameter: names.limit, ...limit },
    window: { begin: names.begin, end: names.end },
    headers: describeHeaders(document, operation),
    fields,
    rowFields: roles.rowFields,
    error: roles.error,
    types: roles.types,
    engines: roles.engines,
    statuses: roles.statuses,
    building: roles.building,
    incremental: roles.incremental,
    partial: roles.partial,
    sample: roles.sample,
    write: (ask) => writeAsk(ask, parameters, names),
    readListing: (value) => readListing(value, roles),
  };
}

function describeFilter(
  { isConditional, ...role }: FilterRole,
  pathTemplate: string,
  compiler: DocumentCompiler,
): EqualityFilter {
  const valueIn = (row: Row) => text(deep(row.json, role.field));
  if (!isConditional) return { ...role, valueIn };
  const holds = compiler.at(
    ...['paths', pathTemplate, 'get', 'x-list-roles', 'filters', role.parameter, 'condition'],
  );
  return { ...role, valueIn, condition: (row) => holds(row.json) };
}

function writeAsk(
  { instance, id, filters, others, offset, limit, window }: Ask,
  parameters: readonly QueryParameter[],
  names: Roles['names'],
): WireQuery {
  const asked = new Map<string, string | number | undefined>([
    ...Object.entries(others ?? {}),
    ...Object.entries(filters ?? {}),
    [names.instance, instance],
    [names.id, id],
    [names.offset, offset],
    [names.limit, limit],
    [names.begin, window?.begin],
    [names.end, window?.end],
  ]);
  for (const name of asked.keys()) {
    if (!parameters.some((parameter) => parameter.name === name))
      throw new RangeError(`the document has no query parameter ${name}`);
  }
  const given = parameters.flatMap((parameter) => {
    const { name, required } = parameter;
    const value = asked.get(name) ?? (required ? usualValue(parameter) : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return encodeQuery(Object.fromEntries(given));
}

function writePath(template: string, projectId: string, version: string | undefined): string {
  const path = template.replace(/\{[^}]*\}/, () => encodeURIComponent(projectId));
  return version === undefined ? path : path.replace(/^\/[^/]*/, () => `/${version}`);
}

/** The roles that are needed to read a row. */
type RowRoles = Pick<Roles, 'fields' | 'rowFields' | 'building' | 'incremental'>;

function readListing(value: Json, roles: RowRoles): Listing | undefined {
  const { fields } = roles;
  if (!isObject(value)) return undefined;
  const [rows, total] = [value[fields.rows], value[fields.total]];
  if (rows === undefined || !isList(rows) || typeof total !== 'number' || !Number.isSafeInteger(total))
    return undefined;
  const read = rows.map((row) => readRow(row, roles));
  return read.every((row) => row !== undefined) ? { rows: read, total } : undefined;
}

function readRow(row: Json, { fields, rowFields, building, incremental }: RowRoles): Row | undefined {
  if (!isObject(row)) return undefined;
  const id = row[fields.id];
  if (typeof id !== 'string') return undefined;
  const begin = instant(row[fields.begin]);
  const end = instant(row[fields.end]);
  const engine = deep(row, fields.engine);
  const status = text(row[fields.status]);
  const isBuilding = status === building;
  let settled: string | undefined;
  return {
    id,
    instance: text(row[fields.instance]),
    type: text(row[fields.type]),
    status,
    ...(begin === undefined ? {} : { begin }),
    ...(end === undefined ? {} : { end }),
    ...(typeof engine === 'string' ? { engine } : {}),
    get text() {
      return canonicalJson(row);
    },
    isBuilding,
    isIncremental: text(row[fields.type]) === incremental,
    // Few of the rows that are read are compared, so this is computed on demand.
    get settled() {
      const final = isBuilding ? without(rowFields, [fields.size, fields.end]) : rowFields;
      settled ??= canonicalJson({
        ...only(row, final),
        ...(begin === undefined ? {} : { [fields.begin]: begin }),
        ...(end === undefined || isBuilding ? {} : { [fields.end]: end }),
      });
      return settled;
    },
    json: row,
  };
}

function only(row: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}

function without(names: readonly string[], left: readonly string[]): readonly string[] {
  return names.filter((name) => !left.includes(name));
}

function deep(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((here, key) => (isObject(here) ? here[key] : undefined), value);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function instant(value: Json | undefined): number | undefined {
  return typeof value === 'string' ? parseTime(value) : undefined;
}
