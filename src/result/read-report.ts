/** Reports read back from disk: written earlier, perhaps by another version of the suite, perhaps by anybody. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../config/usage-error.ts';
import { dataCheck } from '../contract/data-check.ts';
import type { RunResult } from './result.ts';

export const REPORT_FILE = 'conformance.json';

/**
 * Reads a report.
 * @param place the directory of a run, or the file itself
 * @throws UsageError with one line where there is none, or what is there is something else
 */
export function readReport(place: string): RunResult {
  const file = isDirectory(place) ? path.join(place, REPORT_FILE) : place;
  const content = readJson(file);
  const broken = whatIsBroken(content);
  if (broken !== undefined) throw new UsageError(`${file} is not a report: ${broken}`);
  return content as RunResult;
}

/** Where the evidence and the other forms of a report stand. @param place as `readReport` takes it */
export function directoryOfReport(place: string): string {
  return isDirectory(place) ? place : path.dirname(place);
}

const REPORT = dataCheck<RunResult>('reports/conformance.schema.json');

/** Says how a value breaks the published schema of reports; undefined where it is a report. */
export function whatIsBroken(value: unknown): string | undefined {
  return REPORT.accepts(value) ? undefined : REPORT.complaint();
}

function isDirectory(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not a report: it is not JSON`);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UsageError(`${file} cannot be read${code}: name the directory of a report`);
  }
}
