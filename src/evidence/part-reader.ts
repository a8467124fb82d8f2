/** Reads a part of the evidence, and holds every line of it against the chain and the digests. */
import type { Recording } from '../client/exchange.ts';
import { sha256 } from '../contract/digest.ts';
import { BodyStore } from './body-store.ts';
import { EvidenceError } from './evidence-error.ts';
import { linesOf } from './lines.ts';
import {
  type BodyLine,
  type EndLine,
  type ExchangeLine,
  FORMAT,
  genesisOf,
  linkAfter,
  type PartHead,
  recordingOf,
  unlinkedLine,
} from './part-lines.ts';
import { isBodyLine, isEndLine, isExchangeLine, isHead } from './part-shape.ts';

/** What a part turned out to be, once it has been read. */
export interface PartFound {
  readonly head: PartHead | undefined;
  readonly exchanges: number;
  /** End of the chain. */
  readonly root: string;
}

/** Complaints that one part may draw; what is broken all through is told by its beginning. */
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

  /** What is wrong with the part, in sentences that follow on its name. */
  get complaints(): readonly string[] {
    return this.#complaints.slice(0, MOST_COMPLAINTS);
  }

  get found(): PartFound {
    return { head: this.#head, exchanges: this.#exchanges, root: `sha256:${this.#link}` };
  }

  /** Yields what is on record, as far as it can be read. What is wrong with it stands in `complaints` then. */
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
    if (!isHead(head)) throw new EvidenceError('it does not begin as evidence does');
    if (head.evidence !== FORMAT) throw new EvidenceError(`it is of format ${head.evidence}, not ${FORMAT}`);
    this.#head = head;
    this.#link = genesisOf(line);
  }

  #read(line: string): Recording | undefined {
    if (this.#end !== undefined) throw new EvidenceError('something was added after its end');
    const linked = unlinkedLine(line);
    if (linked !== undefined) return this.#exchange(linked.link, linked.exchange);
    const value = parsed(line);
    if (isBodyLine(value)) this.#body(value);
    else if (isEndLine(value)) this.#end = value.end;
    else throw new EvidenceError(`a line after exchange ${this.#exchanges} is no evidence`);
    return undefined;
  }

  #exchange(link: string, text: string): Recording {
    const line = parsed(text);
    if (!isExchangeLine(line)) throw new EvidenceError(`exchange ${this.#exchanges + 1} is none`);
    this.#exchanges += 1;
    const expected = linkAfter(this.#link, text);
    if (line.n !== this.#exchanges || link !== expected) this.#complain(this.#whatBefell(line));
    // What follows is held against the link that stands here, so that one change draws one complaint.
    this.#link = link;
    this.#exchanges = line.n;
    if (line.answer !== undefined) {
      if (!this.#bodies.has(line.answer.body))
        throw new EvidenceError(`the body of exchange ${line.n} is missing`);
      this.#unused.delete(line.answer.body);
    }
    return recordingOf(line, (digest) => this.#bodies.get(digest));
  }

  #whatBefell({ n, target }: ExchangeLine): string {
    const place = this.#exchanges;
    if (n > place) {
      const missing = n - place === 1 ? `exchange ${place} is` : `exchanges ${place} to ${n - 1} are`;
      return `${missing} missing before exchange ${n} (removed, or put elsewhere)`;
    }
    if (n < place)
      return `exchange ${n} (GET ${target}) stands out of order: it was added, repeated or moved`;
    return `exchange ${n} (GET ${target}) does not continue the chain: it was altered, or it is of another run`;
  }

  #body(line: BodyLine): void {
    const bytes = line.text === undefined ? Buffer.from(line.base64 ?? '', 'base64') : Buffer.from(line.text);
    if (sha256(bytes) !== line.body)
      this.#complain(
        `the body before exchange ${this.#exchanges + 1} was altered: it is not what its digest says`,
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
        `its end is not that of its chain: it speaks of ${exchanges} exchanges, and ${this.#exchanges} are there`,
      );
    if (this.#unused.size > 0) this.#complain('a body was added that no exchange has');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
