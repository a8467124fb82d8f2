/** `export`: the evidence of a run in the format of other tools. */
import path from 'node:path';
import { Command } from 'commander';
import { UsageError } from '../config/usage-error.ts';
import { SUITE } from '../contract/package.ts';
import { harArchive } from '../evidence/har.ts';
import { writeAtomically } from '../result/write-file.ts';

const DEFAULT_NAME = 'evidence.har';

export function exportCommand(): Command {
  return new Command('export')
    .description('export the evidence of a run for other tools')
    .argument('<dir>', 'directory of the report, with evidence/')
    .option('--har [file]', `write an HTTP archive, HAR 1.2 (default: ${DEFAULT_NAME} in the directory)`)
    .action(async (directory: string, { har }: { readonly har?: string | true }) => {
      if (har === undefined) throw new UsageError('name the format: --har [FILE]');
      const file = har === true ? path.join(directory, DEFAULT_NAME) : har;
      await writeArchive(file, harArchive(directory, SUITE));
      process.stderr.write(`archive: ${file}\n`);
    });
}

/** @throws UsageError where the file cannot be written */
async function writeArchive(file: string, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await writeAtomically(file, pieces);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new UsageError(`cannot write ${file}: ${error.message}`);
    throw error;
  }
}
