/** The lines of a packed text, one after the other. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';
import { EvidenceError } from './evidence-error.ts';

/** A body of 16 MiB, in base 64 or full of escapes, and some more. */
const LONGEST = 128 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Yields the lines of a file, without their ends. Only `\n` ends a line.
 * @throws EvidenceError where the file is missing, is cut short or is not packed as evidence is
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = createBrotliDecompress();
  // Errors of either stream end the loop below.
  pipeline(createReadStream(file), unpacked, () => undefined);
  yield* split(unpacked);
}

async function* split(bytes: Readable): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString();
        parts = [];
        length = 0;
        from = at + 1;
      }
      parts.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST) throw new EvidenceError('it has a line of no end');
    }
  } catch (error) {
    throw error instanceof EvidenceError ? error : new EvidenceError(whyUnreadable(error));
  }
  if (length > 0) throw new EvidenceError('it ends in the middle of a line');
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'it is missing';
  if (code === 'Z_BUF_ERROR') return 'it is cut short';
  if (code.startsWith('ERR__ERROR') || code.startsWith('ERR_')) return 'it is not packed as evidence is';
  return `it cannot be read (${code || String(error)})`;
}
