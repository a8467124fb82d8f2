/** Writes a part of the evidence while the run goes on: compressed, and never held in memory as a whole. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import type { Recording } from '../client/exchange.ts';
import { sha256 } from '../contract/digest.ts';
import { EvidenceError } from './evidence-error.ts';
import {
  type EndLine,
  exchangeLine,
  FORMAT,
  genesisOf,
  linkAfter,
  linkedLine,
  type PartHead,
} from './part-lines.ts';
import type { EvidencePart } from './summary.ts';

/** Bytes that may wait for the compressor before requests are made to wait for it. */
const BACKLOG = 4 * 1024 * 1024;

/** The window is as large as brotli has it: the pages of a list are alike, and may lie far apart. */
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
  readonly #packer = createBrotliCompress(COMPRESSION);
  readonly #file = createHash('sha256');
  readonly #bodies = new Set<string>();
  readonly #written: Promise<void>;
  #link: string;
  #exchanges = 0;
  #isClosed = false;
  #failure: EvidenceError | undefined;

  /** @param sink a file's stream, or whatever else takes bytes; it is ended by `close` */
  constructor(sink: Writable, head: Omit<PartHead, 'evidence'>) {
    const digest = new Transform({
      transform: (chunk, _encoding, done) => {
        this.#file.update(chunk);
        done(null, chunk);
      },
    });
    this.#written = pipeline(this.#packer, digest, sink).catch((error: unknown) => {
      this.#failure = new EvidenceError(`the evidence cannot be written: ${messageOf(error)}`);
    });
    const line = JSON.stringify({ evidence: FORMAT, ...head } satisfies PartHead);
    this.#link = genesisOf(line);
    this.#write(line);
  }

  /**
   * Keeps a recording. Where the compressor lags behind it answers a promise to wait for. What comes after the end, of a
   * run that was interrupted, is let go.
   * @throws EvidenceError where the part can no longer be written
   */
  record(recording: Recording): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) return undefined;
    const body = recording.answer === undefined ? undefined : this.#keepBody(recording.answer.body);
    this.#exchanges += 1;
    const text = JSON.stringify(exchangeLine(this.#exchanges, recording, body));
    this.#link = linkAfter(this.#link, text);
    const hasRoom = this.#write(linkedLine(this.#link, text));
    return hasRoom ? undefined : this.#room();
  }

  /** Ends the part. @throws EvidenceError where it could not be written */
  async close(): Promise<Omit<EvidencePart, 'file'>> {
    this.#isClosed = true;
    const end = { exchanges: this.#exchanges, root: `sha256:${this.#link}` };
    this.#write(JSON.stringify({ end } satisfies EndLine));
    this.#packer.end();
    await this.#written;
    if (this.#failure !== undefined) throw this.#failure;
    return { ...end, sha256: `sha256:${this.#file.digest('hex')}` };
  }

  #keepBody(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    if (this.#bodies.has(digest)) return digest;
    this.#bodies.add(digest);
    this.#write(JSON.stringify({ body: digest, ...asText(bytes) }));
    return digest;
  }

  #write(line: string): boolean {
    return this.#packer.write(`${line}\n`);
  }

  async #room(): Promise<void> {
    await Promise.race([once(this.#packer, 'drain').catch(() => undefined), this.#written]);
    if (this.#failure !== undefined) throw this.#failure;
  }
}

function asText(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
