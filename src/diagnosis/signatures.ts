/**
 * The signatures of the known faults: what several runs show of a deployment with the fault. They are measured on the
 * reference deployment, over several seeds, data sizes and variants (tools/fault-signatures.ts).
 */
import { readFileSync } from 'node:fs';
import { packageFile } from '../contract/package.ts';
import type { Symptoms } from './symptoms.ts';

/** What several runs show of one clause. */
export interface ClauseRecord {
  /** Runs in which the clause held or was broken. */
  readonly judged: number;
  readonly broken: number;
  /** By trait: how many of the runs that broke the clause show it. */
  readonly traits: ReadonlyMap<string, number>;
}

export interface Signature {
  readonly runs: readonly Symptoms[];
  /** What the runs show together, by slug of the clause. */
  readonly all: ReadonlyMap<string, ClauseRecord>;
}

/** Returns the signature of a deployment that showed this. */
export function signatureOf(runs: readonly Symptoms[]): Signature {
  return { runs, all: recordsOf(runs) };
}

/** Returns what several runs show together. */
function recordsOf(runs: readonly Symptoms[]): ReadonlyMap<string, ClauseRecord> {
  const records = new Map<string, { judged: number; broken: number; traits: Map<string, number> }>();
  for (const run of runs) {
    for (const [slug, traits] of run) {
      const record = records.get(slug) ?? { judged: 0, broken: 0, traits: new Map<string, number>() };
      records.set(slug, record);
      record.judged += 1;
      if (traits.length === 0) continue;
      record.broken += 1;
      for (const trait of new Set(traits)) record.traits.set(trait, (record.traits.get(trait) ?? 0) + 1);
    }
  }
  return records;
}

/** Returns what the runs of all signatures show together. */
export function sumOfRecords(signatures: Iterable<Signature>): ReadonlyMap<string, ClauseRecord> {
  const sum = new Map<string, { judged: number; broken: number; traits: Map<string, number> }>();
  for (const { all } of signatures) {
    for (const [slug, { judged, broken, traits }] of all) {
      const record = sum.get(slug) ?? { judged: 0, broken: 0, traits: new Map<string, number>() };
      sum.set(slug, record);
      record.judged += judged;
      record.broken += broken;
      for (const [trait, times] of traits) record.traits.set(trait, (record.traits.get(trait) ?? 0) + times);
    }
  }
  return sum;
}

export const SIGNATURES_FILE = 'src/diagnosis/signatures.json';

/** What the file contains. A trait is written as its place in `traits`, runs as a sum: 1 is the first, 2 the second, 4 the third. */
interface SignatureFile {
  /** Of the sources that the signatures were measured with. */
  readonly digest: string;
  /** Runs of each fault. */
  readonly runs: number;
  readonly clauses: readonly string[];
  readonly traits: readonly string[];
  readonly faults: Readonly<Record<string, WrittenSignature>>;
}

/**
 * By clause: the runs that judged it, those that broke it, then pairs of a trait and the runs that show it. A clause
 * that is left out held in all runs.
 */
type WrittenSignature = Readonly<Record<string, readonly number[]>>;

/** Returns the text of the file, a fault a line. @param runs of each fault */
export function writeSignatures(
  digest: string,
  runs: number,
  signatures: ReadonlyMap<string, Signature>,
): string {
  const all = sumOfRecords(signatures.values());
  const clauses = [...all.keys()];
  const traits = [...new Set([...all.values()].flatMap((record) => [...record.traits.keys()]))].sort();
  const places = new Map(traits.map((trait, place) => [trait, place]));
  const everyRun = 2 ** runs - 1;
  const faults = [...signatures].map(([fault, signature]) => {
    const written = clauses.flatMap((slug) => {
      const { judged, broken, shown } = writtenClause(slug, signature.runs);
      const pairs = [...shown].flatMap(([trait, when]) => [places.get(trait) ?? -1, when]);
      return judged === everyRun && broken === 0 ? [] : [[slug, [judged, broken, ...pairs]] as const];
    });
    return `    ${JSON.stringify(fault)}: ${JSON.stringify(Object.fromEntries(written))}`;
  });
  const head = JSON.stringify({ digest, runs, clauses, traits }, null, 2).slice(0, -2);
  return `${head},\n  "faults": {\n${faults.join(',\n')}\n  }\n}\n`;
}

function writtenClause(slug: string, runs: readonly Symptoms[]) {
  let [judged, broken] = [0, 0];
  const shown = new Map<string, number>();
  for (const [place, run] of runs.entries()) {
    const traits = run.get(slug);
    if (traits === undefined) continue;
    judged += 2 ** place;
    if (traits.length > 0) broken += 2 ** place;
    for (const trait of new Set(traits)) shown.set(trait, (shown.get(trait) ?? 0) + 2 ** place);
  }
  return { judged, broken, shown };
}

const HELD: readonly string[] = [];

/** Returns the signatures by slug of the fault. */
export function readSignatures(): ReadonlyMap<string, Signature> {
  const { runs, clauses, traits, faults } = readFile();
  const places = Array.from({ length: runs }, (_, place) => place);
  const everyRun = 2 ** runs - 1;
  return new Map(
    Object.entries(faults).map(([fault, written]) => {
      const symptoms = places.map((): Map<string, readonly string[]> => new Map());
      for (const slug of clauses) {
        const [judged = 0, broken = 0, ...pairs] = written[slug] ?? [everyRun];
        for (const [place, run] of symptoms.entries()) {
          if (!includesRun(judged, place)) continue;
          run.set(slug, includesRun(broken, place) ? traitsIn(pairs, place, traits) : HELD);
        }
      }
      return [fault, signatureOf(symptoms.filter((run) => run.size > 0))];
    }),
  );
}

function traitsIn(pairs: readonly number[], run: number, words: readonly string[]): readonly string[] {
  const traits: string[] = [];
  for (let at = 0; at < pairs.length; at += 2)
    if (includesRun(pairs[at + 1] ?? 0, run)) traits.push(words[pairs[at] ?? -1] ?? '');
  return traits;
}

function includesRun(runs: number, place: number): boolean {
  return Math.floor(runs / 2 ** place) % 2 === 1;
}

/** Returns the digest that the file was made with. */
export function signaturesDigest(): string {
  return readFile().digest;
}

function readFile(): SignatureFile {
  return JSON.parse(readFileSync(packageFile(SIGNATURES_FILE), 'utf8')) as SignatureFile;
}
