#!/usr/bin/env node
/** The command `rds-backups-conformance`. */
import { runCommandLine } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader (`| head`) has closed the pipe.
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2));
