/** What is wrong with a body, in words for people. */
import type { ErrorObject } from 'ajv';
import {
  canonicalJson,
  type DecodedJson,
  escapePointer,
  isObject,
  type Json,
  resolvePointer,
} from './json.ts';

/** One place of a body that breaks a schema. */
export interface SchemaViolation {
  /** JSON pointer of the place; of the place where it should be, for what is missing. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is broken. */
  readonly keyword: string;
  /** What the keyword asks for: the types, the values, the limit, the name of the format. */
  readonly limit: unknown;
  /** What is there; undefined for what is missing. */
  readonly value: Json | undefined;
  /** 'an integer' */
  readonly expected: string;
  /** '"2803"', as JSON text, shortened; 'nothing' for what is missing. */
  readonly found: string;
  /** The clause that the document gives this part of the schema to, if any (`x-clause`). */
  readonly clause?: string;
}

const LONGEST_SHOWN = 80;

/** Describes AJV's errors, one for each place in the body. */
export function describeViolations(
  errors: readonly ErrorObject[],
  body: DecodedJson,
): readonly SchemaViolation[] {
  if (errors.length === 0) return [];
  const spelled = new Map(body.oddNumbers.map(({ pointer, text }) => [pointer, text]));
  const described = errors
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => violationOf(error, body, spelled));
  const perPlace = new Map<string, SchemaViolation>();
  for (const violation of described) {
    const same = perPlace.get(violation.pointer);
    if (same === undefined || isPlainer(violation, same)) perPlace.set(violation.pointer, violation);
  }
  return [...perPlace.values()];
}

/** A wrong type explains all other errors at the place, and the narrowest type explains it best. */
function isPlainer(one: SchemaViolation, other: SchemaViolation): boolean {
  if (one.keyword !== 'type') return false;
  return other.keyword !== 'type' || [one.limit].flat().length < [other.limit].flat().length;
}

/** Texts of odd numbers by their pointers. */
type Spelled = ReadonlyMap<string, string>;

function violationOf(error: ErrorObject, body: DecodedJson, spelled: Spelled): SchemaViolation {
  const missing =
    error.keyword === 'required' ? `/${escapePointer(String(error.params.missingProperty))}` : '';
  const pointer = error.instancePath + missing;
  const value = missing === '' ? resolvePointer(body.value, pointer) : undefined;
  const owner: unknown = error.parentSchema?.['x-clause'];
  const clause = owner instanceof Object ? Reflect.get(owner, error.keyword) : owner;
  return {
    pointer,
    keyword: error.keyword,
    limit: error.schema,
    value,
    expected: expectation(error),
    found: missing === '' ? (spelled.get(pointer) ?? show(value)) : 'nothing',
    ...(typeof clause === 'string' ? { clause } : {}),
  };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  'basic-offset-date-time': 'a real time written yyyy-mm-ddThh:mm:ss±hhmm',
  int64: 'an integer from -9223372036854775808 to 9223372036854775807',
  int32: 'an integer from -2147483648 to 2147483647',
};

function expectation({ keyword, params, message, schema }: ErrorObject): string {
  const { limit } = params;
  switch (keyword) {
    case 'type':
      return [params.type]
        .flat()
        .map((type) => TYPE_WORDS[type] ?? String(type))
        .join(' or ');
    case 'required':
      return 'a value, which is required';
    case 'enum':
      return `one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return JSON.stringify(params.allowedValue);
    case 'minimum':
      return `at least ${limit}`;
    case 'maximum':
      return `at most ${limit}`;
    case 'minLength':
      return limit === 1 ? 'a string that is not empty' : `a string of at least ${limit} characters`;
    case 'not':
      return `anything but ${JSON.stringify(Object.values(schema ?? {})[0])}`;
    case 'pattern':
      return `a string that matches ${params.pattern}`;
    case 'maxItems':
      return limit === 0 ? 'nothing, null or an empty array' : `at most ${limit} items`;
    case 'format':
      return FORMAT_WORDS[params.format] ?? `the format ${params.format}`;
    default:
      return `that it ${message ?? `satisfies ${keyword}`}`;
  }
}

/** A value as JSON text, shortened. */
function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (isObject(value) && Object.keys(value).length > 8)
    return `an object with ${Object.keys(value).length} fields`;
  const text = canonicalJson(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
