/** The repository as a checkout: where it stands and what is in it. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the checkout. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** Paths of all files that are in the repository or about to be, with slashes, relative to the root. */
export function files(): readonly string[] {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    options,
  );
  return listed.split('\0').filter((path) => path !== '' && isFile(path));
}

/** Neither deleted since, nor a link to elsewhere. */
function isFile(path: string): boolean {
  return lstatSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
