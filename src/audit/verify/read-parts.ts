/** Reads all the evidence beside a report, and holds it against what the report says of it. */
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

export async function readParts(directory: string, summary: EvidenceSummary): Promise<PartsRead> {
  const [parts, complaints]: [Part[], string[]] = [[], [...contradictionsIn(summary)]];
  const named = new Set(summary.parts.map(({ file }) => file));
  for (const stated of new Map(summary.parts.map((part) => [part.file, part])).values()) {
    const reader = new PartReader(path.join(directory, stated.file));
    const recordings: Recording[] = [];
    for await (const recording of reader.recordings()) recordings.push(recording);
    const { head, root, exchanges } = reader.found;
    complaints.push(...reader.complaints.map((what) => `${stated.file}: ${what}`));
    if (head === undefined) continue;
    if (reader.complaints.length === 0)
      complaints.push(...(await disagreements(directory, stated, root, exchanges)));
    parts.push({ file: stated.file, head, root, recordings });
  }
  for (const file of await partFiles(directory)) {
    if (!named.has(file)) complaints.push(`${file} was added: the report does not speak of it`);
  }
  return { parts, complaints };
}

/** What a report says of its evidence must add up before anything is read. */
function contradictionsIn(summary: EvidenceSummary): readonly string[] {
  const { root, exchanges } = summaryOf(summary.parts);
  return [
    ...(root === summary.root ? [] : ["the report's root of the evidence is not that of the parts it names"]),
    ...(exchanges === summary.exchanges
      ? []
      : [`the report speaks of ${summary.exchanges} exchanges, and its parts of ${exchanges}`]),
  ];
}

/** A part that is sound in itself may still be another one than the report was made of. */
async function disagreements(
  directory: string,
  stated: EvidencePart,
  root: string,
  exchanges: number,
): Promise<readonly string[]> {
  if (stated.root !== root) {
    return [
      `${stated.file}: its chain does not end in the root that the report vouches for: it was altered and chained anew, or is of another run`,
    ];
  }
  if (stated.exchanges !== exchanges)
    return [`${stated.file}: the report says ${stated.exchanges} exchanges, and it holds ${exchanges}`];
  if (stated.sha256 !== (await digestOfFile(path.join(directory, stated.file))))
    return [`${stated.file}: it is not the file that the report vouches for: its digest is another`];
  return [];
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}
