/**
 * Prints the result of a test run as its last line, for scripts: `N passed, N failed`, and `, N skipped` if tests were
 * skipped. Writes the same line to the file that TALLY_FILE names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';

export default class TallyReporter implements Reporter {
  #suite: Suite | undefined;
  /** Number of files that could not be loaded. */
  #unloaded = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    // Playwright's own messages (no tests found, stopped early) have no location.
    if (error.location !== undefined) this.#unloaded += 1;
  }

  /** A run without tests has failed, and so has one with a test that needed a retry. */
  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const outcomes = (this.#suite?.allTests() ?? []).map(outcomeOf);
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    const [passed, skipped] = [count('passed'), count('skipped')];
    const isIncomplete = result.status !== 'passed' || passed === 0;
    const failed = Math.max(count('failed') + this.#unloaded, isIncomplete ? 1 : 0);
    this.#print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    return { status: failed > 0 && result.status === 'passed' ? 'failed' : result.status };
  }

  printsToStdio(): boolean {
    return true;
  }

  #print(line: string): void {
    process.stdout.write(`${line}\n`);
    const file = process.env.TALLY_FILE ?? '';
    if (file === '') return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${line}\n`);
  }
}

type Outcome = 'passed' | 'failed' | 'skipped';

/** A test that did not run has failed, unless it is marked as skipped. */
function outcomeOf(test: TestCase): Outcome {
  const outcome = test.outcome();
  if (outcome === 'expected') return 'passed';
  return outcome === 'skipped' && test.expectedStatus === 'skipped' ? 'skipped' : 'failed';
}
