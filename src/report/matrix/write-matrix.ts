/** A matrix on disk. */
import path from 'node:path';
import type { Language } from '../../contract/catalogue.ts';
import { makeFolder } from '../../contract/plain-file.ts';
import { writeAtomically } from '../../result/write-file.ts';
import { visibleJson } from '../visible.ts';
import { ReportError } from '../write-report.ts';
import type { Matrix } from './matrix.ts';
import { matrixPage } from './matrix-page.ts';

/** The files of a matrix, the page last. */
const FILES: readonly {
  readonly file: string;
  readonly render: (matrix: Matrix, language: Language) => string | Promise<string>;
}[] = [
  { file: 'matrix.json', render: matrixText },
  { file: 'index.html', render: matrixPage },
];

/** Returns the content of `matrix.json`, which is printed on terminals too. */
export function matrixText(matrix: Matrix): string {
  return `${visibleJson(JSON.stringify(matrix, null, 2))}\n`;
}

/**
 * Writes `matrix.json` and `index.html` into the directory. Returns the path of the page.
 * @param language shown first
 * @throws ReportError where the directory cannot be written to
 */
export async function writeMatrix(
  directory: string,
  matrix: Matrix,
  language: Language = 'en',
): Promise<string> {
  try {
    makeFolder(directory);
    for (const { file, render } of FILES) {
      await writeAtomically(path.join(directory, file), await render(matrix, language));
    }
  } catch (error) {
    throw new ReportError('the matrix', directory, error);
  }
  return path.join(directory, 'index.html');
}
