/** Writes a part of the evidence during the run: compressed, and as a stream. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import type { Recording } from '../client/exchange.ts';
import { sha256 } from '../contract/digest.ts';
import { type EvidenceError, type EvidencePart, EvidenceWriteError } from './evidence.ts';
import { type EndLine, exchangeLine, FORMAT, linkAfter, linkedLine, type PartHead } from './part-lines.ts';

/** Bytes that may wait for the compressor; beyond them requests wait for it. */
const BACKLOG = 4 * 1024 * 1024;

/** The largest window of brotli: the pages of a list are similar, and may be far apart. */
const COMPRESSION = {
  highWaterMark: BACKLOG,
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: 24,
  },
};

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class PartWriter {
  readonly #compressor = createBrotliCompress(COMPRESSION);
  readonly #file = createHash('sha256');
  readonly #bodies = new Set<string>();
  readonly #written: Promise<void>;
  #link: string;
  #exchanges = 0;
  #isClosed = false;
  #drain: Promise<void> | undefined;
  #failure: EvidenceError | undefined;

  /** @param sink a stream of bytes, such as a file's; `close` ends it */
  constructor(sink: Writable, head: Omit<PartHead, 'evidence'>) {
    const digest = new Transform({
      transform: (chunk, _encoding, done) => {
        this.#file.update(chunk);
        done(null, chunk);
      },
    });
    this.#written = pipeline(this.#compressor, digest, sink).catch((error: unknown) => {
      this.#failure = new EvidenceWriteError('', error);
    });
    const line = JSON.stringify({ evidence: FORMAT, ...head } satisfies PartHead);
    this.#link = linkAfter('', line);
    this.#write(line);
  }

  /**
   * Writes a recording. Returns a promise to wait for if the compressor is behind. Ignores recordings after `close`: a
   * run that was interrupted may still send some.
   * @throws EvidenceError if the part can no longer be written
   */
  record(recording: Recording): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) return undefined;
    const body = recording.answer === undefined ? undefined : this.#writeBody(recording.answer.body);
    this.#exchanges += 1;
    const text = JSON.stringify(exchangeLine(this.#exchanges, recording, body));
    this.#link = linkAfter(this.#link, text);
    const hasRoom = this.#write(linkedLine(this.#link, text));
    return hasRoom ? undefined : this.#drained();
  }

  /** Ends the part. @throws EvidenceError if it could not be written */
  async close(): Promise<Omit<EvidencePart, 'file'>> {
    this.#isClosed = true;
    const end = { exchanges: this.#exchanges, root: `sha256:${this.#link}` };
    this.#write(JSON.stringify({ end } satisfies EndLine));
    this.#compressor.end();
    await this.#written;
    if (this.#failure !== undefined) throw this.#failure;
    return { ...end, sha256: `sha256:${this.#file.digest('hex')}` };
  }

  #writeBody(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    if (this.#bodies.has(digest)) return digest;
    this.#bodies.add(digest);
    this.#write(JSON.stringify({ body: digest, ...asText(bytes) }));
    return digest;
  }

  #write(line: string): boolean {
    return this.#compressor.write(`${line}\n`);
  }

  async #drained(): Promise<void> {
    // All requests that wait share one listener.
    this.#drain ??= once(this.#compressor, 'drain')
      .catch(() => undefined)
      .then(() => {
        this.#drain = undefined;
      });
    await Promise.race([this.#drain, this.#written]);
    if (this.#failure !== undefined) throw this.#failure;
  }
}

export interface PackedPart {
  readonly part: Omit<EvidencePart, 'file'>;
  readonly bytes: Uint8Array;
}

/** A part that is collected in memory: it is sent to another process before it is written. */
export class PartInMemory {
  readonly #chunks: Uint8Array[] = [];
  readonly #writer: PartWriter;

  constructor(head: Omit<PartHead, 'evidence'>) {
    const sink = new Writable({
      write: (chunk: Uint8Array, _encoding, done) => {
        this.#chunks.push(chunk);
        done();
      },
    });
    this.#writer = new PartWriter(sink, head);
  }

  record(recording: Recording): Promise<void> | undefined {
    return this.#writer.record(recording);
  }

  async close(): Promise<PackedPart> {
    const part = await this.#writer.close();
    return { part, bytes: Buffer.concat(this.#chunks) };
  }
}

function asText(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
