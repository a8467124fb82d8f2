/** Declares every clause of the catalogue as a Playwright test. */
import type { test as playwrightTest, TestInfo } from '@playwright/test';
import { allClauses } from '../clauses/all-clauses.ts';
import { select } from '../config/selection.ts';
import { fromEnvironment } from '../config/setting-sources.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { phases } from '../engine/schedule.ts';
import {
  ATTACHMENT,
  CLAUSE_ANNOTATION,
  EVIDENCE_ATTACHMENT,
  LEFT_OUT_ATTACHMENT,
  SURVEY_ATTACHMENT,
} from './clause-attachment.ts';
import { ClauseWorker } from './clause-worker.ts';
import { endTest } from './end-test.ts';
import { UNNAMED } from './shard.ts';

/** Options of a Playwright project that runs clauses, under its `use`. */
export interface ClauseOptions {
  /** Workers that the project runs clauses in: they share rate and concurrency. All of the run's unless said. */
  readonly clauseWorkers: number;
  /** Name of the deployment in the configuration file (RDS_CONFIG). The one that the environment names unless said. */
  readonly deployment: string;
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
  const contract = loadContract();
  const clauseTest = test.extend<object, ClauseFixtures>({
    clauseWorkers: [0, { scope: 'worker', option: true }],
    deployment: [UNNAMED, { scope: 'worker', option: true }],
    judge: [
      async ({ clauseWorkers, deployment }, use, { config }) => {
        const judge = await ClauseWorker.open(deployment, clauseWorkers || config.workers);
        await use(judge);
        await judge.close();
      },
      { scope: 'worker', timeout: 0 },
    ],
  });
  // A verdict is never retried until it is green, and how long a clause takes is for rate and budget to say.
  clauseTest.describe.configure({ retries: 0, timeout: 0 });
  for (const entry of inOrder(contract, onlyIn(process.env))) {
    clauseTest(
      `${entry.slug}: ${entry.statement.en}`,
      detailsOf(entry),
      async ({ judge }, testInfo: TestInfo) => {
        if (!judge.asksFor(entry.slug)) {
          const body = JSON.stringify(judge.shardFacts);
          await testInfo.attach(LEFT_OUT_ATTACHMENT, { body, contentType: 'application/json' });
          testInfo.skip(true, 'the settings of this deployment do not ask for it');
        }
        const { attachment, evidence, survey } = await judge.judge(entry.slug);
        await attach(testInfo, EVIDENCE_ATTACHMENT, evidence);
        if (survey !== undefined) await attach(testInfo, SURVEY_ATTACHMENT, survey);
        const body = JSON.stringify(attachment);
        await testInfo.attach(ATTACHMENT, { body, contentType: 'application/json' });
        endTest(
          judge.counted(attachment.judged.result),
          judge.contract.catalogue,
          testInfo,
          await judge.failsWhenInconclusive(entry.slug),
        );
      },
    );
  }
}

/** What the environment asks for. What a deployment of the file asks for is known only in its project. */
function onlyIn(env: NodeJS.ProcessEnv): readonly string[] {
  return fromEnvironment(env).only?.texts ?? [];
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
