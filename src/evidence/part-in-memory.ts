/** A part of the evidence as bytes: for one that travels before it is written. */
import { Writable } from 'node:stream';
import type { Recording } from '../client/exchange.ts';
import type { PartHead } from './part-lines.ts';
import { PartWriter } from './part-writer.ts';
import type { EvidencePart } from './summary.ts';

export interface PackedPart {
  readonly part: Omit<EvidencePart, 'file'>;
  readonly bytes: Uint8Array;
}

/** A part that is gathered in this process, packed. */
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
