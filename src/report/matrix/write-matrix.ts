/** A matrix on disk. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { SettingsError } from '../../run/settings-error.ts';
import { visibleJson } from '../visible.ts';
import { writeAtomically } from '../write-report.ts';
import type { Matrix } from './matrix.ts';

export const MATRIX_FILE = 'matrix.json';

/**
 * Writes `matrix.json` into the directory; answers its path.
 * @throws SettingsError where the directory cannot be had
 */
export async function writeMatrix(directory: string, matrix: Matrix): Promise<string> {
  const file = path.join(directory, MATRIX_FILE);
  try {
    await mkdir(directory, { recursive: true });
    await writeAtomically(file, `${visibleJson(JSON.stringify(matrix, null, 2))}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`cannot write the matrix to ${directory}: ${why}`);
  }
  return file;
}
