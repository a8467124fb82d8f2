/** How a clause's verdict ends its test. */
import type { TestInfo } from '@playwright/test';
import type { Catalogue } from '../contract/catalogue.ts';
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { violationLines } from '../report/terminal/violation-lines.ts';
import { excerpt } from '../report/visible.ts';
import type { ClauseResult } from '../result/result.ts';

/** Its error has no stack: the fault is the deployment's, not that of a line of code. */
class ClauseError extends Error {
  constructor(text: string) {
    // Reporters print it into the log of a build.
    const message = readsCommands(process.env) ? withoutCommands(text) : text;
    super(message);
    this.name = 'ClauseError';
    this.stack = message;
  }
}

/**
 * Ends the test as the verdict asks: a clause that failed or could not be decided fails its test, one that was not
 * judged skips it with the reason. A warning, an observation and a clause that is not scored pass, with an annotation.
 * @param failsWhenInconclusive false where another test fails for the same reason: this one is then skipped
 * @throws ClauseError where the test fails
 */
export function endTest(
  result: ClauseResult,
  catalogue: Catalogue,
  testInfo: TestInfo,
  failsWhenInconclusive: boolean,
): void {
  const { slug, verdict, detail } = result;
  const reason = excerpt(detail, 1000);
  switch (verdict) {
    case 'fail':
      throw new ClauseError(violationLines(result, catalogue).join('\n'));
    case 'inconclusive':
      testInfo.skip(!failsWhenInconclusive, `inconclusive: ${reason}`);
      throw new ClauseError(`${slug} is inconclusive: ${reason}`);
    case 'not-exercised':
    case 'not-applicable':
    case 'not-implemented':
    case 'waived':
      testInfo.skip(true, `${verdict}: ${reason}`);
      break;
    case 'not-scored':
    case 'warn':
    case 'observed':
      testInfo.annotations.push({ type: verdict, description: reason });
      break;
    case 'pass':
      break;
  }
}
