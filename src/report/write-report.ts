/** Reports on disk. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunResult } from '../run/result.ts';
import { SettingsError } from '../run/settings-error.ts';

export const REPORT_FILE = 'conformance.json';

/**
 * Makes the directory ready for a run: the report of an earlier one goes, so that a run which dies leaves none
 * behind that could be taken for its own.
 * @throws SettingsError where the directory cannot be had
 */
export async function clearReport(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await rm(path.join(directory, REPORT_FILE), { force: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`cannot write reports to ${directory}: ${why}`);
  }
}

/** Writes `conformance.json` into the directory, whole or not at all; answers the file's path. */
export async function writeReport(directory: string, result: RunResult): Promise<string> {
  const file = path.join(directory, REPORT_FILE);
  await mkdir(directory, { recursive: true });
  await writeAtomically(file, `${JSON.stringify(result, asJson, 2)}\n`);
  return file;
}

/** Writes beside the file and renames: whoever reads sees the old content or the new. */
export async function writeAtomically(file: string, content: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, content);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Whole numbers beyond what JSON.stringify knows stand as their digits in a text. */
function asJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
