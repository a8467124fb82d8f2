/** What deployments are called where several of them stand side by side. */
import path from 'node:path';
import type { RunResult } from '../../result/result.ts';
import { visible } from '../visible.ts';

/** A report and where it was read from. */
export interface ReportAt {
  readonly place: string;
  readonly result: RunResult;
}

/**
 * A name for each report, none of them twice: the product and its version where the vendor states them, else the
 * target; where that does not tell it from another, the name of its folder is added, and where even that does not,
 * its place in the row.
 */
export function nameReports(reports: readonly ReportAt[]): readonly string[] {
  const plain = reports.map(({ result }) => visible(plainName(result)));
  const withFolder = plain.map((name, at) =>
    isAlone(plain, name) ? name : `${name} (${visible(folderOf(reports[at]?.place ?? ''))})`,
  );
  return withFolder.map((name, at) => (isAlone(withFolder, name) ? name : `${name} #${at + 1}`));
}

function plainName(result: RunResult): string {
  const { target, implementation } = result;
  if (implementation !== undefined) return `${implementation.product} ${implementation.version}`;
  return URL.canParse(target) ? target.replace(/^https?:\/\//, '') : target;
}

function folderOf(place: string): string {
  const full = path.resolve(place);
  return path.basename(path.extname(full) === '.json' ? path.dirname(full) : full);
}

function isAlone(names: readonly string[], name: string): boolean {
  return names.indexOf(name) === names.lastIndexOf(name);
}
