/** Generates src/contract/operation-types.ts from the OpenAPI document; with --check only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { OWN_DOCUMENT } from '../src/contract/contract.ts';
import { packageFile } from '../src/contract/package.ts';

const FILE = packageFile('src/contract/operation-types.ts');
const HEADER = `/** Generated from ${OWN_DOCUMENT} by tools/generate-types.ts. Do not edit. */\n`;

/** The text that operation-types.ts has to hold. */
export async function generateTypes(): Promise<string> {
  const nodes = await openapiTS(pathToFileURL(packageFile(OWN_DOCUMENT)), { alphabetize: false });
  return HEADER + astToString(nodes);
}

/** Whether the types on disk are the document's, line ends aside. */
export async function typesAreCurrent(): Promise<boolean> {
  return readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n') === (await generateTypes());
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, await generateTypes());
  } else if (!(await typesAreCurrent())) {
    console.error(`${FILE} does not match ${OWN_DOCUMENT}; run: npx tsx tools/generate-types.ts`);
    process.exitCode = 1;
  }
}
