/** What a forger has: a report and evidence to change at will, and the means to chain all of it anew. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/** Computed here anew and not by the suite's own code: what shares the code shares its mistakes. */
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

export interface Clause {
  slug: string;
  level: string;
  verdict: string;
  detail: string;
  requests: number;
  observation?: string;
  counterexample?: { observed: string; reproduce: string };
}

export interface Report {
  verdict: string;
  detail: string;
  seed: number;
  requests: number;
  challenge?: string;
  startedAt: string;
  target: string;
  acceptUnexercised: boolean;
  selected?: string[];
  suite: { version: string };
  contract: { digest: string; catalogue: string };
  settings: { concurrency: number; instances: string[] };
  coverage: { boundaries: { requests: number }[] };
  clauses: Clause[];
  waivers?: unknown;
  clauseSet?: unknown;
  implementation?: unknown;
  evidence?: {
    root: string;
    exchanges: number;
    parts: { file: string; exchanges: number; root: string; sha256: string }[];
  };
}

export interface Exchange {
  n: number;
  from: [string, number, number];
  target: string;
  credential: string;
  headers: Record<string, string>;
  attempts: number;
  answer?: { status: number; body: string };
  noise?: string;
}

/** A line of evidence, as JSON. */
export interface Line {
  facts?: Record<string, unknown>;
  body?: string;
  text?: string;
  hash?: string;
  exchange?: Exchange;
  end?: { exchanges: number; root: string };
}

export class Forgery {
  readonly directory: string;
  readonly report: Report;
  lines: Line[];

  constructor(directory: string) {
    this.directory = directory;
    this.report = JSON.parse(readFileSync(path.join(directory, 'conformance.json'), 'utf8'));
    this.lines = brotliDecompressSync(readFileSync(this.partPath))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  get partPath(): string {
    return path.join(this.directory, 'evidence', 'run.ndjson.br');
  }

  clause(slug: string): Clause {
    const found = this.report.clauses.find((clause) => clause.slug === slug);
    if (found === undefined) throw new Error(`the report has no ${slug}`);
    return found;
  }

  exchanges(): Exchange[] {
    return this.lines.flatMap(({ exchange }) => (exchange === undefined ? [] : [exchange]));
  }

  /** The first exchange of that clause that satisfies the condition. */
  exchangeOf(slug: string, is: (exchange: Exchange) => boolean = () => true): Exchange {
    const found = this.exchanges().find((exchange) => exchange.from[0] === slug && is(exchange));
    if (found === undefined) throw new Error(`the evidence has no such exchange of ${slug}`);
    return found;
  }

  /** Leaves out exchanges. */
  without(is: (exchange: Exchange) => boolean): void {
    this.lines = this.lines.filter(({ exchange }) => exchange === undefined || !is(exchange));
  }

  /** Changes a body, and its digest wherever it stands. */
  editBody(digest: string, edit: (text: string) => string): void {
    const line = this.lines.find(({ body }) => body === digest);
    if (line?.text === undefined) throw new Error('there is no such body');
    const text = edit(line.text);
    if (text === line.text) throw new Error('nothing was edited');
    Object.assign(line, { text, body: sha256(text) });
    for (const { answer } of this.exchanges()) if (answer?.body === digest) answer.body = sha256(text);
  }

  /** Numbers and chains all exchanges anew, so that the evidence is sound in itself. */
  rechain(): void {
    let link = sha256(JSON.stringify(this.lines[0]));
    let n = 0;
    for (const line of this.lines) {
      if (line.exchange !== undefined) {
        n += 1;
        line.exchange.n = n;
        link = createHash('sha256').update(link).update(JSON.stringify(line.exchange)).digest('hex');
        line.hash = link;
      }
      if (line.end !== undefined) line.end = { exchanges: n, root: `sha256:${link}` };
    }
  }

  /** Lets the report vouch for the evidence as it now is. */
  vouch(): void {
    const end = this.lines.find((line) => line.end !== undefined)?.end;
    const [part] = this.report.evidence?.parts ?? [];
    if (end === undefined || part === undefined || this.report.evidence === undefined)
      throw new Error('there is nothing to vouch for');
    Object.assign(part, end, { sha256: `sha256:${sha256(this.packed())}` });
    this.report.evidence.root = `sha256:${sha256(end.root)}`;
    this.report.evidence.exchanges = end.exchanges;
  }

  write(): void {
    writeFileSync(this.partPath, this.packed());
    this.writeReport();
  }

  writeReport(): void {
    writeFileSync(path.join(this.directory, 'conformance.json'), JSON.stringify(this.report, null, 2));
  }

  packed(): Buffer {
    const ordered = ({ hash, exchange, ...rest }: Line) =>
      exchange === undefined ? rest : { hash, exchange };
    return brotliCompressSync(`${this.lines.map((line) => JSON.stringify(ordered(line))).join('\n')}\n`);
  }
}

/** A clause that fails in the run that is forged, and one that passes. */
export const FAILED = 'pagination.page-size';
export const PASSED = 'addressing.instance-exact';

/** What is forged, how, and what is said of it. */
export type ForgeryCase = readonly [name: string, forge: (forgery: Forgery) => void, says: RegExp];
