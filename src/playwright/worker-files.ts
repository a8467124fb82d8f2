/**
 * Files by which the workers of a shard share what they learn. A clause that is judged again (in UI mode, or under
 * --repeat-each) replaces what it wrote before.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SeenByClause } from '../engine/schedule.ts';
import type { Seen } from '../engine/seen.ts';
import { writeAtomically } from '../result/write-file.ts';
import { detectionsDirectory } from './shard.ts';

/** Writes what a clause's exchanges showed of others, for clauses that are judged later in any worker. */
export async function writeSeen(directory: string, slug: string, seen: Seen): Promise<void> {
  await writeAtomically(path.join(detectionsDirectory(directory), `${slug}.json`), JSON.stringify(seen));
}

/** Returns all that was seen so far, by the clause that wrote them. */
export async function readSeen(directory: string): Promise<SeenByClause> {
  const folder = detectionsDirectory(directory);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const seen: Seen = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
      return [path.basename(name, '.json'), seen] as const;
    }),
  );
  return new Map(files);
}

/** Returns true for the first clause that asks, in whichever worker, and for that clause ever after. */
export async function isFirstToReport(directory: string, slug: string): Promise<boolean> {
  const file = path.join(directory, 'first-to-report');
  try {
    // `wx` fails where another worker has written it already.
    await writeFile(file, slug, { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(file, 'utf8')) === slug;
  }
}
