/** Reads the lines of a compressed text. */
import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';
import { EvidenceError } from './evidence.ts';

/** Bytes that a part may unpack to: some kilobytes of evidence can hold gigabytes of zeros. */
const MOST_UNPACKED = 2 * 1024 * 1024 * 1024;

/** Bytes of the longest line: a body of 16 MiB in base64 or with many escapes. */
const LONGEST = 128 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Yields the lines of a file without line ends. Only `\n` ends a line.
 * @throws EvidenceError if the file is missing, cut short or not compressed with brotli
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  // A pipe would wait for its writer.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
    throw new EvidenceError('it is not a plain file');
  const unpacked = createBrotliDecompress();
  // Errors of either stream end the loop below.
  pipeline(createReadStream(file), unpacked, () => undefined);
  yield* split(unpacked);
}

async function* split(bytes: Readable): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  let total = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > MOST_UNPACKED) throw new EvidenceError(`it unpacks to more than ${MOST_UNPACKED} bytes`);
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString();
        parts = [];
        length = 0;
        from = at + 1;
      }
      parts.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST) throw new EvidenceError('it has a line that is too long');
    }
  } catch (error) {
    throw error instanceof EvidenceError ? error : new EvidenceError(reasonOf(error));
  }
  if (length > 0) throw new EvidenceError('it ends in the middle of a line');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'it is missing';
  if (code === 'Z_BUF_ERROR') return 'it is cut short';
  if (code.startsWith('ERR__ERROR') || code.startsWith('ERR_')) return 'it is not compressed with brotli';
  return `it cannot be read (${code || String(error)})`;
}
