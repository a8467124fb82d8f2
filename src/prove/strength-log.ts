/** Trials in a file, one a line, so that a measurement of hours can be interrupted and continued. */
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../contract/plain-file.ts';
import type { Trial, TrialResult } from './strength.ts';

export interface Trials {
  readonly all: readonly TrialResult[];
  has(trial: Trial): boolean;
  /** Adds a result; it is on disk at once. */
  add(result: TrialResult): void;
}

/**
 * Opens a log, or starts one. Trials of other code stay in the file and do not count: a line before each part names
 * the code.
 * @param code digest of the code that is measured
 */
export async function openTrials(file: string, code: string): Promise<Trials> {
  makeFolder(path.dirname(path.resolve(file)));
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
      // The process ended while it wrote this line: that trial is run again.
      return [];
    }
  });
}

/** What decides whether a fault is caught. */
const MODULES = ['contract', 'client', 'query', 'clauses', 'engine', 'result', 'config', 'reference'];

/** Returns `sha256:<hex>` over the code that is measured: two measurements are comparable if it is the same. */
export function codeDigest(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const module of MODULES) {
    const files = readdirSync(path.join(root, module), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort()) {
      hash.update(`${module}/${file}\n`).update(readFileSync(path.join(root, module, file)));
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
