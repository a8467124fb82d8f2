/** The headers that the contract asks of every request (page on request headers). */
import { ContractError } from './contract-error.ts';
import { follow } from './document.ts';
import { isList, isObject, type Json, type JsonObject, resolvePointer } from './json.ts';
import { describeParameter, parametersIn, usualValue } from './parameters.ts';

export interface RequestHeaders {
  /** Headers with their values: those that the document fixes, those that are required, and the media type of a list. */
  readonly common: Readonly<Record<string, string>>;
  /** Headers that have an enumeration: each of its values may be sent. */
  readonly enumerated: readonly EnumeratedHeader[];
  /** Name of the header that carries a token. */
  readonly token: string;
}

export interface EnumeratedHeader {
  readonly name: string;
  readonly values: readonly string[];
}

/** Reads the headers. @throws ContractError where no header carries a token, or a required header has no value to send */
export function describeHeaders(document: JsonObject, operation: JsonObject): RequestHeaders {
  const fixed = operation['x-request-headers'];
  const declared = parametersIn(document, operation, 'header');
  const required = declared
    .filter((parameter) => parameter.required === true)
    .map((parameter) => describeParameter(document, parameter))
    .map((parameter) => [parameter.name, usualValue(parameter)] as const);
  const media = resolvePointer(operation, '/responses/200/content');
  return {
    common: texts({
      ...(isObject(fixed) ? fixed : {}),
      ...Object.fromEntries(required),
      Accept: Object.keys(isObject(media) ? media : {}).join(', '),
    }),
    enumerated: declared
      .map((parameter) => describeParameter(document, parameter))
      .flatMap(({ name, enum: values }) => (values === undefined ? [] : [{ name, values }])),
    token: tokenHeader(document, operation),
  };
}

function texts(values: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** The header of the one security scheme that suffices alone as a key in a header. */
function tokenHeader(document: JsonObject, operation: JsonObject): string {
  const schemes = resolvePointer(document, '/components/securitySchemes');
  const requirements: Json = operation.security ?? document.security ?? [];
  const alone = (isList(requirements) ? requirements : [])
    .map((requirement) => Object.keys(isObject(requirement) ? requirement : {}))
    .filter((names) => names.length === 1)
    .flatMap(([name = '']) => (isObject(schemes) ? [follow(document, schemes[name])] : []))
    .find((scheme) => scheme.type === 'apiKey' && scheme.in === 'header');
  if (typeof alone?.name === 'string') return alone.name;
  throw new ContractError('the contract has no security scheme that is a key in a header; add one.');
}
