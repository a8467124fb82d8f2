/** Results in a file, one a line: a measurement can be interrupted and continued. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeDigest } from '../../src/prove/strength-log.ts';
import type { Instrumented } from './instrument.ts';
import type { Measured } from './measure.ts';

/** A result, and of which code and commit it is. */
export interface Logged extends Measured {
  readonly code: string;
  readonly commit: string;
}

export interface Log {
  /** The newest results that count, by name of the mutant. */
  readonly results: ReadonlyMap<string, Logged>;
  add(measured: Measured): void;
}

/**
 * Opens a log, or starts one. Results of other code stay in the file.
 * @param keep whether they count too, until the mutant is measured again
 */
export function openLog(file: string, { code, commit }: Pick<Logged, 'code' | 'commit'>, keep: boolean): Log {
  mkdirSync(path.dirname(file), { recursive: true });
  const results = new Map<string, Logged>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const read = readLine(line);
    if (read !== undefined && (keep || read.code === code)) results.set(read.name, read);
  }
  return {
    results,
    add(measured) {
      const logged: Logged = { ...measured, code, commit };
      results.set(measured.name, logged);
      appendFileSync(file, `${JSON.stringify(logged)}\n`);
    },
  };
}

/** Undefined for a line that was cut off when a measurement ended. */
function readLine(line: string): Logged | undefined {
  try {
    return JSON.parse(line) as Logged;
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
