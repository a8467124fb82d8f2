import { expect, test } from '@playwright/test';
import { runsProject } from '../../src/playwright/runs-project.ts';

const RUNS: readonly (readonly [args: string, runs: boolean])[] = [
  ['test', true],
  ['test --ui', true],
  ['test --project=conformance', true],
  ['test --project conformance --grep x', true],
  ['test --project=suite --project=conformance', true],
  ['test --project suite conformance', true],
  ['test --project=CONF*', true],
  ['test --project=suite', false],
  ['test --project suite', false],
  ['test --project=suite conformance', false],
  ['test --project=conformanc', false],
  ['test --project=suite --grep conformance', false],
];

for (const [args, runs] of RUNS) {
  test(`playwright ${args} ${runs ? 'runs' : 'does not run'} the conformance project`, () => {
    expect(runsProject('conformance', ['node', 'playwright', ...args.split(' ')])).toBe(runs);
  });
}
