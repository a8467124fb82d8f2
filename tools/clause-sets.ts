/**
 * Keeps openapi/clause-sets: writes the newest set, which is not released yet, from the catalogue; with --release
 * freezes it; with --check says what is wrong with any of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { Catalogue } from '../src/contract/catalogue.ts';
import {
  type ClauseSet,
  type ClauseSetFile,
  departures,
  loadClauseSets,
  setOf,
} from '../src/contract/clause-set.ts';
import { loadContract } from '../src/contract/contract.ts';
import { readDataFile } from '../src/contract/document.ts';
import { packageFile } from '../src/contract/package.ts';

const RELEASED = packageFile('openapi/released-sets.yaml');

/** Digests of the released sets by their versions. */
export type Released = Readonly<Record<string, unknown>>;

/** What is wrong with the sets, a line each: a released one has changed, or the catalogue cannot judge as of one. */
export function complaintsOf(
  sets: readonly ClauseSet[],
  released: Released,
  catalogue: Catalogue,
): readonly string[] {
  const newest = sets.at(-1);
  const current = setOf(catalogue, newest?.version ?? '');
  return [
    ...Object.keys(released)
      .filter((version) => !sets.some((set) => set.version === version))
      .map((version) => `set ${version} was released and is gone: bring its file back`),
    ...sets
      .filter((set) => set.released !== undefined || released[set.version] !== undefined)
      .filter((set) => released[set.version] !== set.digest)
      .map((set) => `set ${set.version} was released and has changed: bring it back as it was`),
    ...sets
      .slice(0, -1)
      .flatMap((set) =>
        set.released === undefined ? [`set ${set.version} has a later one and is not released`] : [],
      ),
    ...sets
      .filter((set) => set.released !== undefined)
      .flatMap((set) => departures(set, catalogue).map((line) => `as of set ${set.version}: ${line}`)),
    ...(isDeepStrictEqual({ ...current.clauses }, { ...newest?.clauses })
      ? []
      : [`set ${newest?.version} is not the catalogue: run npm run clause-sets`]),
  ];
}

/** The set to write: the newest while it may change, else the one after it. */
export function nextSet(newest: ClauseSet | undefined, catalogue: Catalogue): ClauseSetFile {
  if (newest === undefined) return setOf(catalogue, '1.0');
  if (newest.released === undefined) return setOf(catalogue, newest.version);
  const [major = 1, minor = 0] = newest.version.split('.').map(Number);
  return setOf(catalogue, `${major}.${minor + 1}`);
}

function write(set: ClauseSetFile): void {
  const state =
    set.released === undefined ? 'not released yet: it follows the catalogue' : 'released: it never changes';
  const head = `# The clauses of set ${set.version}, ${state}. Written by tools/clause-sets.ts.\n`;
  const { clauses, ...rest } = set;
  const lines = Object.entries(clauses).map(
    ([slug, { level, statement }]) => `  ${slug}: { level: ${level}, statement: "${statement}" }\n`,
  );
  const file = packageFile(`openapi/clause-sets/${set.version}.yaml`);
  writeFileSync(
    file,
    `${head}${stringify(rest, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })}clauses:\n${lines.join('')}`,
  );
}

function release(newest: ClauseSet | undefined): void {
  if (newest === undefined || newest.released !== undefined) throw new Error('there is no set to release');
  write({ ...newest, released: new Date().toISOString().slice(0, 10) });
  const frozen = loadClauseSets().at(-1);
  const lines = readFileSync(RELEASED, 'utf8').replace(/^\{\}\n/m, '');
  writeFileSync(RELEASED, `${lines}"${newest.version}": "${frozen?.digest}"\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { catalogue } = loadContract();
  const sets = loadClauseSets();
  if (process.argv.includes('--check')) {
    const complaints = complaintsOf(sets, readDataFile(RELEASED, 'released sets'), catalogue);
    for (const complaint of complaints) console.error(`clause sets: ${complaint}`);
    if (complaints.length > 0) process.exitCode = 1;
  } else if (process.argv.includes('--release')) {
    release(sets.at(-1));
  } else {
    write(nextSet(sets.at(-1), catalogue));
  }
}
