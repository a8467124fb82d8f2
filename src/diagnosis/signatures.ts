/**
 * The signatures of the known faults: which clauses each fault breaks, how often, and with which traits. They are
 * measured on the reference deployment, over several seeds, data sizes and variants (tools/fault-signatures.ts).
 */
import { readFileSync } from 'node:fs';
import { packageFile } from '../contract/package.ts';
import type { Symptoms } from './symptoms.ts';

/** What several runs show of one clause. */
export interface ClauseRecord {
  /** Runs in which the clause held or was broken. */
  judged: number;
  broken: number;
  /** By trait: how many of the runs that broke the clause show it. */
  readonly traits: Map<string, number>;
}

/** By slug of the clause. */
export type Signature = ReadonlyMap<string, ClauseRecord>;

/** Returns what several runs of one deployment show together. */
export function signatureOf(runs: readonly Symptoms[]): Signature {
  return summed(
    runs.map((symptoms) => new Map([...symptoms].map(([slug, traits]) => [slug, recordOf(traits)]))),
  );
}

function recordOf(traits: readonly string[]): ClauseRecord {
  return {
    judged: 1,
    broken: Math.min(1, traits.length),
    traits: new Map(traits.map((trait) => [trait, 1])),
  };
}

/** Returns the sum of several signatures. */
export function summed(signatures: readonly Signature[]): Signature {
  const sum = new Map<string, ClauseRecord>();
  for (const [slug, { judged, broken, traits }] of signatures.flatMap((one) => [...one])) {
    const all = sum.get(slug) ?? { judged: 0, broken: 0, traits: new Map<string, number>() };
    all.judged += judged;
    all.broken += broken;
    for (const [trait, times] of traits) all.traits.set(trait, (all.traits.get(trait) ?? 0) + times);
    sum.set(slug, all);
  }
  return sum;
}

export const SIGNATURES_FILE = 'src/diagnosis/signatures.json';

/** What the file contains. A trait is written as its place in `traits`. */
interface SignatureFile {
  /** Of the clauses, the rules and the faults that the signatures were measured with. */
  readonly digest: string;
  /** Runs of each fault. */
  readonly runs: number;
  readonly clauses: readonly string[];
  readonly traits: readonly string[];
  readonly faults: Readonly<Record<string, WrittenSignature>>;
}

/**
 * By clause: how many runs judged it, how many broke it, then pairs of a trait and the number of runs that show it.
 * A clause that is left out held in all runs.
 */
type WrittenSignature = Readonly<Record<string, readonly number[]>>;

/** Returns the text of the file, a fault a line. @param runs of each fault */
export function writeSignatures(
  digest: string,
  runs: number,
  signatures: ReadonlyMap<string, Signature>,
): string {
  const all = summed([...signatures.values()]);
  const traits = [...new Set([...all.values()].flatMap((record) => [...record.traits.keys()]))].sort();
  const places = new Map(traits.map((trait, place) => [trait, place]));
  const written = ({ judged, broken, traits: seen }: ClauseRecord) => [
    judged,
    broken,
    ...[...seen].flatMap(([trait, times]) => [places.get(trait) ?? -1, times]),
  ];
  const faults = [...signatures].map(([fault, signature]) => {
    const clauses = [...all.keys()].flatMap((slug) => {
      const record = signature.get(slug) ?? { judged: 0, broken: 0, traits: new Map<string, number>() };
      return record.judged === runs && record.broken === 0 ? [] : [[slug, written(record)] as const];
    });
    return `    ${JSON.stringify(fault)}: ${JSON.stringify(Object.fromEntries(clauses))}`;
  });
  const head = { digest, runs, clauses: [...all.keys()], traits };
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "faults": {\n${faults.join(',\n')}\n  }\n}\n`;
}

/** Returns the signatures by slug of the fault. */
export function readSignatures(): ReadonlyMap<string, Signature> {
  const { runs, clauses, traits, faults } = readFile();
  return new Map(
    Object.entries(faults).map(([fault, written]) => [
      fault,
      new Map(clauses.map((slug) => [slug, recordIn(written[slug] ?? [runs, 0], traits)])),
    ]),
  );
}

function recordIn(
  [judged = 0, broken = 0, ...pairs]: readonly number[],
  words: readonly string[],
): ClauseRecord {
  const traits = new Map<string, number>();
  for (let at = 0; at < pairs.length; at += 2) traits.set(words[pairs[at] ?? -1] ?? '', pairs[at + 1] ?? 0);
  return { judged, broken, traits };
}

/** Returns the digest that the file was made with. */
export function signaturesDigest(): string {
  return readFile().digest;
}

function readFile(): SignatureFile {
  return JSON.parse(readFileSync(packageFile(SIGNATURES_FILE), 'utf8')) as SignatureFile;
}
