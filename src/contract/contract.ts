/** The contract: the OpenAPI document and everything derived from it. No other module reads the document. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { locate, type Place } from './address.ts';
import { compileValidators, documentCompiler, type Validators } from './ajv.ts';
import { judgeBody, judgeList } from './body-judgement.ts';
import { type Catalogue, type CatalogueFile, loadCatalogue } from './catalogue.ts';
import { ContractError } from './contract-error.ts';
import { dataCheck } from './data-check.ts';
import { digestOf } from './digest.ts';
import { findListOperation, follow, listingSchema, readDataFile, schemaAt } from './document.ts';
import { exactInteger } from './exact-integer.ts';
import {
  canonicalJson,
  type DecodedJson,
  isObject,
  type Json,
  type JsonObject,
  type OddNumber,
  resolvePointer,
} from './json.ts';
import { describeOperation, type ListOperation } from './operation.ts';
import { packageFile } from './package.ts';
import { createQueryJudge, type QueryJudgement } from './query-judgement.ts';
import type { SchemaViolation } from './violation.ts';
import type { WireQuery } from './wire.ts';

export interface Contract {
  readonly document: OpenAPIV3_1.Document;
  /** `sha256:<hex>` over the canonical JSON of the document. */
  readonly digest: string;
  readonly operation: ListOperation;
  readonly catalogue: Catalogue;
  /** Sample answers to a valid query. */
  readonly samples: readonly JsonObject[];
  /** Returns what the document has at an address of the catalogue. @throws ContractError if it does not have it */
  locate(address: string): Place;
  /** Judges a query by its text on the wire. */
  judgeQuery(query: WireQuery): QueryJudgement;
  /** Returns what breaks the schema of a 200 answer. */
  judgeListing(body: DecodedJson): readonly SchemaViolation[];
  /** Compares an error with the forms in the document. */
  judgeError(body: DecodedJson): ErrorJudgement;
  /** Returns the integers that typed 64-bit clients cannot read: 2803.0, 2.803e3. Serves response.integer-spelling. */
  oddIntegers(body: DecodedJson): readonly OddNumber[];
}

/** How the body of an error compares with the forms in the document. */
export interface ErrorJudgement {
  /** Whether it has an older form, which is accepted with a warning. */
  readonly isOlder: boolean;
  readonly violations: readonly SchemaViolation[];
}

/** The package's own document. */
export const OWN_DOCUMENT = 'openapi/rds-backups.openapi.yaml';

/**
 * Loads a contract.
 * @param file an OpenAPI document in YAML or JSON; the package's own by default
 * @throws ContractError if the file is missing or broken, or its roles name something that it does not have
 */
export function loadContract(file: string = packageFile(OWN_DOCUMENT)): Contract {
  return createContract(readDataFile(file, 'contract'));
}

/** Returns the contract of a document that is already read. @throws ContractError as loadContract does */
export function createContract(document: JsonObject): Contract {
  const compiler = documentCompiler(document);
  const operation = describeOperation(document, compiler);
  const validators = compileValidators(document, compiler);
  return {
    document: asOpenApi(document),
    digest: digestOf(canonicalJson(document)),
    operation,
    catalogue: ownCatalogue(),
    samples: readSamples(document, validators),
    locate: (address) => locate(document, address),
    judgeQuery: createQueryJudge(operation, validators.query),
    judgeListing: memo((body) => judgeList(validators.listing, operation.fields.rows, body)),
    judgeError: memo((body) => judgeError(validators.errors, body)),
    oddIntegers: (body) => oddIntegers(document, body),
  };
}

let catalogue: Catalogue | undefined;

/** The catalogue belongs to the package, whatever the document, and is read once. */
function ownCatalogue(): Catalogue {
  if (catalogue === undefined) {
    const check = dataCheck<CatalogueFile>('openapi/clauses.schema.json');
    catalogue = loadCatalogue(check.accepts, check.complaint);
  }
  return catalogue;
}

/** findListOperation has accepted the document, so it is OpenAPI as far as this suite reads it. */
function asOpenApi(document: unknown): OpenAPIV3_1.Document {
  return document as OpenAPIV3_1.Document;
}

/** Many clauses watch the same body, so it is judged once. */
function memo<T>(judge: (body: DecodedJson) => T): (body: DecodedJson) => T {
  const judged = new WeakMap<DecodedJson, { readonly answer: T }>();
  return (body) => {
    const found = judged.get(body) ?? { answer: judge(body) };
    judged.set(body, found);
    return found.answer;
  };
}

type Validate = Validators['listing'];

/** Judges an error by the first form that it has, or by the required form if it has none. */
function judgeError(forms: Validators['errors'], body: DecodedJson): ErrorJudgement {
  const judged = forms.map((validate, place) => ({
    isOlder: place > 0,
    violations: judgeBody(validate, body),
  }));
  const [first] = judged;
  const found = judged.find(({ violations }) => violations.every(({ clause }) => clause !== undefined));
  return found ?? { isOlder: false, violations: first?.violations ?? [] };
}

function oddIntegers(document: JsonObject, { oddNumbers }: DecodedJson): readonly OddNumber[] {
  if (oddNumbers.length === 0) return [];
  const schema = listingSchema(document, findListOperation(document).operation);
  return oddNumbers.filter(({ pointer, text }) => {
    const path = pointer
      .split('/')
      .slice(1)
      .map((step) => (/^\d+$/.test(step) ? 'items' : step));
    return schemaAt(document, schema, path)?.type === 'integer' && exactInteger(text) !== undefined;
  });
}

/** Returns the sample answers. @throws ContractError if one breaks the schema of the document */
function readSamples(document: JsonObject, { listing }: Validators): readonly JsonObject[] {
  const { operation } = findListOperation(document);
  const examples = resolvePointer(operation, '/responses/200/content/application~1json/examples');
  return Object.entries(isObject(examples) ? examples : {}).map(([name, example]) => {
    const value: Json | undefined = follow(document, example).value;
    if (!isListing(value, listing)) {
      throw new ContractError(
        `the sample answer ${name} breaks the contract's own schema; correct one of the two.`,
      );
    }
    return value;
  });
}

function isListing(value: Json | undefined, validate: Validate): value is JsonObject {
  return isObject(value) && validate(value) === true;
}
