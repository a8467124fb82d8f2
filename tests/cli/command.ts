/** The command line as a process. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from '../../src/result/result.ts';
import { type Ended, node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand } from './built.ts';

/** Runs the command and waits for its end. */
export async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return node([await builtCommand(), ...args], ROOT, env);
}

export function readReport(directory: string): RunResult {
  return JSON.parse(readFileSync(path.join(directory, 'conformance.json'), 'utf8'));
}
