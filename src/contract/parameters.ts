/** The parameters of the operation, as the OpenAPI document declares them. */
import { ContractError } from './contract-error.ts';
import { follow, strings } from './document.ts';
import { isList, type Json, type JsonObject } from './json.ts';
import { TIME_FORMAT, writeTime } from './time.ts';
import { CERTAIN_YEARS } from './years.ts';

export interface QueryParameter {
  readonly name: string;
  readonly required: boolean;
  readonly type: 'string' | 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly example?: number | string;
}

/**
 * The value that a request gives a parameter when it needs any: its example, its default, or the first that its
 * enumeration, bounds or format allow. @throws ContractError where the document has none of these
 */
export function usualValue(parameter: QueryParameter): number | string {
  const { name, type, example, default: byDefault, enum: values, minimum, maximum, format } = parameter;
  const bound = type === 'integer' ? (minimum ?? maximum ?? 0) : undefined;
  const time = format === TIME_FORMAT ? writeTime(CERTAIN_YEARS.from) : undefined;
  const value = example ?? byDefault ?? values?.[0] ?? bound ?? time;
  if (value === undefined) {
    throw new ContractError(
      `parameter ${name} of the contract has no enum, format, default or example: no request can give it a value.`,
    );
  }
  return value;
}

/** Returns the parameter objects of the operation that are `in` that place, with references followed. */
export function parametersIn(
  document: JsonObject,
  operation: JsonObject,
  place: string,
): readonly JsonObject[] {
  const { parameters } = operation;
  const all = parameters !== undefined && isList(parameters) ? parameters : [];
  return all.map((parameter) => follow(document, parameter)).filter((parameter) => parameter.in === place);
}

/** Reads the query parameters. @throws ContractError if one cannot be judged */
export function describeParameters(document: JsonObject, operation: JsonObject): readonly QueryParameter[] {
  return parametersIn(document, operation, 'query').map((parameter) =>
    describeParameter(document, parameter),
  );
}

/** Reads a parameter object. @throws ContractError if it is neither a string nor an integer, or has an unknown keyword */
export function describeParameter(document: JsonObject, parameter: JsonObject): QueryParameter {
  const { name, required } = parameter;
  const schema = follow(document, parameter.schema);
  const { type, examples, const: only, enum: values = only === undefined ? undefined : [only] } = schema;
  if (typeof name !== 'string' || (type !== 'string' && type !== 'integer')) {
    throw new ContractError(
      `parameter ${show(name)} of the contract is of type ${show(type)}; use string or integer.`,
    );
  }
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword) && !keyword.startsWith('x-'));
  if (unknown !== undefined) {
    throw new ContractError(
      `parameter ${name} of the contract has the keyword ${unknown}, which this suite cannot try; use one of ${[...KEYWORDS].join(', ')}.`,
    );
  }
  const [first] = examples !== undefined && isList(examples) ? examples : [];
  return {
    name,
    required: required === true,
    type,
    ...(values === undefined ? {} : { enum: strings(values) }),
    ...bound('minimum', [schema.minimum, next(schema.exclusiveMinimum, 1)], Math.max),
    ...bound('maximum', [schema.maximum, next(schema.exclusiveMaximum, -1)], Math.min),
    ...ofType('number', schema, ['minLength', 'maxLength']),
    ...ofType('string', schema, ['format', 'pattern']),
    ...scalar('default', schema.default),
    ...scalar('example', parameter.example ?? schema.example ?? first),
  };
}

/** The keywords that the schema of a parameter may have. Queries are generated that break each one that constrains. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['default', 'example', 'examples', 'title', 'description', 'deprecated', '$comment'],
]);

/** Returns an inclusive bound of an integer. */
function bound(
  name: string,
  given: readonly (Json | undefined)[],
  tightest: (...bounds: number[]) => number,
): object {
  const bounds = given.filter((each) => typeof each === 'number');
  return bounds.length === 0 ? {} : { [name]: tightest(...bounds) };
}

function next(value: Json | undefined, step: number): number | undefined {
  return typeof value === 'number' ? value + step : undefined;
}

/** Returns the values of these keywords that have that type. */
function ofType(type: 'number' | 'string', schema: JsonObject, keywords: readonly string[]): object {
  return Object.fromEntries(
    keywords.flatMap((keyword) => (typeof schema[keyword] === type ? [[keyword, schema[keyword]]] : [])),
  );
}

function scalar(name: string, value: Json | undefined): object {
  return typeof value === 'number' || typeof value === 'string' ? { [name]: value } : {};
}

function show(node: Json | undefined): string {
  return node === undefined ? 'nothing' : JSON.stringify(node);
}
