/** What the tests of one project attached: one deployment, judged in any number of processes and shards. */
import path from 'node:path';
import type { TestResult } from '@playwright/test/reporter';
import type { Language } from '../contract/catalogue.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { addDiagnosis } from '../report/add-diagnosis.ts';
import { openReportFolder } from '../report/report-folder.ts';
import { draftLine } from '../report/waiver-draft.ts';
import { writeReport } from '../report/write-report.ts';
import { REPORT_FILE } from '../result/report-file.ts';
import type { RunResult } from '../result/result.ts';
import {
  ATTACHMENT,
  type ClauseAttachment,
  LEFT_OUT_ATTACHMENT,
  type ShardFacts,
} from './clause-attachment.ts';
import { MergedEvidence } from './merge-evidence.ts';
import { mergeResult } from './merge-result.ts';

/** A report that was written. */
export interface WrittenReport {
  readonly directory: string;
  readonly result: RunResult;
  readonly contract: Contract;
  /** Lines for people. */
  readonly notes: readonly string[];
}

export class JudgedProject {
  readonly #slugs = new Set<string>();
  /** By their ids. */
  readonly #shards = new Map<string, ShardFacts>();
  readonly #attachments = new Map<string, ClauseAttachment>();
  /** First lines of the errors of tests that ended without a judgement, by slug. */
  readonly #errors = new Map<string, string>();
  readonly #evidence = new MergedEvidence();

  /** A test of the clause is among those of the run. */
  expect(slug: string): void {
    this.#slugs.add(slug);
  }

  add(slug: string, { attachments, error, status }: TestResult): void {
    const bodyOf = (wanted: string) => attachments.find(({ name }) => name === wanted)?.body?.toString();
    const [judged, leftOut] = [bodyOf(ATTACHMENT), bodyOf(LEFT_OUT_ATTACHMENT)];
    if (judged !== undefined) {
      const attachment: ClauseAttachment = JSON.parse(judged);
      this.#attachments.set(slug, attachment);
      this.#shards.set(attachment.shard.id, attachment.shard);
      this.#evidence.add(slug, attachment, attachments);
    } else if (leftOut !== undefined) {
      const shard: ShardFacts = JSON.parse(leftOut);
      this.#shards.set(shard.id, shard);
      this.#slugs.delete(slug);
    } else this.#errors.set(slug, error?.message?.split('\n', 1)[0] ?? `it was ${status}`);
  }

  /** Whether a test of it ran. */
  get hasRun(): boolean {
    return this.#shards.size + this.#errors.size > 0;
  }

  /** Tests that are counted. */
  get size(): number {
    return this.#slugs.size;
  }

  /** Of the terminal. */
  get language(): Language {
    return this.shards[0]?.language ?? 'en';
  }

  /** What holds for its shards, each once. */
  get shards(): readonly ShardFacts[] {
    return [...this.#shards.values()];
  }

  /**
   * Writes the report. Undefined where no clause was judged.
   * @param directory of the report; the one of the run's settings unless said
   */
  async write(directory: string | undefined, milliseconds: number): Promise<WrittenReport | undefined> {
    const [first] = this.shards;
    if (first === undefined || this.#attachments.size === 0) return undefined;
    const contract = loadContract(first.contract);
    const report = directory === undefined ? first.report : placeIn(directory, first);
    const folder = openReportFolder(report);
    const evidence = await this.#evidence.write(folder.partial);
    const merged = mergeResult({
      contract,
      slugs: [...this.#slugs],
      attachments: this.#attachments,
      errors: this.#errors,
      milliseconds,
    });
    const withEvidence = evidence === undefined ? merged : { ...merged, evidence };
    const { language } = first;
    await writeReport(folder.partial, withEvidence, contract, language);
    await folder.publish();
    const written = { directory: report, result: withEvidence, contract, language };
    const { result, failure } = await addDiagnosis(written, async () => {
      const { diagnosed } = await import('../diagnosis/diagnose.ts');
      return diagnosed(contract, withEvidence);
    });
    const notes = [
      `report: ${path.join(report, REPORT_FILE)}`,
      ...(failure === undefined ? [] : [failure]),
      ...(first.draft === undefined ? [] : [await draftLine(first.draft, result, contract)]),
    ];
    return { directory: report, result, contract, notes };
  }
}

/** The reports of several deployments stand beside each other. */
function placeIn(directory: string, { fleet, run: { deployment } }: ShardFacts): string {
  return fleet === undefined || deployment === undefined ? directory : path.join(directory, deployment);
}
