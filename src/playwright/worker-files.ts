/**
 * Files by which the workers of a shard share what they learn. A clause that is judged again (in UI mode, or under
 * --repeat-each) replaces what it wrote before.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Detection } from '../engine/detection.ts';
import type { DetectionsByClause } from '../engine/schedule.ts';
import { writeAtomically } from '../result/write-file.ts';
import { detectionsDirectory } from './shard.ts';

/** Writes what a clause's exchanges showed of others, for clauses that are judged later in any worker. */
export async function writeDetections(
  directory: string,
  slug: string,
  detections: readonly Detection[],
): Promise<void> {
  await writeAtomically(
    path.join(detectionsDirectory(directory), `${slug}.json`),
    JSON.stringify(detections),
  );
}

/** Returns all detections written so far, by the clause that wrote them. */
export async function readDetections(directory: string): Promise<DetectionsByClause> {
  const folder = detectionsDirectory(directory);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const detections: readonly Detection[] = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
      return [path.basename(name, '.json'), detections] as const;
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
