/** Files that are written as a whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { checkReplaceable } from '../contract/plain-file.ts';

/**
 * Writes beside the file and renames: a reader sees the old content or the new.
 * @param content a text, or its pieces
 * @throws PlainFileError where a device, a link or anything but a plain file has the name
 */
export async function writeAtomically(file: string, content: string | AsyncIterable<string>): Promise<void> {
  checkReplaceable(file);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
