/**
 * Clause sets: which clauses a release judged by, with their levels and digests of their statements. A released set
 * never changes, so that a run can be judged as of it by every later version of the suite.
 */
import { readdirSync } from 'node:fs';
import type { Catalogue, CatalogueEntry, Level } from './catalogue.ts';
import { ContractError } from './contract-error.ts';
import { dataCheck } from './data-check.ts';
import { digestOf } from './digest.ts';
import { readDataFile } from './document.ts';
import { canonicalJson } from './json.ts';
import { packageFile } from './package.ts';

export interface ClauseInSet {
  readonly level: Level;
  /** Digest of the statement in both languages. */
  readonly statement: string;
}

/** The shape of a file in openapi/clause-sets. */
export interface ClauseSetFile {
  readonly version: string;
  /** The day of its release, yyyy-mm-dd; left out while it may still change. */
  readonly released?: string;
  /** By slug. */
  readonly clauses: Readonly<Record<string, ClauseInSet>>;
}

export interface ClauseSet extends ClauseSetFile {
  /** `sha256:` over the canonical JSON of the file. */
  readonly digest: string;
}

const FOLDER = 'openapi/clause-sets';

/** `sha256:` over a clause's statement, in both languages. */
export function statementDigest({ statement }: CatalogueEntry): string {
  return digestOf(canonicalJson({ en: statement.en, zh: statement.zh }));
}

/** Returns every clause set of the package, oldest first. @throws ContractError if a file is not a clause set */
export function loadClauseSets(): readonly ClauseSet[] {
  const check = dataCheck<ClauseSetFile>('openapi/clause-sets.schema.json');
  const names = readdirSync(packageFile(FOLDER)).filter((name) => name.endsWith('.yaml'));
  const sets = names.map((name): ClauseSet => {
    const file = packageFile(`${FOLDER}/${name}`);
    const data = readDataFile(file, 'clause set');
    const checked: unknown = data;
    if (!check.accepts(checked))
      throw new ContractError(`clause set ${name} breaks its schema: ${check.complaint()}; correct it.`);
    if (`${checked.version}.yaml` !== name)
      throw new ContractError(`${FOLDER}/${name} calls itself ${checked.version}; rename one of them.`);
    return { ...checked, digest: digestOf(canonicalJson(data)) };
  });
  return sets.sort((one, other) => byVersion(one.version, other.version));
}

/** Orders versions of the form 1.10 by their numbers. */
function byVersion(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
}

/** The set of that version, the newest where none is asked for. */
export function pickSet(sets: readonly ClauseSet[], version?: string): ClauseSet | undefined {
  return version === undefined ? sets.at(-1) : sets.find((set) => set.version === version);
}

/** Returns why the catalogue cannot be used with a set, one line each: clauses that are missing or state something else. */
export function departures(set: ClauseSet, catalogue: Catalogue): readonly string[] {
  const entries = new Map(catalogue.entries.map((entry) => [entry.slug, entry]));
  return Object.entries(set.clauses).flatMap(([slug, { level, statement }]) => {
    const entry = entries.get(slug);
    if (entry === undefined) return [`${slug} is not in the catalogue any more`];
    if (entry.level !== level) return [`${slug} was ${level} and is ${entry.level} now`];
    return statementDigest(entry) === statement ? [] : [`${slug} states something else now`];
  });
}

/** The set that the catalogue amounts to. */
export function setOf(catalogue: Catalogue, version: string): ClauseSetFile {
  const clauses = catalogue.entries.map(
    (entry) => [entry.slug, { level: entry.level, statement: statementDigest(entry) }] as const,
  );
  return { version, clauses: Object.fromEntries(clauses) };
}
