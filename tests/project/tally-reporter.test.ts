/** The tally of a test run, told by runs of Playwright over small suites of known outcome. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Ended, node } from './child.ts';
import { ROOT } from './repository.ts';

const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const REPORTER = join(ROOT, 'tools', 'tally-reporter.ts');

const IMPORT = `import { test, expect } from '@playwright/test';`;
const GREEN = `test('green', () => {});`;
const RED = `test('red', () => { expect(1).toBe(2); });`;
const SKIPPED = `test.skip('skipped', () => {});`;
const EXPECTED_RED = `test.fail('expected to be red', () => { expect(1).toBe(2); });`;
const UNSTABLE = `test('unstable', ({}, info) => { expect(info.retry).toBe(1); });`;

const SUITES: readonly {
  says: string;
  lines: readonly string[];
  tally: string;
  passes: boolean;
  config?: string;
}[] = [
  { says: 'all green', lines: [GREEN, EXPECTED_RED], tally: '2 passed, 0 failed', passes: true },
  { says: 'one red', lines: [GREEN, RED], tally: '1 passed, 1 failed', passes: false },
  { says: 'some skipped', lines: [GREEN, SKIPPED], tally: '1 passed, 0 failed, 1 skipped', passes: true },
  { says: 'all skipped', lines: [SKIPPED], tally: '0 passed, 1 failed, 1 skipped', passes: false },
  { says: 'no tests', lines: [], tally: '0 passed, 1 failed', passes: false },
  {
    says: 'a file that does not load',
    lines: ['throw new Error("no");', GREEN],
    tally: '0 passed, 1 failed',
    passes: false,
  },
  {
    says: 'green at the second try',
    lines: [GREEN, UNSTABLE],
    tally: '1 passed, 1 failed',
    passes: false,
    config: 'retries: 1',
  },
  {
    says: 'cut short',
    lines: [RED, GREEN],
    tally: '0 passed, 2 failed',
    passes: false,
    config: 'maxFailures: 1',
  },
];

for (const { says, lines, tally, passes, config } of SUITES) {
  test(`${says}: ${tally}`, async () => {
    const file = test.info().outputPath('tally.txt');
    const { code, stdout } = await runSuite(test.info().outputPath('suite'), lines, config ?? '', file);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(tally);
    expect(readFileSync(file, 'utf8')).toBe(`${tally}\n`);
    expect(code === 0).toBe(passes);
  });
}

function runSuite(
  folder: string,
  lines: readonly string[],
  config: string,
  tallyFile: string,
): Promise<Ended> {
  mkdirSync(folder, { recursive: true });
  // Its own place for output: Playwright clears the default one, which holds this very folder.
  const settings = `export default { testDir: '.', outputDir: 'out', workers: 1, reporter: [['list'], [${JSON.stringify(REPORTER)}]], ${config} };`;
  writeFileSync(join(folder, 'playwright.config.ts'), `${settings}\n`);
  writeFileSync(join(folder, 'a.test.ts'), [IMPORT, ...lines, ''].join('\n'));
  return node([PLAYWRIGHT, 'test'], folder, { TALLY_FILE: tallyFile });
}
