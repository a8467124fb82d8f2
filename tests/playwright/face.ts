/** The Playwright face as a real process. */
import path from 'node:path';
import { test } from '@playwright/test';
import { type Ended, node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

/** Runs this repository's Playwright configuration, and keeps what it writes away from the run that this test is in. */
export function playwright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const cli = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  return node([cli, 'test', '--output', test.info().outputPath('results'), ...args], ROOT, env);
}

export const judging = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  playwright(['--project=conformance', ...args], env);
