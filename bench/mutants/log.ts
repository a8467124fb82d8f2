/** Results in a file, one a line: a measurement can be interrupted and continued. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeDigest } from '../../src/prove/strength-log.ts';
import type { Instrumented } from './instrument.ts';
import type { Measured } from './measure.ts';

type Line = Measured & { readonly code: string };

export interface Log {
  /** Results of the same code, by name of the mutant. */
  readonly results: ReadonlyMap<string, Measured>;
  add(measured: Measured): void;
}

/** Opens a log, or starts one. Results of other code stay in the file and do not count. */
export function openLog(file: string, code: string): Log {
  mkdirSync(path.dirname(file), { recursive: true });
  const results = new Map<string, Measured>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const read = readLine(line);
    if (read?.code === code) results.set(read.name, read);
  }
  return {
    results,
    add(measured) {
      results.set(measured.name, measured);
      appendFileSync(file, `${JSON.stringify({ ...measured, code })}\n`);
    },
  };
}

/** Undefined for a line that was cut off when a measurement ended. */
function readLine(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

/** Digest of what is measured and what measures it. */
export function digestOf({ modules }: Pick<Instrumented, 'modules'>): string {
  const hash = createHash('sha256').update(codeDigest());
  for (const code of modules.values()) hash.update(code);
  return hash.digest('hex');
}
