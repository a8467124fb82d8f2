/**
 * The Playwright reporter: merges what the clauses' tests attached, writes `conformance.json` and its other forms, prints
 * the same report as the command line, and fails the run unless the verdict is conformant. Each project has a report of
 * its own; several have a matrix. It does nothing in a run without clauses.
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
import { matrixDirectory } from '../config/fleet.ts';
import { loadContract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { reportToWorkflow } from '../report/ci/workflow.ts';
import { matrixOf } from '../report/matrix/matrix.ts';
import { writeMatrix } from '../report/matrix/write-matrix.ts';
import { staleWaivers } from '../report/run-facts.ts';
import { terminalReport, verdictLine } from '../report/terminal/terminal-report.ts';
import { styleFor } from '../report/terminal/text.ts';
import { CLAUSE_ANNOTATION } from './clause-attachment.ts';
import { JudgedProject, type WrittenReport } from './judged-project.ts';
import { missingShards, whyApart } from './shards-agree.ts';

export interface ReporterOptions {
  /** Directory for the report's files; the one of the run's settings unless said. */
  readonly report?: string;
}

export default class ConformanceReporter implements Reporter {
  readonly #options: ReporterOptions;
  readonly #projects = new Map<string, JudgedProject>();
  #isPart = false;
  #startedAt = Date.now();

  constructor(options: ReporterOptions = {}) {
    this.#options = options;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#startedAt = Date.now();
    // Merged reports are whole again.
    this.#isPart = config.shard !== null;
    for (const test of suite.allTests()) {
      const slug = slugOf(test);
      if (slug !== undefined) this.#projectOf(test).expect(slug);
    }
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const slug = slugOf(test);
    if (slug !== undefined) this.#projectOf(test).add(slug, result);
  }

  #projectOf(test: TestCase): JudgedProject {
    const name = test.parent.project()?.name ?? '';
    const project = this.#projects.get(name) ?? new JudgedProject();
    this.#projects.set(name, project);
    return project;
  }

  async onEnd({ status }: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    const judged = [...this.#projects].filter(([, project]) => project.hasRun);
    // No clause ran: there are none among the tests, they were only listed, or the global setup failed.
    if (judged.length === 0) return undefined;
    if (status === 'interrupted') {
      print('no verdict: the run ended before its clauses were judged');
      return undefined;
    }
    const missing = this.#isPart ? [] : this.#missingShards();
    if (missing.length > 0) {
      // A report of the rest would read as if it were of the whole.
      print(`no verdict, no report: shards are missing: ${missing.join(', ')}`);
      return ended(false);
    }
    const written: WrittenReport[] = [];
    let isWhole = true;
    for (const [name, project] of judged) {
      const apart = whyApart(project.shards);
      const report =
        apart === undefined
          ? await project.write(this.#options.report, Date.now() - this.#startedAt)
          : undefined;
      if (report === undefined) {
        const why = apart ?? 'the run ended before its clauses were judged';
        print(`no verdict${name === '' ? '' : ` for ${name}`}: ${why}`);
        isWhole = false;
        continue;
      }
      await reportToWorkflow(report.result, report.contract.catalogue, process.env, (text) =>
        process.stderr.write(text),
      );
      printReport(report, project.language);
      written.push(report);
    }
    await this.#writeTogether(judged, written);
    const isConformant = written.every(
      ({ result }) => result.verdict === 'conformant' && staleWaivers(result) === undefined,
    );
    return ended(isWhole && isConformant);
  }

  #missingShards(): readonly string[] {
    const projects = [...this.#projects.values()];
    const tests = projects.reduce((sum, { size }) => sum + size, 0);
    return missingShards(
      projects.flatMap(({ shards }) => shards),
      tests,
    );
  }

  /** Writes the matrix of several deployments, and prints the verdict of each. */
  async #writeTogether(
    judged: readonly (readonly [string, JudgedProject])[],
    written: readonly WrittenReport[],
  ): Promise<void> {
    const [first] = written;
    if (first === undefined || judged.length < 2) return;
    const { catalogue } = loadContract();
    const matrix = matrixOf(
      written.map(({ directory, result }) => ({ place: directory, result })),
      catalogue,
      SUITE,
    );
    const fleet = judged.flatMap(([, { shards }]) => shards.flatMap((shard) => shard.fleet ?? []))[0];
    const directory = this.#options.report ?? fleet ?? path.dirname(first.directory);
    print(`matrix: ${await writeMatrix(matrixDirectory(directory), matrix)}`);
    const style = styleFor(process.stdout);
    print(written.map(({ result }) => verdictLine(result, catalogue, style)).join('\n'));
  }

  /** Prints nothing while tests run: another reporter does that. */
  printsToStdio(): boolean {
    return false;
  }
}

/** Returns how the run ends. */
function ended(isConformant: boolean): { readonly status: 'failed' } | undefined {
  if (isConformant) return undefined;
  // `merge-reports` ends with 0 whatever a reporter says: a build would be green without a verdict.
  if (process.argv.includes('merge-reports')) {
    process.once('exit', () => {
      process.exitCode = 1;
    });
  }
  return { status: 'failed' };
}

function printReport({ result, contract, notes }: WrittenReport, language: 'en' | 'zh'): void {
  const style = styleFor(process.stdout);
  const text = terminalReport(result, { catalogue: contract.catalogue, style, language });
  print(`\n${notes.join('\n')}\n\n${text.trimEnd()}`);
}

function print(text: string): void {
  const line = `${text}\n`;
  process.stdout.write(readsCommands(process.env) ? withoutCommands(line) : line);
}

function slugOf({ annotations }: TestCase): string | undefined {
  return annotations.find(({ type }) => type === CLAUSE_ANNOTATION)?.description;
}
