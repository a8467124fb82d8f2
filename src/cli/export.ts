/** `export`: the evidence of a run in the format of other tools. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { SettingsError } from '../config/settings-error.ts';
import { harOf } from '../evidence/har.ts';
import { SUITE } from '../result/suite.ts';

const DEFAULT_NAME = 'evidence.har';

export function exportCommand(): Command {
  return new Command('export')
    .description('write the evidence of a run for other tools')
    .argument('<dir>', 'directory of a report, with its evidence/')
    .option('--har [file]', `as an HTTP archive, HAR 1.2 (default: ${DEFAULT_NAME} in the directory)`)
    .action(async (directory: string, { har }: { readonly har?: string | true }) => {
      if (har === undefined) throw new SettingsError('say which format: --har [FILE]');
      const file = har === true ? path.join(directory, DEFAULT_NAME) : har;
      await writeWhole(file, harOf(directory, SUITE));
      process.stderr.write(`archive: ${file}\n`);
    });
}

/** The file is there once all of it has been written. @throws SettingsError where it cannot be written */
async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(beside));
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    if (error instanceof Error && 'syscall' in error)
      throw new SettingsError(`cannot write ${file}: ${error.message}`);
    throw error;
  }
}
