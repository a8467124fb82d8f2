/**
 * The ceilings that the workers of a shard share, in files: every request adds a byte to one, and its size is their
 * number. A host that one worker has given up is not waited for by the next.
 */
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RequestCount, RunLimits } from '../client/limits.ts';
import type { Stop } from '../client/stop.ts';
import { writeAtomically } from '../result/write-file.ts';

/** Begins the count. @param sent requests that have been sent already */
export async function beginCount(directory: string, sent: number): Promise<void> {
  await writeFile(countFile(directory), '.'.repeat(sent));
}

/** Returns the limits of one worker. */
export function sharedLimits(directory: string, limits: RunLimits): RunLimits {
  const file = stopFile(directory);
  const givenUp = existsSync(file) ? { givenUp: JSON.parse(readFileSync(file, 'utf8')) as Stop } : {};
  return { ...limits, ...givenUp, count: new SharedCount(countFile(directory)) };
}

/** Tells later workers that the host was given up. */
export async function shareStop(directory: string, { cause, says }: Stop): Promise<void> {
  if (cause !== 'budget') await writeAtomically(stopFile(directory), JSON.stringify({ cause, says }));
}

class SharedCount implements RequestCount {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  take(most: number): boolean {
    if (statSync(this.#file).size >= most) return false;
    // Others may have added theirs at the same time: the size after adding tells, and errs on the side of fewer.
    appendFileSync(this.#file, '.');
    return statSync(this.#file).size <= most;
  }
}

function countFile(directory: string): string {
  return path.join(directory, 'sent');
}

function stopFile(directory: string): string {
  return path.join(directory, 'given-up.json');
}
