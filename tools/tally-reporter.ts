/**
 * Says at the very end of a test run how it went, in one line that a script can read: `N passed, N failed`, with
 * `, N skipped` behind it where any were. Writes the same line to the file that TALLY_FILE names, if it names one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';

export default class TallyReporter implements Reporter {
  #suite: Suite | undefined;
  /** Files that could not be loaded. */
  #unloaded = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    // Playwright's own remarks (no tests found, stopped early) are about no place in a file.
    if (error.location !== undefined) this.#unloaded += 1;
  }

  /** A run that ran no test has failed, and so has one that needed a second try. */
  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const outcomes = (this.#suite?.allTests() ?? []).map(outcomeOf);
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    const [passed, skipped] = [count('passed'), count('skipped')];
    const isUntold = result.status !== 'passed' || passed === 0;
    const failed = Math.max(count('failed') + this.#unloaded, isUntold ? 1 : 0);
    this.#tell(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    return { status: failed > 0 && result.status === 'passed' ? 'failed' : result.status };
  }

  printsToStdio(): boolean {
    return true;
  }

  #tell(line: string): void {
    process.stdout.write(`${line}\n`);
    const file = process.env.TALLY_FILE ?? '';
    if (file === '') return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${line}\n`);
  }
}

type Outcome = 'passed' | 'failed' | 'skipped';

/** A test that was to run and did not has failed; only one that asked to be skipped is. */
function outcomeOf(test: TestCase): Outcome {
  const outcome = test.outcome();
  if (outcome === 'expected') return 'passed';
  return outcome === 'skipped' && test.expectedStatus === 'skipped' ? 'skipped' : 'failed';
}
