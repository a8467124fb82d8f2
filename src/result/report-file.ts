/** `conformance.json`: its text, and how it is read back, whoever wrote it and whichever version of the suite. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../config/usage-error.ts';
import { dataCheck } from '../contract/data-check.ts';
import { MOST_BYTES_OF_REPORT, readPlainFile } from '../contract/plain-file.ts';
import type { RunResult } from './result.ts';

export const REPORT_FILE = 'conformance.json';

/** Ends the name of the folder that a run writes to until it has ended. */
export const PARTIAL_SUFFIX = '.partial';

/**
 * Reads a report.
 * @param place the directory of a run, or the file itself
 * @throws UsageError with one line where there is none, or the file is no report
 */
export function readReport(place: string): RunResult {
  const file = isDirectory(place) ? path.join(place, REPORT_FILE) : place;
  const partial = partialOf(place);
  if (!exists(file) && partial !== undefined)
    throw new UsageError(
      `there is no report in ${place}: the run did not end, and what it left is in ${partial}`,
    );
  if (!exists(file) && place.endsWith(PARTIAL_SUFFIX) && isDirectory(place))
    throw new UsageError(
      `${place} has no report: its run was killed before it could write one; run it again (its evidence can be exported)`,
    );
  const content = readJson(file);
  const broken = whatIsBroken(content);
  if (broken !== undefined) throw new UsageError(`${file} is not a report: ${broken}`);
  return content as RunResult;
}

/** Returns the folder that a run left which did not end; undefined where there is none, or where there is a report. */
export function partialOf(place: string): string | undefined {
  if (!isDirectory(place) && exists(place)) return undefined;
  const partial = `${place.replace(/[/\\]+$/, '')}${PARTIAL_SUFFIX}`;
  return !exists(path.join(place, REPORT_FILE)) && isDirectory(partial) ? partial : undefined;
}

/** Returns the directory of a report's evidence and other forms. @param place as `readReport` takes it */
export function directoryOfReport(place: string): string {
  return isDirectory(place) ? place : path.dirname(place);
}

const REPORT = dataCheck<RunResult>('reports/conformance.schema.json');

/** Returns how a value breaks the published schema of reports; undefined where it is a report. */
export function whatIsBroken(value: unknown): string | undefined {
  return REPORT.accepts(value) ? undefined : REPORT.complaint();
}

function isDirectory(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function exists(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false }) !== undefined;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readPlainFile(file, MOST_BYTES_OF_REPORT).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not a report: it is not JSON`);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UsageError(`${file} cannot be read${code}: name the directory of a report`);
  }
}

/** Returns the text of `conformance.json`, before unprintable characters are escaped. */
export function writtenResult(result: RunResult): string {
  return JSON.stringify(result, asJson, 2);
}

/** JSON.stringify knows no bigint: its digits are written as a text. */
function asJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
