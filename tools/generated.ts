/** What the generated files of the repository have in common. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../src/contract/package.ts';

export interface Generated {
  /** Returns what the files have to contain, by their paths in the package. */
  readonly texts: () => Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;
  /** A folder that contains these files and no others. */
  readonly folder?: string;
  /** Returns what is wrong with the sources, a line each. Generating again does not help against it. */
  readonly problems?: () => readonly string[];
}

/** Returns the paths of the files that differ from what would be generated now; line ends do not count. */
export async function staleFiles({ texts, folder }: Generated): Promise<readonly string[]> {
  const expected = await texts();
  const paths = new Set([...expected.keys(), ...filesIn(folder)]);
  return [...paths].filter((file) => textOf(file) !== expected.get(file)).sort();
}

/** Writes the files, and removes all others from their folder. */
export async function writeFiles({ texts, folder }: Generated): Promise<void> {
  const expected = await texts();
  for (const file of filesIn(folder)) if (!expected.has(file)) rmSync(packageFile(file), { recursive: true });
  for (const [file, text] of expected) {
    mkdirSync(path.dirname(packageFile(file)), { recursive: true });
    writeFileSync(packageFile(file), text);
  }
}

function filesIn(folder: string | undefined): readonly string[] {
  if (folder === undefined || !existsSync(packageFile(folder))) return [];
  return readdirSync(packageFile(folder)).map((name) => `${folder}/${name}`);
}

function textOf(file: string): string | undefined {
  const place = packageFile(file);
  return existsSync(place) ? readFileSync(place, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
