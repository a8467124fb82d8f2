/** src/contract/operation-types.ts, generated from the OpenAPI document. */
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { OWN_DOCUMENT } from '../src/contract/contract.ts';
import { packageFile } from '../src/contract/package.ts';
import type { Generated } from './generated.ts';

const HEADER = `/** Generated from ${OWN_DOCUMENT} by \`npm run generate\`. Do not edit. */\n`;

export const operationTypes: Generated = {
  texts: async () => {
    const nodes = await openapiTS(pathToFileURL(packageFile(OWN_DOCUMENT)), { alphabetize: false });
    return new Map([['src/contract/operation-types.ts', HEADER + astToString(nodes)]]);
  },
};
