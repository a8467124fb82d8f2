/** The one AJV setup: compiles the OpenAPI document's schemas, once for each contract. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ContractError } from './contract-error.ts';
import { type FoundOperation, findListOperation } from './document.ts';
import type { JsonObject } from './json.ts';
import { parametersIn } from './parameters.ts';
import { TIME_FORMAT, timeFormat } from './time.ts';

export interface Validators {
  readonly query: ValidateFunction;
  readonly listing: ValidateFunction;
  readonly error: ValidateFunction;
  readonly errorV1: ValidateFunction;
}

const DOCUMENT = 'contract';
const TWO_TO_63 = 2 ** 63;

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    $data: true,
    verbose: true,
    allowUnionTypes: true,
  });
  addFormats.default(ajv);
  ajv.addFormat(TIME_FORMAT, timeFormat);
  // ajv-formats lets every integer pass as int64; double-view.ts has stand-ins for what a double cannot hold.
  ajv.addFormat('int64', {
    type: 'number',
    validate: (number: number) => Number.isInteger(number) && number >= -TWO_TO_63 && number < TWO_TO_63,
  });
  ajv.addVocabulary(['x-clause', 'x-ruling', 'example', 'externalDocs', 'xml', 'discriminator']);
  return ajv;
}

/** Compiles what the operation needs. @throws ContractError where a schema is none */
export function compileValidators(document: JsonObject): Validators {
  const ajv = createAjv();
  const { pathTemplate, operation } = findListOperation(document);
  const at = `#/paths/${encodeURIComponent(pathTemplate.replaceAll('~', '~0').replaceAll('/', '~1'))}/get`;
  try {
    // AJV looks through the whole document for what a reference means, and would stumble over OpenAPI's own words.
    ajv.addVocabulary(Object.keys(document));
    ajv.addSchema(document, DOCUMENT, false, false);
    return {
      query: ajv.compile(querySchema(document, { pathTemplate, operation }, at)),
      listing: ajv.compile({ $ref: `${DOCUMENT}${at}/responses/200/content/application~1json/schema` }),
      error: ajv.compile({ $ref: `${DOCUMENT}#/components/schemas/Error` }),
      errorV1: ajv.compile({ $ref: `${DOCUMENT}#/components/schemas/ErrorV1` }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ContractError(`a schema of the contract cannot be used (${reason}); correct it.`);
  }
}

/** The whole query as one schema: each parameter's own, and the relations between them. */
function querySchema(document: JsonObject, { operation }: FoundOperation, at: string): object {
  const parameters = parametersIn(document, operation, 'query');
  const relations =
    operation['x-query-relations'] === undefined ? [] : [{ $ref: `${DOCUMENT}${at}/x-query-relations` }];
  return {
    type: 'object',
    required: parameters
      .filter((parameter) => parameter.required === true)
      .map((parameter) => parameter.name),
    properties: Object.fromEntries(
      parameters.map((parameter) => [parameter.name, absolute(parameter.schema)]),
    ),
    allOf: relations,
  };
}

/** A parameter's schema, its reference made to lead into the document from outside. */
function absolute(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !('$ref' in schema)) return schema;
  return { ...schema, $ref: `${DOCUMENT}${String(schema.$ref)}` };
}
