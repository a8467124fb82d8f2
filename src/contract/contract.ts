/** The contract, loaded: the OpenAPI document with what it implies. Everything else asks here, and nowhere else. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { locate, type Place } from './address.ts';
import { compileValidators, documentCompiler, type Validators } from './ajv.ts';
import type { ListingBody } from './bodies.ts';
import { type Catalogue, type CatalogueFile, loadCatalogue } from './catalogue.ts';
import { ContractError } from './contract-error.ts';
import { dataCheck } from './data-check.ts';
import { digestOf } from './digest.ts';
import { findListOperation, follow, listingSchema, readDataFile, schemaAt } from './document.ts';
import { doubleView } from './double-view.ts';
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
import { type SchemaViolation, wordViolations } from './violation.ts';
import type { WireQuery } from './wire.ts';

export interface Contract {
  readonly document: OpenAPIV3_1.Document;
  /** `sha256:<hex>` over the canonical JSON of the document. */
  readonly digest: string;
  readonly operation: ListOperation;
  readonly catalogue: Catalogue;
  /** The document's sample answers to a valid query. */
  readonly samples: readonly ListingBody[];
  /** What the document holds at an address of the catalogue. @throws ContractError where it leads nowhere */
  locate(address: string): Place;
  /** Judges a query by its text on the wire. */
  judgeQuery(query: WireQuery): QueryJudgement;
  /** What breaks the schema of a 200 answer. */
  judgeListing(body: DecodedJson): readonly SchemaViolation[];
  /** What breaks the schema of an error. */
  judgeError(body: DecodedJson): ErrorJudgement;
  /** Integers that are spelled as typed 64-bit clients refuse them: 2803.0, 2.803e3. Serves response.integer-spelling. */
  oddIntegers(body: DecodedJson): readonly OddNumber[];
}

/** How an error's body compares with the forms that the document gives. */
export interface ErrorJudgement {
  /** Whether it has an older form, which is accepted with a warning. */
  readonly isOlder: boolean;
  readonly violations: readonly SchemaViolation[];
}

/** The package's own document. */
export const OWN_DOCUMENT = 'openapi/rds-backups.openapi.yaml';

/**
 * Loads a contract.
 * @param file an OpenAPI document, YAML or JSON; the package's own when left out
 * @throws ContractError where the file is missing or broken, or its roles name what it does not have
 */
export function loadContract(file: string = packageFile(OWN_DOCUMENT)): Contract {
  return createContract(readDataFile(file, 'contract'));
}

/** Makes a contract of a document that is already read. @throws ContractError as loadContract does */
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
    judgeListing: memo((body) => judge(validators.listing, body)),
    judgeError: memo((body) => judgeError(validators.errors, body)),
    oddIntegers: (body) => oddIntegers(document, body),
  };
}

let catalogue: Catalogue | undefined;

/** The catalogue is the package's own whatever the document, and read once. */
function ownCatalogue(): Catalogue {
  if (catalogue === undefined) {
    const check = dataCheck<CatalogueFile>('openapi/clauses.schema.json');
    catalogue = loadCatalogue(check.accepts, check.complaint);
  }
  return catalogue;
}

/** A document that findListOperation has accepted is one as far as this suite looks into it. */
function asOpenApi(document: unknown): OpenAPIV3_1.Document {
  return document as OpenAPIV3_1.Document;
}

/** Every watch of a run may ask the same of one body: it is judged once. */
function memo<T>(judgeBody: (body: DecodedJson) => T): (body: DecodedJson) => T {
  const judged = new WeakMap<DecodedJson, { readonly answer: T }>();
  return (body) => {
    const found = judged.get(body) ?? { answer: judgeBody(body) };
    judged.set(body, found);
    return found.answer;
  };
}

type Validate = Validators['listing'];

function judge(validate: Validate, body: DecodedJson): readonly SchemaViolation[] {
  if (isSound(validate, body)) return [];
  return wordViolations(validate.errors ?? [], body);
}

/** Tries the body as it is first: only odd or huge numbers need the view. */
function isSound(validate: Validate, body: DecodedJson): boolean {
  if (body.oddNumbers.length === 0 && validate(body.value)) return true;
  return validate(doubleView(body));
}

/** Holds an error against each form, and judges it by the first that it has; by the first of all where it has none. */
function judgeError(forms: Validators['errors'], body: DecodedJson): ErrorJudgement {
  const judged = forms.map((validate, place) => ({ isOlder: place > 0, violations: judge(validate, body) }));
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

/** The sample answers. @throws ContractError where one breaks the document's own schema */
function readSamples(document: JsonObject, { listing }: Validators): readonly ListingBody[] {
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

function isListing(value: Json | undefined, validate: Validate): value is ListingBody & JsonObject {
  return value !== undefined && validate(value) === true;
}
