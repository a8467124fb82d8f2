/** The directory of a run's evidence, beside its report. */
import { createWriteStream, lstatSync } from 'node:fs';
import { readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Recording } from '../client/exchange.ts';
import { makeFolder } from '../contract/plain-file.ts';
import { EvidenceError, EvidenceWriteError } from './evidence.ts';
import type { PartHead } from './part-lines.ts';
import { PartReader } from './part-reader.ts';
import { PartWriter } from './part-writer.ts';

const DIRECTORY = 'evidence';
const ENDING = '.ndjson.br';

/** Returns the path of a part, relative to the report, with slashes. */
export function partFile(name: string): string {
  return `${DIRECTORY}/${name}${ENDING}`;
}

/** Opens a part for writing. @param report directory of the report @throws EvidenceError if it cannot be written */
export async function openPart(
  report: string,
  name: string,
  head: Omit<PartHead, 'evidence'>,
): Promise<PartWriter> {
  await ready(report);
  return new PartWriter(createWriteStream(path.join(report, partFile(name))), head);
}

/** Writes a complete part. */
export async function writePart(report: string, name: string, content: Uint8Array): Promise<void> {
  await ready(report);
  await writeFile(path.join(report, partFile(name)), content);
}

/** Deletes the evidence of a run, and nothing else. Of a link only the link is deleted, never what it leads to. */
export async function removeEvidence(report: string): Promise<void> {
  const directory = path.join(report, DIRECTORY);
  if (isLink(directory)) return rm(directory);
  for (const file of await partFiles(report)) await rm(path.join(report, file), { force: true });
  await rmdir(directory).catch(() => undefined);
}

function isLink(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Returns the paths of all parts beside a report, sorted. */
export async function partFiles(report: string): Promise<readonly string[]> {
  const names = await readdir(path.join(report, DIRECTORY)).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => `${DIRECTORY}/${name}`);
}

/**
 * Yields every exchange of a run, with failed attempts, part by part. Its `from` says which clause sent it.
 * @throws EvidenceError if there is none, or if it is incomplete or altered
 */
export async function* readEvidence(report: string): AsyncGenerator<Recording> {
  const files = await partFiles(report);
  if (files.length === 0) throw new EvidenceError(`there is no evidence in ${path.join(report, DIRECTORY)}`);
  for (const file of files) {
    const reader = new PartReader(path.join(report, file));
    yield* reader.recordings();
    const [complaint] = reader.complaints;
    if (complaint !== undefined) throw new EvidenceError(`${file}: ${complaint}`);
  }
}

async function ready(report: string): Promise<void> {
  const directory = path.join(report, DIRECTORY);
  try {
    if (isLink(directory)) throw new Error(`${directory} is a symbolic link`);
    makeFolder(directory);
  } catch (error) {
    throw new EvidenceWriteError(` to ${report}`, error);
  }
}
