/** AJV, set up in one place, and the compiler of the schemas in an OpenAPI document. */
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ContractError } from './contract-error.ts';
import { errorSchemas, findListOperation } from './document.ts';
import { escapePointer, type JsonObject } from './json.ts';
import { parametersIn } from './parameters.ts';
import { TIME_FORMAT, timeFormat } from './time.ts';

export interface Validators {
  readonly query: ValidateFunction;
  readonly listing: ValidateFunction;
  /** One for each form of an error: the required one first, then older ones. */
  readonly errors: readonly ValidateFunction[];
}

/** Compiles schemas of one document. @throws ContractError if a schema is not valid */
export interface DocumentCompiler {
  /** Compiles the schema at this path in the document. */
  at(...path: readonly string[]): ValidateFunction;
  /** Compiles a schema whose references lead into the document. */
  schema(schema: object): ValidateFunction;
}

const DOCUMENT = 'contract';
const TWO_TO_63 = 2 ** 63;

/** Returns an AJV in strict mode with the formats of this package. */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, ...options });
  addFormats.default(ajv);
  ajv.addFormat(TIME_FORMAT, timeFormat);
  // ajv-formats accepts every integer as int64. double-view.ts replaces what a double cannot represent.
  ajv.addFormat('int64', {
    type: 'number',
    validate: (number: number) => Number.isInteger(number) && number >= -TWO_TO_63 && number < TWO_TO_63,
  });
  return ajv;
}

/** Returns the compiler of a document. The document is read when the first schema is compiled. */
export function documentCompiler(document: JsonObject): DocumentCompiler {
  let ajv: Ajv2020 | undefined;
  const schema = (wanted: object) => {
    try {
      ajv ??= withDocument(document);
      return ajv.compile(wanted);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ContractError(`a schema of the contract cannot be used (${reason}); correct it.`);
    }
  };
  return { schema, at: (...path) => schema({ $ref: referenceTo(path) }) };
}

function withDocument(document: JsonObject): Ajv2020 {
  const ajv = createAjv({ allErrors: true, $data: true, verbose: true, allowUnionTypes: true });
  ajv.addVocabulary(['x-clause', 'x-ruling', 'example', 'externalDocs', 'xml', 'discriminator']);
  // AJV reads the whole document to resolve references, so OpenAPI's own keywords must be known to it.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, DOCUMENT, false, false);
  return ajv;
}

function referenceTo(path: readonly string[]): string {
  return `${DOCUMENT}#${path.map((step) => `/${encodeURIComponent(escapePointer(step))}`).join('')}`;
}

/** Compiles the schemas of queries, lists and errors. @throws ContractError if a schema is not valid */
export function compileValidators(document: JsonObject, compiler: DocumentCompiler): Validators {
  const { pathTemplate, operation } = findListOperation(document);
  const bodyOf = (status: string) => [
    ...['paths', pathTemplate, 'get', 'responses', status, 'content', 'application/json', 'schema'],
  ];
  const forms = errorSchemas(document, operation);
  return {
    query: compiler.schema(querySchema(document)),
    listing: compiler.at(...bodyOf('200')),
    errors:
      forms.length === 1
        ? [compiler.at(...bodyOf('4XX'))]
        : forms.map((_, place) => compiler.at(...bodyOf('4XX'), 'anyOf', String(place))),
  };
}

/** Returns the schema of a whole query: the schemas of its parameters and the relations between them. */
function querySchema(document: JsonObject): object {
  const { pathTemplate, operation } = findListOperation(document);
  const parameters = parametersIn(document, operation, 'query');
  const relations = ['paths', pathTemplate, 'get', 'x-query-relations'];
  return {
    type: 'object',
    required: parameters
      .filter((parameter) => parameter.required === true)
      .map((parameter) => parameter.name),
    properties: Object.fromEntries(
      parameters.map((parameter) => [parameter.name, absolute(parameter.schema)]),
    ),
    allOf: operation['x-query-relations'] === undefined ? [] : [{ $ref: referenceTo(relations) }],
  };
}

/** Returns the schema of a parameter with its reference resolved from outside the document. */
function absolute(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !('$ref' in schema)) return schema;
  return { ...schema, $ref: `${DOCUMENT}${String(schema.$ref)}` };
}
