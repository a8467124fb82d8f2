/**
 * The Playwright reporter: puts together what the clauses' tests attached, writes `conformance.json` and its other forms, prints the
 * report that the command line prints, and lets the run fail unless the verdict is conformant. A run without clauses
 * among its tests is none of its business.
 */
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
import { staleWaivers } from '../report/run-facts.ts';
import { terminalReport } from '../report/terminal/terminal-report.ts';
import { styleFor } from '../report/terminal/text.ts';
import { draftLine } from '../report/waiver-draft.ts';
import { writeReport } from '../report/write-report.ts';
import { ATTACHMENT, CLAUSE_ANNOTATION, type ClauseAttachment } from './clause-attachment.ts';
import { gather } from './gather.ts';
import { GatheredEvidence } from './gathered-evidence.ts';

export interface ReporterOptions {
  /** Directory for the report's files; the one of the run's settings unless said. */
  readonly report?: string;
}

export default class ConformanceReporter implements Reporter {
  readonly #options: ReporterOptions;
  readonly #attachments = new Map<string, ClauseAttachment>();
  /** First lines of the errors of tests that ended without a judgement. */
  readonly #errors = new Map<string, string>();
  readonly #evidence = new GatheredEvidence();
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
    // Nothing ran: there are no clauses among the tests, they were only listed, or the global setup has failed.
    if (this.#attachments.size + this.#errors.size === 0) return undefined;
    const first = [...this.#attachments.values()][0]?.stage;
    if (first === undefined || status === 'interrupted') {
      process.stdout.write('no verdict: the run ended before its clauses were judged\n');
      return status === 'passed' ? { status: 'failed' } : undefined;
    }
    const contract = loadContract(first.contract);
    const report = this.#options.report ?? first.report;
    const evidence = await this.#evidence.write(report);
    const gathered = gather({
      contract,
      slugs: this.#slugs,
      attachments: this.#attachments,
      errors: this.#errors,
      milliseconds: Date.now() - this.#startedAt,
    });
    const vouched = evidence === undefined ? gathered : { ...gathered, evidence };
    const { catalogue } = contract;
    const { language } = first;
    const file = await writeReport(report, vouched, contract, language);
    const written = { directory: report, result: vouched, contract, language };
    const { result, failure } = await addDiagnosis(written, async () => {
      const { diagnosedByEvidence } = await import('../diagnosis/diagnosed.ts');
      return diagnosedByEvidence(report, contract, vouched);
    });
    await reportToWorkflow(result, catalogue, process.env, (text) => process.stderr.write(text));
    const style = styleFor(process.stdout);
    const lines = [
      `report: ${file}`,
      ...(failure === undefined ? [] : [failure]),
      ...(first.draft === undefined ? [] : [await draftLine(first.draft, result, contract)]),
    ];
    const text = `\n${lines.join('\n')}\n\n${terminalReport(result, { catalogue, style, language: language ?? 'en' })}`;
    process.stdout.write(readsCommands(process.env) ? withoutCommands(text) : text);
    return result.verdict === 'conformant' && staleWaivers(result) === undefined
      ? undefined
      : { status: 'failed' };
  }

  /** Says nothing while tests run: that is for a reporter beside this one. */
  printsToStdio(): boolean {
    return false;
  }
}

function slugOf({ annotations }: TestCase): string | undefined {
  return annotations.find(({ type }) => type === CLAUSE_ANNOTATION)?.description;
}
