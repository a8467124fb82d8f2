/** Checks data that people write against a schema of the package, with what is wrong in one line. */
import { createAjv } from './ajv.ts';
import { readDataFile } from './document.ts';
import { packageFile } from './package-file.ts';

export interface DataCheck<T> {
  accepts(data: unknown): data is T;
  /** What the last data that was not accepted has wrong. */
  complaint(): string;
}

/** @param schemaFile inside the package, such as openapi/waivers.schema.json */
export function dataCheck<T>(schemaFile: string): DataCheck<T> {
  const ajv = createAjv();
  const validate = ajv.compile<T>(readDataFile(packageFile(schemaFile), 'schema'));
  return {
    accepts: (data): data is T => validate(data),
    complaint: () => ajv.errorsText(validate.errors, { dataVar: '' }).trim(),
  };
}
