/** What a run writes to the GitHub workflow that it is a step of. */
import { appendFile } from 'node:fs/promises';
import type { Catalogue } from '../../contract/catalogue.ts';
import type { RunResult } from '../../result/result.ts';
import { annotations } from './annotations.ts';
import { onGitHub, withoutCommands } from './runner-commands.ts';
import { summary } from './summary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Annotates the workflow, and appends the summary to the file in GITHUB_STEP_SUMMARY.
 * @param write writes to the standard error, where runners obey commands too: the standard output is the report's
 */
export async function reportToWorkflow(
  result: RunResult,
  catalogue: Catalogue,
  env: Environment,
  write: (text: string) => void,
): Promise<void> {
  if (onGitHub(env)) for (const line of annotations(result, catalogue)) write(`${line}\n`);
  const problem = await appendSummary(summary(result, catalogue), env.GITHUB_STEP_SUMMARY?.trim() ?? '');
  if (problem !== undefined) write(withoutCommands(`${problem}\n`));
}

/** Returns why the summary could not be appended; that does not fail a run. */
async function appendSummary(markdown: string, file: string): Promise<string | undefined> {
  if (file === '') return undefined;
  try {
    // A blank line separates it from the summaries of other steps.
    await appendFile(file, `\n${markdown}`);
    return undefined;
  } catch (error) {
    return `cannot append to GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : String(error)}`;
  }
}
