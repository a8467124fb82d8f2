/** The repository as a checkout: where it stands and what is in it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], options).split('\0');
  return listed.split('\0').filter((path) => path !== '' && !deleted.includes(path));
}

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
