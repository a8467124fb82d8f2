/**
 * What clauses saw of others, in a file for each, so that clauses judged later, in whichever worker, know of it. A
 * clause that is judged again (in UI mode, or under --repeat-each) replaces what it saw before.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sighting } from '../engine/sighting.ts';
import { writeAtomically } from '../result/write-file.ts';
import { sightingsDirectory } from './stage.ts';

/** @param slug of the clause whose exchanges showed them */
export async function leaveSightings(
  directory: string,
  slug: string,
  sightings: readonly Sighting[],
): Promise<void> {
  await writeAtomically(path.join(sightingsDirectory(directory), `${slug}.json`), JSON.stringify(sightings));
}

/** All that has been left so far, by the clause that left it. */
export async function sightingsOf(directory: string): Promise<ReadonlyMap<string, readonly Sighting[]>> {
  const folder = sightingsDirectory(directory);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const sightings: readonly Sighting[] = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
      return [path.basename(name, '.json'), sightings] as const;
    }),
  );
  return new Map(files);
}
