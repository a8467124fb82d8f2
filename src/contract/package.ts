/** This package: its files, its name and its version. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns the path of a file of this package. The code may run from `src/` or `dist/`: both have the same depth. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

const { name, version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};

/** Name and version of the package, as reports state them. */
export const SUITE = { name, version } as const;
