/**
 * The Playwright reporter: merges what the clauses' tests attached, writes `conformance.json` and its other forms, prints
 * the same report as the command line, and fails the run unless the verdict is conformant. It does nothing in a run
 * without clauses.
 */

import path from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestResult,
} from '@playwright/test/reporter';
import { loadContract } from '../contract/contract.ts';
import { addDiagnosis } from '../report/add-diagnosis.ts';
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { reportToWorkflow } from '../report/ci/workflow.ts';
import { openReportFolder } from '../report/report-folder.ts';
import { staleWaivers } from '../report/run-facts.ts';
import { terminalReport } from '../report/terminal/terminal-report.ts';
import { styleFor } from '../report/terminal/text.ts';
import { draftLine } from '../report/waiver-draft.ts';
import { writeReport } from '../report/write-report.ts';
import { REPORT_FILE } from '../result/report-file.ts';
import { ATTACHMENT, CLAUSE_ANNOTATION, type ClauseAttachment } from './clause-attachment.ts';
import { MergedEvidence } from './merge-evidence.ts';
import { mergeResult } from './merge-result.ts';

export interface ReporterOptions {
  /** Directory for the report's files; the one of the run's settings unless said. */
  readonly report?: string;
}

export default class ConformanceReporter implements Reporter {
  readonly #options: ReporterOptions;
  readonly #attachments = new Map<string, ClauseAttachment>();
  /** First lines of the errors of tests that ended without a judgement, by slug. */
  readonly #errors = new Map<string, string>();
  readonly #evidence = new MergedEvidence();
  #slugs: readonly string[] = [];
  #startedAt = Date.now();

  constructor(options: ReporterOptions = {}) {
    this.#options = options;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#startedAt = Date.now();
    this.#slugs = [...new Set(suite.allTests().flatMap((test) => slugOf(test) ?? []))];
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const slug = slugOf(test);
    if (slug === undefined) return;
    const body = result.attachments.find(({ name }) => name === ATTACHMENT)?.body;
    if (body !== undefined) {
      const attachment: ClauseAttachment = JSON.parse(body.toString());
      this.#attachments.set(slug, attachment);
      this.#evidence.add(slug, attachment, result.attachments);
    } else this.#errors.set(slug, result.error?.message?.split('\n', 1)[0] ?? `it was ${result.status}`);
  }

  async onEnd({ status }: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    // No clause ran: there are none among the tests, they were only listed, or the global setup failed.
    if (this.#attachments.size + this.#errors.size === 0) return undefined;
    const first = [...this.#attachments.values()][0]?.shard;
    if (first === undefined || status === 'interrupted') {
      process.stdout.write('no verdict: the run ended before its clauses were judged\n');
      return status === 'passed' ? { status: 'failed' } : undefined;
    }
    const contract = loadContract(first.contract);
    const report = this.#options.report ?? first.report;
    const folder = openReportFolder(report);
    const evidence = await this.#evidence.write(folder.partial);
    const merged = mergeResult({
      contract,
      slugs: this.#slugs,
      attachments: this.#attachments,
      errors: this.#errors,
      milliseconds: Date.now() - this.#startedAt,
    });
    const withEvidence = evidence === undefined ? merged : { ...merged, evidence };
    const { catalogue } = contract;
    const { language } = first;
    await writeReport(folder.partial, withEvidence, contract, language);
    await folder.publish();
    const written = { directory: report, result: withEvidence, contract, language };
    const { result, failure } = await addDiagnosis(written, async () => {
      const { diagnosed } = await import('../diagnosis/diagnose.ts');
      return diagnosed(contract, withEvidence);
    });
    await reportToWorkflow(result, catalogue, process.env, (text) => process.stderr.write(text));
    const style = styleFor(process.stdout);
    const lines = [
      `report: ${path.join(report, REPORT_FILE)}`,
      ...(failure === undefined ? [] : [failure]),
      ...(first.draft === undefined ? [] : [await draftLine(first.draft, result, contract)]),
    ];
    const text = `\n${lines.join('\n')}\n\n${terminalReport(result, { catalogue, style, language: language ?? 'en' })}`;
    process.stdout.write(readsCommands(process.env) ? withoutCommands(text) : text);
    return result.verdict === 'conformant' && staleWaivers(result) === undefined
      ? undefined
      : { status: 'failed' };
  }

  /** Prints nothing while tests run: another reporter does that. */
  printsToStdio(): boolean {
    return false;
  }
}

function slugOf({ annotations }: TestCase): string | undefined {
  return annotations.find(({ type }) => type === CLAUSE_ANNOTATION)?.description;
}
