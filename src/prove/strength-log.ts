/** Trials kept in a file, a line each, so that a measurement of hours can be interrupted and gone on with. */
import { appendFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Trial, TrialResult } from './strength.ts';

export interface Trials {
  readonly all: readonly TrialResult[];
  has(trial: Trial): boolean;
  /** Keeps a result, on disk at once. */
  add(result: TrialResult): void;
}

/**
 * Opens a log, or begins one. Trials of other code stay in the file and do not count: a line above each part says
 * which code it tells of.
 * @param code digest of the code that is measured
 */
export async function openTrials(file: string, code: string): Promise<Trials> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  const all: TrialResult[] = [];
  let measured: string | undefined;
  const text = await textOf(file);
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  for (const line of linesIn(text)) {
    if ('code' in line) measured = line.code;
    else if (measured === code) all.push(line);
  }
  if (measured !== code) appendFileSync(file, `${JSON.stringify({ code })}\n`);
  const keys = new Set(all.map(keyOf));
  return {
    all,
    has: (trial) => keys.has(keyOf(trial)),
    add(result) {
      all.push(result);
      keys.add(keyOf(result));
      appendFileSync(file, `${JSON.stringify(result)}\n`);
    },
  };
}

function keyOf({ fault, seed, budget }: Trial): string {
  return `${budget} ${seed} ${fault}`;
}

type Line = TrialResult | { readonly code: string };

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

function linesIn(text: string): readonly Line[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      // The process was ended in the middle of writing it: that trial is run again.
      return [];
    }
  });
}
