/** The names of the deployments in a matrix. */
import path from 'node:path';
import type { RunResult } from '../../result/result.ts';
import { visible } from '../visible.ts';
import { WORDS } from '../words.ts';

/** A report and the path it was read from. */
export interface ReportAt {
  readonly place: string;
  readonly result: RunResult;
}

/**
 * Returns a unique name for each report: its name in the configuration file, else the product and version that the vendor
 * states, else the target; if that is not unique, with the name of its folder; if that is not unique either, with its number.
 */
export function nameReports(reports: readonly ReportAt[]): readonly string[] {
  const plain = reports.map(({ result }) => visible(plainName(result)));
  const withFolder = plain.map((name, at) =>
    isAlone(plain, name) ? name : `${name} (${visible(folderOf(reports[at]?.place ?? ''))})`,
  );
  return withFolder.map((name, at) => (isAlone(withFolder, name) ? name : `${name} #${at + 1}`));
}

function plainName(result: RunResult): string {
  const { target, deployment, implementation, settings } = result;
  if (settings?.embedded === true) return WORDS.embedded.en;
  if (deployment !== undefined) return deployment;
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
