/** Checks data from files against a JSON Schema of the package, and says in one line what is wrong. */
import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { createAjv } from './ajv.ts';
import { packageFile } from './package.ts';

export interface DataCheck<T> {
  accepts(data: unknown): data is T;
  /** What is wrong with the data that was checked last and not accepted. */
  complaint(): string;
}

/** @param schemaFile inside the package, such as openapi/waivers.schema.json; it is compiled when it is first needed */
export function dataCheck<T>(schemaFile: string): DataCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  const validate = () => {
    compiled ??= compile<T>(schemaFile);
    return compiled;
  };
  return {
    accepts: (data): data is T => validate()(data),
    complaint: () =>
      (validate().errors ?? [])
        .map(({ instancePath, message }) => `${instancePath || 'it'} ${message ?? 'breaks the schema'}`)
        .join(', '),
  };
}

function compile<T>(schemaFile: string): ValidateFunction<T> {
  const schema: unknown = JSON.parse(readFileSync(packageFile(schemaFile), 'utf8'));
  return createAjv({ strictRequired: false }).compile<T>(schema as object);
}
