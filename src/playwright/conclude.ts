/** How a clause's verdict ends its test. */
import type { TestInfo } from '@playwright/test';
import type { Catalogue } from '../contract/catalogue.ts';
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { violationLines } from '../report/terminal/violation-lines.ts';
import { excerpt } from '../report/visible.ts';
import type { ClauseResult } from '../result/result.ts';

/** The deployment, not a line of code, is what a clause's test is about: its error carries no stack. */
class ClauseError extends Error {
  constructor(said: string) {
    // Reporters print it into the log of a build.
    const message = readsCommands(process.env) ? withoutCommands(said) : said;
    super(message);
    this.name = 'ClauseError';
    this.stack = message;
  }
}

/**
 * A clause that failed or could not be decided fails its test; one that was not judged skips it, with the reason; a
 * warning and an observation pass, and stand in the test's annotations, as does all of a clause that is not scored.
 * @param tells whether an inconclusive clause fails its test; otherwise another test has failed for the same reason
 * @throws ClauseError
 */
export function conclude(
  result: ClauseResult,
  catalogue: Catalogue,
  testInfo: TestInfo,
  tells: boolean,
): void {
  const { slug, verdict, detail } = result;
  const reason = excerpt(detail, 1000);
  switch (verdict) {
    case 'fail':
      throw new ClauseError(violationLines(result, catalogue).join('\n'));
    case 'inconclusive':
      testInfo.skip(!tells, `inconclusive: ${reason}`);
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
