/** The clause catalogue: everything the contract asks, by slug, with its level, its source and what it needs. */
import { ContractError } from './contract-error.ts';
import { digestOf } from './digest.ts';
import { readDataFile } from './document.ts';
import { canonicalJson, type JsonObject } from './json.ts';
import { packageFile } from './package.ts';

/** MUST fails a run, SHOULD warns, OBSERVE records and gives no verdict. */
export type Level = 'MUST' | 'SHOULD' | 'OBSERVE';

/** Data without which a clause cannot be judged. */
export type Need =
  | 'rows'
  | 'rows>0'
  | 'rows>2'
  | 'rows>default-limit'
  | 'timed-rows'
  | 'two-instances'
  | 'building-rows'
  | 'incremental-rows'
  | 'auth';

/** The same text in both languages of the documentation. */
export interface Wording {
  readonly en: string;
  readonly zh: string;
}

/** A language that reports are written in. */
export type Language = keyof Wording;

/** Where a clause comes from: a table (or section) of a published page, and the row there. */
export interface Source {
  readonly page: 'list-backups' | 'errors' | 'request-headers' | 'clients';
  readonly table: string;
  readonly row?: string;
}

export interface CatalogueEntry {
  readonly slug: string;
  readonly chapter: string;
  readonly level: Level;
  readonly statement: Wording;
  readonly source: readonly Source[];
  readonly needs: readonly Need[];
  /** What the clause reads in the OpenAPI document, as addresses: `query/limit/maximum`. `Contract.locate` finds them. */
  readonly reads: readonly string[];
  /** How to supply the data that the clause needs; present if it needs any. */
  readonly recipe?: Wording;
}

export interface Catalogue {
  readonly version: '1.0';
  /** `sha256:` over the canonical JSON of the catalogue. */
  readonly digest: string;
  readonly entries: readonly CatalogueEntry[];
  /** The entry of that slug. @throws ContractError where the catalogue has none */
  entry(slug: string): CatalogueEntry;
}

/** The shape of openapi/clauses.yaml. */
export interface CatalogueFile {
  readonly version: '1.0';
  readonly clauses: readonly CatalogueEntry[];
}

/** Says whether data are a catalogue. */
export type CatalogueCheck = (data: unknown) => data is CatalogueFile;

/** Reads the package's catalogue. @throws ContractError where the file breaks its schema or names a slug twice */
export function loadCatalogue(isCatalogue: CatalogueCheck, complaint: () => string): Catalogue {
  const file = packageFile('openapi/clauses.yaml');
  const data: JsonObject = readDataFile(file, 'clause catalogue');
  const digest = digestOf(canonicalJson(data));
  const checked: unknown = data;
  if (!isCatalogue(checked)) {
    throw new ContractError(
      `the clause catalogue breaks openapi/clauses.schema.json (${complaint()}); correct openapi/clauses.yaml.`,
    );
  }
  const bySlug = new Map(checked.clauses.map((entry) => [entry.slug, entry]));
  if (bySlug.size < checked.clauses.length) {
    throw new ContractError('the clause catalogue names a slug twice; correct openapi/clauses.yaml.');
  }
  return {
    version: checked.version,
    digest,
    entries: checked.clauses,
    entry(slug) {
      const entry = bySlug.get(slug);
      if (entry === undefined)
        throw new ContractError(`no clause is named ${slug}; \`list\` shows all of them.`);
      return entry;
    },
  };
}
