/** Files that people name: read within bounds, whatever the name stands for. */
import { PlainFileError, readPlainFile } from '../contract/plain-file.ts';
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
    return readPlainFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof PlainFileError) throw new UsageError(`${what} ${file} ${error.message}`);
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UsageError(`cannot read ${what} ${file}: ${why}`);
  }
}
