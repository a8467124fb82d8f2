/** The query parameters of the operation, as the OpenAPI document declares them. */
import { ContractError } from './contract-error.ts';
import { follow, strings } from './document.ts';
import { isList, type Json, type JsonObject } from './json.ts';
import { TIME_FORMAT, writeTime } from './time.ts';

export interface QueryParameter {
  readonly name: string;
  readonly required: boolean;
  readonly type: 'string' | 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly example?: number | string;
}

/**
 * The value that a query gives a parameter when it needs any: its example, its default, or the first that its
 * enumeration, bounds or format allow. @throws ContractError where the document has none of these
 */
export function usualValue(parameter: QueryParameter): number | string {
  const { name, type, example, default: byDefault, enum: values, minimum, maximum, format } = parameter;
  const bound = type === 'integer' ? (minimum ?? maximum ?? 0) : undefined;
  const time = format === TIME_FORMAT ? writeTime(0) : undefined;
  const value = example ?? byDefault ?? values?.[0] ?? bound ?? time;
  if (value === undefined) {
    throw new ContractError(
      `query parameter ${name} of the contract has no enum, format, default or example: no query can give it a value.`,
    );
  }
  return value;
}

/** Parameter objects of the operation that stand in that place, references followed. */
export function parametersIn(
  document: JsonObject,
  operation: JsonObject,
  place: string,
): readonly JsonObject[] {
  const { parameters } = operation;
  const all = parameters !== undefined && isList(parameters) ? parameters : [];
  return all.map((parameter) => follow(document, parameter)).filter((parameter) => parameter.in === place);
}

/** Reads the query parameters. @throws ContractError where one is of a type that a query cannot be judged by */
export function describeParameters(document: JsonObject, operation: JsonObject): readonly QueryParameter[] {
  return parametersIn(document, operation, 'query').map((parameter) => {
    const { name, required } = parameter;
    const {
      type,
      minimum,
      maximum,
      format,
      default: byDefault,
      enum: values,
      example: schemaExample,
      examples,
    } = follow(document, parameter.schema);
    const [first] = examples !== undefined && isList(examples) ? examples : [];
    const example = parameter.example ?? schemaExample ?? first;
    if (typeof name !== 'string' || (type !== 'string' && type !== 'integer')) {
      throw new ContractError(
        `query parameter ${show(name)} of the contract is of type ${show(type)}; use string or integer.`,
      );
    }
    return {
      name,
      required: required === true,
      type,
      ...(typeof minimum === 'number' ? { minimum } : {}),
      ...(typeof maximum === 'number' ? { maximum } : {}),
      ...(typeof byDefault === 'number' || typeof byDefault === 'string' ? { default: byDefault } : {}),
      ...(values === undefined ? {} : { enum: strings(values) }),
      ...(typeof format === 'string' ? { format } : {}),
      ...(typeof example === 'number' || typeof example === 'string' ? { example } : {}),
    };
  });
}

function show(node: Json | undefined): string {
  return node === undefined ? 'nothing' : JSON.stringify(node);
}
