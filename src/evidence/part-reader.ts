/** Reads a part of the evidence and checks every line against the chain and the digests. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Recording } from '../client/exchange.ts';
import { sha256 } from '../contract/digest.ts';
import { EvidenceError } from './evidence.ts';
import { linesOf } from './lines.ts';
import {
  type BodyLine,
  type EndLine,
  type ExchangeLine,
  FORMAT,
  linkAfter,
  type PartHead,
  recordingOf,
  unlinkedLine,
} from './part-lines.ts';
import { isBodyLine, isEndLine, isExchangeLine, isHead } from './part-shape.ts';

/** What a part contains, once it has been read. */
export interface PartFound {
  readonly head: PartHead | undefined;
  readonly exchanges: number;
  /** Last digest of the chain. */
  readonly root: string;
}

/** Maximum of complaints about one part: the first ones are enough. */
const MOST_COMPLAINTS = 5;

export class PartReader {
  readonly #file: string;
  readonly #bodies = new BodyStore();
  readonly #unused = new Set<string>();
  readonly #complaints: string[] = [];
  #head: PartHead | undefined;
  #link = '';
  #exchanges = 0;
  #end: EndLine['end'] | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** What is wrong with the part; each sentence follows its name. */
  get complaints(): readonly string[] {
    return this.#complaints.slice(0, MOST_COMPLAINTS);
  }

  get found(): PartFound {
    return { head: this.#head, exchanges: this.#exchanges, root: `sha256:${this.#link}` };
  }

  /** Yields the recordings, as far as they can be read. Afterwards `complaints` says what is wrong. */
  async *recordings(): AsyncGenerator<Recording> {
    try {
      for await (const line of linesOf(this.#file)) {
        const recording = this.#head === undefined ? this.#begin(line) : this.#read(line);
        if (recording !== undefined) yield recording;
      }
      this.#finish();
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      this.#complain(error.message);
    }
  }

  #complain(what: string): void {
    this.#complaints.push(what);
  }

  #begin(line: string): undefined {
    const head = parsed(line);
    if (!isHead(head)) throw new EvidenceError('it does not start like evidence');
    if (head.evidence !== FORMAT) throw new EvidenceError(`its format is ${head.evidence}, not ${FORMAT}`);
    this.#head = head;
    this.#link = linkAfter('', line);
  }

  #read(line: string): Recording | undefined {
    if (this.#end !== undefined) throw new EvidenceError('something was added after its end');
    const linked = unlinkedLine(line);
    if (linked !== undefined) return this.#exchange(linked.link, linked.exchange);
    const value = parsed(line);
    if (isBodyLine(value)) this.#body(value);
    else if (isEndLine(value)) this.#end = value.end;
    else throw new EvidenceError(`a line after exchange ${this.#exchanges} is not evidence`);
    return undefined;
  }

  #exchange(link: string, text: string): Recording {
    const line = parsed(text);
    if (!isExchangeLine(line)) throw new EvidenceError(`exchange ${this.#exchanges + 1} has the wrong form`);
    this.#exchanges += 1;
    const expected = linkAfter(this.#link, text);
    if (line.n !== this.#exchanges || link !== expected) this.#complain(this.#chainComplaint(line));
    // The chain continues from this link, so that one change gives one complaint.
    this.#link = link;
    this.#exchanges = line.n;
    if (line.answer !== undefined) {
      if (!this.#bodies.has(line.answer.body))
        throw new EvidenceError(`the body of exchange ${line.n} is missing`);
      this.#unused.delete(line.answer.body);
    }
    return recordingOf(line, (digest) => this.#bodies.get(digest));
  }

  #chainComplaint({ n, target }: ExchangeLine): string {
    const place = this.#exchanges;
    if (n > place) {
      const missing = n - place === 1 ? `exchange ${place} is` : `exchanges ${place} to ${n - 1} are`;
      return `${missing} missing before exchange ${n} (removed or moved)`;
    }
    if (n < place) return `exchange ${n} (GET ${target}) is out of order: it was added, repeated or moved`;
    return `exchange ${n} (GET ${target}) does not continue the chain: it was altered, or it belongs to another run`;
  }

  #body(line: BodyLine): void {
    const bytes = line.text === undefined ? Buffer.from(line.base64 ?? '', 'base64') : Buffer.from(line.text);
    if (sha256(bytes) !== line.body)
      this.#complain(
        `the body before exchange ${this.#exchanges + 1} was altered: it does not match its digest`,
      );
    if (!this.#bodies.has(line.body)) this.#bodies.put(line.body, bytes);
    this.#unused.add(line.body);
  }

  #finish(): void {
    if (this.#end === undefined) {
      this.#complain(`it is cut short: it has no end after exchange ${this.#exchanges}`);
      return;
    }
    const { exchanges, root } = this.#end;
    if (exchanges !== this.#exchanges || root !== `sha256:${this.#link}`)
      this.#complain(
        `its end does not match its chain: it states ${exchanges} exchanges, and there are ${this.#exchanges}`,
      );
    if (this.#unused.size > 0) this.#complain('a body was added that belongs to no exchange');
  }
}

/** Bytes; a smaller body is not compressed, because it would not get smaller. */
const SMALLEST_COMPRESSED = 512;

interface StoredBody {
  readonly bytes: Uint8Array;
  readonly isCompressed: boolean;
}

/** Bodies by digest, compressed: a long run has thousands of them, and few are used at the same time. */
class BodyStore {
  readonly #bodies = new Map<string, StoredBody>();

  has(digest: string): boolean {
    return this.#bodies.has(digest);
  }

  put(digest: string, bytes: Uint8Array): void {
    const isCompressed = bytes.length >= SMALLEST_COMPRESSED;
    this.#bodies.set(digest, {
      bytes: isCompressed ? deflateRawSync(bytes, { level: 1 }) : bytes,
      isCompressed,
    });
  }

  /** @throws EvidenceError if there is none */
  get(digest: string): Uint8Array {
    const stored = this.#bodies.get(digest);
    if (stored === undefined) throw new EvidenceError(`the evidence has no body ${digest}`);
    return stored.isCompressed ? inflateRawSync(stored.bytes) : stored.bytes;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
