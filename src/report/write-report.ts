/** Reports on disk. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import { makeFolder } from '../contract/plain-file.ts';
import { removeEvidence } from '../evidence/directory.ts';
import { REPORT_FILE, writtenResult } from '../result/report-file.ts';
import type { RunResult } from '../result/result.ts';
import { writeAtomically } from '../result/write-file.ts';
import { junitReport } from './ci/junit.ts';
import { summary } from './ci/summary.ts';
import { indexPage } from './page/index-page.ts';
import { visibleJson } from './visible.ts';

/** A report, or another file made of reports, could not be written. The message names the file and the cause. */
export class ReportError extends Error {
  constructor(what: string, place: string, cause: unknown) {
    super(`cannot write ${what} to ${place}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'ReportError';
  }
}

/** The files of a report beside `conformance.json`: the same result in other forms. */
export const FORMS: readonly {
  readonly file: string;
  readonly render: (result: RunResult, contract: Contract, language: Language) => string | Promise<string>;
}[] = [
  { file: 'index.html', render: indexPage },
  { file: 'junit.xml', render: (result, { catalogue }) => junitReport(result, catalogue) },
  { file: 'summary.md', render: (result, { catalogue }) => summary(result, catalogue) },
];

/** Removes the files of a report from a directory, and no others. */
export async function removeReport(directory: string): Promise<void> {
  for (const file of [REPORT_FILE, ...FORMS.map((form) => form.file)]) {
    await rm(path.join(directory, file), { force: true });
  }
  await removeEvidence(directory);
}

/**
 * Writes the forms of a report into the directory, each whole or not at all, `conformance.json` last. Returns its
 * path.
 */
export async function writeReport(
  directory: string,
  result: RunResult,
  contract: Contract,
  language: Language = 'en',
): Promise<string> {
  makeFolder(directory);
  for (const { file, render } of FORMS) {
    await writeAtomically(path.join(directory, file), await render(result, contract, language));
  }
  const file = path.join(directory, REPORT_FILE);
  await writeAtomically(file, reportText(result));
  return file;
}

/** Returns the content of `conformance.json`, which is printed on terminals too. */
export function reportText(result: RunResult): string {
  return `${visibleJson(writtenResult(result))}\n`;
}
