/** Reports that were written earlier, perhaps by another version of the suite, read back from disk. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { packageFile } from '../contract/package-file.ts';
import type { RunResult } from '../run/result.ts';
import { SettingsError } from '../run/settings/settings-error.ts';
import { REPORT_FILE } from './write-report.ts';

let validator: ValidateFunction<RunResult> | undefined;

/**
 * Reads a report.
 * @param place the directory of a run, or the file itself
 * @throws SettingsError with one line where there is none, or what is there is something else
 */
export function readReport(place: string): RunResult {
  const file = isDirectory(place) ? path.join(place, REPORT_FILE) : place;
  const content = readJson(file);
  validator ??= validatorOf();
  if (validator(content)) return content;
  const [first] = validator.errors ?? [];
  const why = first === undefined ? 'it breaks the schema' : `${first.instancePath || 'it'} ${first.message}`;
  throw new SettingsError(`${file} is not a report: ${why}`);
}

function isDirectory(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(`cannot read the report ${file}: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${file} is not a report: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function validatorOf(): ValidateFunction<RunResult> {
  const schema: unknown = JSON.parse(readFileSync(packageFile('reports/conformance.schema.json'), 'utf8'));
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  addFormats.default(ajv);
  return ajv.compile<RunResult>(schema as object);
}
