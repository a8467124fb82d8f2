/** `init`: writes a configuration file to fill in. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { exampleConfig } from '../config/example.ts';
import { UsageError } from '../config/usage-error.ts';
import { SUITE } from '../contract/package.ts';
import { outputFor } from './output.ts';

export const DEFAULT_CONFIG = 'rds-backups-conformance.yaml';

const SCHEMA = `node_modules/${SUITE.name}/openapi/configuration.schema.json`;

export function initCommand(): Command {
  return new Command('init')
    .description('write a configuration file with comments, to fill in')
    .argument('[file]', 'the file, which must not be there yet', DEFAULT_CONFIG)
    .action((file: string) => {
      write(file, exampleConfig(schemaFor(file)));
      outputFor({ json: false, quiet: false }).writeText(
        `${file} is written: fill in the deployment, and run --config ${file}\n`,
      );
    });
}

/** Returns the path from the file to the schema: in the nearest node_modules that has this package. */
function schemaFor(file: string): string {
  const folder = path.dirname(path.resolve(file));
  for (let place = folder; ; place = path.dirname(place)) {
    if (existsSync(path.join(place, SCHEMA))) return forward(path.relative(folder, path.join(place, SCHEMA)));
    if (place === path.dirname(place)) return SCHEMA;
  }
}

function forward(file: string): string {
  return file.split(path.sep).join('/');
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (isThere) throw new UsageError(`${file} is there already: name another file`);
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
