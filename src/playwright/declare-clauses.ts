/** Declares every clause of the catalogue as a Playwright test. */
import type { test as playwrightTest, TestInfo } from '@playwright/test';
import { allClauses } from '../clauses/all-clauses.ts';
import { select } from '../config/selection.ts';
import { readSettings } from '../config/settings.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { phases } from '../engine/schedule.ts';
import {
  ATTACHMENT,
  CLAUSE_ANNOTATION,
  EVIDENCE_ATTACHMENT,
  SURVEY_ATTACHMENT,
} from './clause-attachment.ts';
import { ClauseWorker } from './clause-worker.ts';
import { endTest } from './end-test.ts';

/** Options of a Playwright project that runs clauses, under its `use`. */
export interface ClauseOptions {
  /** Workers that the project runs clauses in: they share rate and concurrency. All of the run's unless said. */
  readonly clauseWorkers: number;
}

interface ClauseFixtures extends ClauseOptions {
  readonly judge: ClauseWorker;
}

/**
 * Declares one test for each clause: title `slug: statement`, tags `@chapter` and `@LEVEL`.
 * Clauses that are judged on the exchanges of all the others too are declared last.
 * @param test of the caller's own Playwright, so that there are never two of it
 * @throws UsageError, ContractError where the settings are wrong
 */
export function declareClauses(test: typeof playwrightTest): void {
  const settings = readSettings({}, process.env);
  const contract = loadContract(settings.contract);
  const clauseTest = test.extend<object, ClauseFixtures>({
    clauseWorkers: [0, { scope: 'worker', option: true }],
    judge: [
      async ({ clauseWorkers }, use, { config }) => {
        const judge = await ClauseWorker.open(contract, clauseWorkers || config.workers);
        await use(judge);
        await judge.close();
      },
      { scope: 'worker', timeout: 0 },
    ],
  });
  // A verdict is never retried until it is green, and how long a clause takes is for rate and budget to say.
  clauseTest.describe.configure({ retries: 0, timeout: 0 });
  for (const entry of inOrder(contract, settings.only)) {
    clauseTest(
      `${entry.slug}: ${entry.statement.en}`,
      detailsOf(entry),
      async ({ judge }, testInfo: TestInfo) => {
        const { attachment, evidence, survey } = await judge.judge(entry.slug);
        await attach(testInfo, EVIDENCE_ATTACHMENT, evidence);
        if (survey !== undefined) await attach(testInfo, SURVEY_ATTACHMENT, survey);
        const body = JSON.stringify(attachment);
        await testInfo.attach(ATTACHMENT, { body, contentType: 'application/json' });
        endTest(
          judge.counted(attachment.judged.result),
          contract.catalogue,
          testInfo,
          await judge.failsWhenInconclusive(entry.slug),
        );
      },
    );
  }
}

function attach(testInfo: TestInfo, name: string, bytes: Uint8Array): Promise<void> {
  return testInfo.attach(name, { body: Buffer.from(bytes), contentType: 'application/octet-stream' });
}

function inOrder(contract: Contract, only: readonly string[]): readonly CatalogueEntry[] {
  const clauses = new Map(allClauses(contract).map((clause) => [clause.slug, clause]));
  const selected = select(contract, only);
  const entries = contract.catalogue.entries.filter(({ slug }) => selected?.includes(slug) ?? true);
  return phases(entries, ({ slug }) => clauses.get(slug)).flat();
}

function detailsOf({ slug, chapter, level, statement, source }: CatalogueEntry) {
  return {
    tag: [`@${chapter}`, `@${level}`],
    annotation: [
      { type: CLAUSE_ANNOTATION, description: slug },
      { type: 'statement', description: statement.en },
      ...source.map(({ page, table, row }) => ({
        type: 'source',
        description: [page, table, row].filter((part) => part !== undefined).join(', '),
      })),
    ],
  };
}
