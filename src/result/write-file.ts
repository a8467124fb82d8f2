/** Files that are written as a whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes beside the file and renames: a reader sees the old content or the new.
 * @param content a text, or its pieces
 */
export async function writeAtomically(file: string, content: string | AsyncIterable<string>): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, content);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
