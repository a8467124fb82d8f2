/** Files that people name: read within bounds, whatever the name stands for. */
import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Most bytes of a file of settings. Hundreds of deployments take less. */
const MOST_BYTES = 256 * 1024;

/**
 * Returns the text of a file.
 * @param what the file is, for messages: `the configuration file`
 * @throws UsageError with one line where it is missing, no regular file, too large or not UTF-8
 */
export function readTextFile(file: string, what: string): string {
  const bytes = bytesOf(file, what);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${what} ${file} is not UTF-8: save it as UTF-8`);
  }
}

function bytesOf(file: string, what: string): Uint8Array {
  try {
    // A pipe would wait for its writer, a device might never end.
    const stat = statSync(file);
    if (!stat.isFile()) throw new UsageError(`${what} ${file} is not a regular file`);
    if (stat.size > MOST_BYTES)
      throw new UsageError(`${what} ${file} has ${stat.size} bytes: at most ${MOST_BYTES} are read`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`cannot read ${what} ${file}: ${why}`);
  }
}
