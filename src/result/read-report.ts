/** Reports read back from disk: written earlier, perhaps by another version of the suite, perhaps by anybody. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ValidateFunction } from 'ajv';
import { SettingsError } from '../config/settings-error.ts';
import { createAjv } from '../contract/ajv.ts';
import { packageFile } from '../contract/package-file.ts';
import type { RunResult } from './result.ts';

export const REPORT_FILE = 'conformance.json';

/**
 * Reads a report.
 * @param place the directory of a run, or the file itself
 * @throws SettingsError with one line where there is none, or what is there is something else
 */
export function readReport(place: string): RunResult {
  const file = isDirectory(place) ? path.join(place, REPORT_FILE) : place;
  const content = readJson(file);
  const broken = whatIsBroken(content);
  if (broken !== undefined) throw new SettingsError(`${file} is not a report: ${broken}`);
  return content as RunResult;
}

/** Where the evidence and the other forms of a report stand. @param place as `readReport` takes it */
export function directoryOfReport(place: string): string {
  return isDirectory(place) ? place : path.dirname(place);
}

let validate: ValidateFunction<RunResult> | undefined;

/** The first way in which a value is no report, by the published schema. */
export function whatIsBroken(value: unknown): string | undefined {
  validate ??= compile();
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is not as published'}`;
}

function isDirectory(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new SettingsError(`${file} is not a report: it is not JSON`);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new SettingsError(`${file} cannot be read${code}: name the directory of a report`);
  }
}

function compile(): ValidateFunction<RunResult> {
  const schema: unknown = JSON.parse(readFileSync(packageFile('reports/conformance.schema.json'), 'utf8'));
  return createAjv({ strictRequired: false }).compile<RunResult>(schema as object);
}
