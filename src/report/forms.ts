/** The files of a report beside `conformance.json`: the same result for other readers. */

import type { Language } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { RunResult } from '../result/result.ts';
import { junitReport } from './ci/junit.ts';
import { summary } from './ci/summary.ts';
import { indexPage } from './page/index-page.ts';

export interface Form {
  readonly file: string;
  readonly render: (result: RunResult, contract: Contract, language: Language) => string | Promise<string>;
}

export const FORMS: readonly Form[] = [
  { file: 'index.html', render: indexPage },
  { file: 'junit.xml', render: (result, { catalogue }) => junitReport(result, catalogue) },
  { file: 'summary.md', render: (result, { catalogue }) => summary(result, catalogue) },
];
