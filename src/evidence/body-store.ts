/** Bodies by their digest, packed: a long run has thousands of them, and few are looked at at a time. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EvidenceError } from './evidence-error.ts';

/** A shorter body gains nothing by being packed. */
const WORTH_PACKING = 512;

interface Kept {
  readonly bytes: Uint8Array;
  readonly isPacked: boolean;
}

export class BodyStore {
  readonly #bodies = new Map<string, Kept>();

  has(digest: string): boolean {
    return this.#bodies.has(digest);
  }

  put(digest: string, bytes: Uint8Array): void {
    const isPacked = bytes.length >= WORTH_PACKING;
    this.#bodies.set(digest, { bytes: isPacked ? deflateRawSync(bytes, { level: 1 }) : bytes, isPacked });
  }

  /** @throws EvidenceError where there is none */
  get(digest: string): Uint8Array {
    const kept = this.#bodies.get(digest);
    if (kept === undefined) throw new EvidenceError(`the evidence holds no body ${digest}`);
    return kept.isPacked ? inflateRawSync(kept.bytes) : kept.bytes;
  }
}
