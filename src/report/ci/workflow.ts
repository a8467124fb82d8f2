/** What a run leaves in the GitHub workflow that it is a step of, if it is one. */
import { appendFile } from 'node:fs/promises';
import type { Catalogue } from '../../contract/catalogue.ts';
import type { RunResult } from '../../result/result.ts';
import { annotations } from './annotations.ts';
import { onGitHub, withoutCommands } from './runner-commands.ts';
import { summary } from './summary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Annotates the workflow, and appends the summary to the file that GITHUB_STEP_SUMMARY names.
 * @param write to the standard error: runners obey it as they do the standard output, which belongs to the report
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

/** Answers why it could not be appended: nothing to fail a run for. */
async function appendSummary(markdown: string, file: string): Promise<string | undefined> {
  if (file === '') return undefined;
  try {
    // A blank line parts it from what other steps have written.
    await appendFile(file, `\n${markdown}`);
    return undefined;
  } catch (error) {
    return `cannot append to GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : String(error)}`;
  }
}
