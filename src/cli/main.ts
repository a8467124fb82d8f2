#!/usr/bin/env node
/** The command `rds-backups-conformance`. */
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { failureOf } from './failure.ts';
import { Interrupted } from './interruption.ts';
import { NAME, programOf } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader (`| head`) has closed the pipe.
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = 0;
  await programOf((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  const { code, line } = failureOf(error);
  if (line !== undefined) {
    const text = `${NAME}: ${line}\n`;
    process.stderr.write(readsCommands(process.env) ? withoutCommands(text) : text);
  }
  if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = code;
  // Interrupted work may still wait for a retry.
  if (error instanceof Interrupted) process.exit(code);
}
