/** Reads a report that may come from anybody. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { packageFile } from '../contract/package-file.ts';
import type { RunResult } from '../run/result.ts';

/** What a directory or a file holds is no report; the message says why in a line. */
export class NotAReport extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotAReport';
  }
}

const REPORT_FILE = 'conformance.json';

let validate: ValidateFunction<RunResult> | undefined;

/**
 * Reads `conformance.json` in the directory.
 * @throws NotAReport where there is none, or it is not as its published schema has it
 */
export function readReport(directory: string): RunResult {
  const file = path.join(directory, REPORT_FILE);
  const report = parse(file);
  const broken = whatIsBroken(report);
  if (broken !== undefined) throw new NotAReport(`${file} is no report: ${broken}`);
  return report as RunResult;
}

/** The first way in which a value is no report, by the published schema. */
export function whatIsBroken(value: unknown): string | undefined {
  validate ??= compile();
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is not as published'}`;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotAReport(`${file} is no report: it is not JSON`);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new NotAReport(`${file} cannot be read${code}: name the directory of a report`);
  }
}

function compile(): ValidateFunction<RunResult> {
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  addFormats.default(ajv);
  return ajv.compile<RunResult>(
    JSON.parse(readFileSync(packageFile('reports/conformance.schema.json'), 'utf8')),
  );
}
