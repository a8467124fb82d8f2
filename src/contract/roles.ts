/** The roles of parameters and fields in a list, from `x-list-roles`. Each must name something that exists. */
import { ContractError } from './contract-error.ts';
import { errorSchemas, listingSchema, schemaAt, strings } from './document.ts';
import { isList, isObject, type JsonObject } from './json.ts';
import type { QueryParameter } from './parameters.ts';

/** Names of fields by role: `rows` and `total` in the answer, the others in a row. */
export interface Fields {
  readonly rows: string;
  readonly total: string;
  readonly id: string;
  readonly instance: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly begin: string;
  readonly end: string;
  readonly size: string;
  /** Path of the engine's name in a row. */
  readonly engine: readonly string[];
  readonly databases: string;
}

/** An equality filter: a value of the parameter lists the rows whose field has that value. */
export interface FilterRole {
  readonly parameter: string;
  /** Path of the field in a row. */
  readonly field: readonly string[];
  /** The enumeration of the parameter. */
  readonly values: readonly string[];
  /** Whether each value of the field's enumeration can be asked for. Only then do the totals of all values add up. */
  readonly isExhaustive: boolean;
  /** Values whose rows a list without this filter may leave out: all rows of a value or none. */
  readonly mayOmit: readonly string[];
  /** Whether the filter applies to some rows only. */
  readonly isConditional: boolean;
}

/** Names of the fields of an error by role. */
export interface ErrorFields {
  readonly code: string;
  readonly message: string;
}

export interface Roles {
  readonly names: Readonly<Record<'instance' | 'id' | 'offset' | 'limit' | 'begin' | 'end', string>>;
  readonly filters: readonly FilterRole[];
  readonly fields: Fields;
  readonly error: ErrorFields;
  /** Every field that the document gives a row. */
  readonly rowFields: readonly string[];
  readonly types: readonly string[];
  readonly engines: readonly string[];
  readonly statuses: readonly string[];
  readonly offset: { readonly minimum: number; readonly default: number };
  readonly limit: { readonly minimum: number; readonly maximum: number; readonly default: number };
  readonly building: string;
  readonly incremental: string;
  readonly partial: string;
  readonly sample: { readonly projectId: string; readonly query: string };
}

/** Reads the roles. @throws ContractError if one is missing, or names something that the document does not have */
export function readRoles(
  document: JsonObject,
  operation: JsonObject,
  parameters: readonly QueryParameter[],
): Roles {
  const roles = group(operation, 'x-list-roles');
  const asked = group(roles, 'parameters');
  const parameter = (role: string): QueryParameter => {
    const name = word(asked, role, 'parameters');
    const found = parameters.find((each) => each.name === name);
    return found ?? refuse(`x-list-roles gives the role ${role} to ${name}, which is not a query parameter`);
  };
  const fields = readFields(document, operation, roles);
  const row = rowSchema(document, operation, fields.rows);
  const valuesOf = (path: readonly string[]) =>
    some(strings(schemaAt(document, row, path)?.enum), `field ${path.join('.')} has no enumeration`);
  const values = group(roles, 'values');
  const oneOf = (role: string, known: readonly string[]) => {
    const value = word(values, role, 'values');
    return known.includes(value)
      ? value
      : refuse(`x-list-roles names ${value} as ${role}, which is not a value of its field`);
  };

  const [types, engines, statuses] = [
    valuesOf([fields.type]),
    valuesOf(fields.engine),
    valuesOf([fields.status]),
  ];
  const sample = group(operation, 'x-sample-request');
  return {
    names: {
      instance: parameter('instance').name,
      id: parameter('id').name,
      offset: parameter('offset').name,
      limit: parameter('limit').name,
      begin: parameter('begin').name,
      end: parameter('end').name,
    },
    filters: readFilters(group(roles, 'filters'), parameters, (path) => schemaAt(document, row, path)),
    fields,
    error: readErrorFields(document, operation, group(roles, 'error')),
    rowFields: Object.keys(group(row, 'properties')),
    types,
    engines,
    statuses,
    offset: offsetOf(parameter('offset')),
    limit: limitOf(parameter('limit')),
    building: oneOf('building', statuses),
    incremental: oneOf('incremental', types),
    partial: oneOf('partial', engines),
    sample: {
      projectId: word(sample, 'project_id', 'x-sample-request'),
      query: word(sample, 'query', 'x-sample-request'),
    },
  };
}

function readFields(document: JsonObject, operation: JsonObject, roles: JsonObject): Fields {
  const [listing, row] = [group(roles, 'listing'), group(roles, 'row')];
  const [rows, total] = [word(listing, 'rows', 'listing'), word(listing, 'total', 'listing')];
  const answer = listingSchema(document, operation);
  if (schemaAt(document, answer, [total]) === undefined)
    refuse(`x-list-roles gives the role total to ${total}, which is not a field of the answer`);
  const schema = rowSchema(document, operation, rows);
  const known = (path: readonly string[], role: string) =>
    schemaAt(document, schema, path) === undefined
      ? refuse(`x-list-roles gives the role ${role} to ${path.join('.')}, which is not a field of a row`)
      : path;
  const field = (role: string) => {
    const name = word(row, role, 'row');
    known([name], role);
    return name;
  };
  return {
    rows,
    total,
    id: field('id'),
    instance: field('instance'),
    name: field('name'),
    type: field('type'),
    status: field('status'),
    begin: field('begin'),
    end: field('end'),
    size: field('size'),
    engine: known(pathIn(row, 'engine', 'row'), 'engine'),
    databases: field('databases'),
  };
}

function readErrorFields(document: JsonObject, operation: JsonObject, error: JsonObject): ErrorFields {
  const [schema] = errorSchemas(document, operation);
  const field = (role: string) => {
    const name = word(error, role, 'error');
    return schema !== undefined && schemaAt(document, schema, [name]) !== undefined
      ? name
      : refuse(`x-list-roles gives the role ${role} to ${name}, which is not a field of an error`);
  };
  return { code: field('code'), message: field('message') };
}

function readFilters(
  filters: JsonObject,
  parameters: readonly QueryParameter[],
  schemaOf: (field: readonly string[]) => JsonObject | undefined,
): readonly FilterRole[] {
  return Object.keys(filters).map((parameter) => {
    const filter = group(filters, parameter);
    const found = parameters.find(({ name }) => name === parameter);
    if (found === undefined) refuse(`x-list-roles filters by ${parameter}, which is not a query parameter`);
    const field = pathIn(filter, 'field', `filter ${parameter}`);
    const schema =
      schemaOf(field) ?? refuse(`x-list-roles filters ${field.join('.')}, which is not a field of a row`);
    const values = some(found.enum ?? [], `the filter ${parameter} has no enumeration`);
    const ofField = strings(schema.enum);
    const mayOmit = strings(filter.mayOmit);
    const unknown = mayOmit.find((value) => !values.includes(value));
    if (unknown !== undefined)
      refuse(`the filter ${parameter} may omit ${unknown}, which is not one of its values`);
    return {
      parameter,
      field,
      values,
      isExhaustive: ofField.length > 0 && ofField.every((value) => values.includes(value)),
      mayOmit,
      isConditional: filter.condition !== undefined,
    };
  });
}

/** Returns the path of a field in a row: a name, or a list of names if it is nested. */
function pathIn(node: JsonObject, name: string, where: string): readonly string[] {
  const path = node[name];
  return path !== undefined && isList(path) ? strings(path) : [word(node, name, where)];
}

function rowSchema(document: JsonObject, operation: JsonObject, rows: string): JsonObject {
  const schema = schemaAt(document, listingSchema(document, operation), [rows, 'items']);
  return schema ?? refuse(`x-list-roles gives the role rows to ${rows}, which is not a list in the answer`);
}

function offsetOf({ name, minimum, default: byDefault }: QueryParameter): Roles['offset'] {
  return { minimum: number(minimum, name, 'minimum'), default: number(byDefault, name, 'default') };
}

function limitOf({ name, minimum, maximum, default: byDefault }: QueryParameter): Roles['limit'] {
  const most = number(maximum, name, 'maximum');
  return {
    minimum: number(minimum, name, 'minimum'),
    maximum: most,
    default: Math.min(number(byDefault, name, 'default'), most),
  };
}

function group(node: JsonObject, name: string): JsonObject {
  const found = node[name];
  return isObject(found) ? found : refuse(`the list operation has no ${name}`);
}

function word(node: JsonObject, name: string, where: string): string {
  const found = node[name];
  return typeof found === 'string' ? found : refuse(`${where} has no text ${name}`);
}

function number(value: unknown, parameter: string, keyword: string): number {
  return typeof value === 'number' ? value : refuse(`query parameter ${parameter} has no ${keyword}`);
}

function some(values: readonly string[], otherwise: string): readonly string[] {
  return values.length > 0 ? values : refuse(otherwise);
}

function refuse(what: string): never {
  throw new ContractError(
    `the contract cannot be used: ${what}; compare it with openapi/rds-backups.openapi.yaml.`,
  );
}
