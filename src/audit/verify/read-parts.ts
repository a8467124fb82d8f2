/** Reads all the evidence beside a report and compares it with what the report states. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Recording } from '../../client/exchange.ts';
import { partFiles } from '../../evidence/directory.ts';
import { type EvidencePart, type EvidenceSummary, summaryOf } from '../../evidence/evidence.ts';
import type { PartHead } from '../../evidence/part-lines.ts';
import { PartReader } from '../../evidence/part-reader.ts';

export interface Part {
  readonly file: string;
  readonly head: PartHead;
  readonly root: string;
  readonly recordings: readonly Recording[];
}

export interface PartsRead {
  /** The parts that could be read, in the order of the report. */
  readonly parts: readonly Part[];
  readonly complaints: readonly string[];
}

/** Exchanges of all parts that are read: many times those of an exhaustive run. */
const MOST_EXCHANGES = 250_000;

/** Parts that are read: a run has one for each clause at most. */
const MOST_PARTS = 1000;

/** Complaints that are listed: the first ones are enough. */
const MOST_COMPLAINTS = 50;

export async function readParts(directory: string, summary: EvidenceSummary): Promise<PartsRead> {
  const excess = excessOf(summary);
  if (excess !== undefined) return { parts: [], complaints: [excess] };
  const { parts, complaints } = await readEveryPart(directory, summary);
  const more = complaints.length - MOST_COMPLAINTS;
  return {
    parts,
    complaints:
      more > 0 ? [...complaints.slice(0, MOST_COMPLAINTS), `and ${more} more complaints`] : complaints,
  };
}

function excessOf({ parts, exchanges }: EvidenceSummary): string | undefined {
  if (parts.length > MOST_PARTS)
    return `the report names ${parts.length} parts of evidence, and at most ${MOST_PARTS} are read`;
  return exchanges > MOST_EXCHANGES
    ? `the report states ${exchanges} exchanges, and at most ${MOST_EXCHANGES} are read`
    : undefined;
}

async function readEveryPart(directory: string, summary: EvidenceSummary): Promise<PartsRead> {
  const [parts, complaints]: [Part[], string[]] = [[], [...contradictionsIn(summary)]];
  const named = new Set(summary.parts.map(({ file }) => file));
  for (const stated of new Map(summary.parts.map((part) => [part.file, part])).values()) {
    const reader = new PartReader(path.join(directory, stated.file));
    const recordings: Recording[] = [];
    for await (const recording of reader.recordings()) {
      recordings.push(recording);
      if (recordings.length > stated.exchanges) break;
    }
    const { head, root, exchanges } = reader.found;
    complaints.push(...reader.complaints.map((what) => `${stated.file}: ${what}`));
    if (head === undefined) continue;
    if (reader.complaints.length === 0)
      complaints.push(...(await disagreements(directory, stated, root, exchanges)));
    parts.push({ file: stated.file, head, root, recordings });
  }
  for (const file of await partFiles(directory)) {
    if (!named.has(file)) complaints.push(`${file} was added: the report does not name it`);
  }
  return { parts, complaints };
}

/** Returns what is contradictory in the report's own summary of the evidence. */
function contradictionsIn(summary: EvidenceSummary): readonly string[] {
  const { root, exchanges } = summaryOf(summary.parts);
  return [
    ...(root === summary.root
      ? []
      : ["the report's root of the evidence does not match the parts that it names"]),
    ...(exchanges === summary.exchanges
      ? []
      : [`the report states ${summary.exchanges} exchanges, and its parts ${exchanges}`]),
  ];
}

/** A part that is valid may still be another one than that of the report. */
async function disagreements(
  directory: string,
  stated: EvidencePart,
  root: string,
  exchanges: number,
): Promise<readonly string[]> {
  if (stated.root !== root) {
    return [
      `${stated.file}: its chain does not end in the root that the report states: it was altered and chained again, or belongs to another run`,
    ];
  }
  if (stated.exchanges !== exchanges)
    return [`${stated.file}: the report states ${stated.exchanges} exchanges, and it has ${exchanges}`];
  if (stated.sha256 !== (await digestOfFile(path.join(directory, stated.file))))
    return [`${stated.file}: it is not the file that the report states: its digest is different`];
  return [];
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}
