/**
 * Files that come from outside, or that are written where others may write too. Only plain files are read and replaced,
 * never a device, a pipe or what a symbolic link points to, and never more than a bound.
 */
import { lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file that is not read or written. `code` is a short word in the manner of Node's codes. */
export class PlainFileError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'PlainFileError';
    this.code = code;
  }
}

/** Bytes of the largest file of settings, waivers, keys, certificates or contracts. */
export const MOST_BYTES_OF_SETTINGS = 8 * 1024 * 1024;

/** Bytes of the largest report. */
export const MOST_BYTES_OF_REPORT = 64 * 1024 * 1024;

/**
 * Returns the content of a file, or of the file that a link leads to. A pipe would wait for its writer, and a device may
 * have no end, so neither is opened.
 * @throws PlainFileError where it is not a file, or is larger than the bound; Node's own errors where it cannot be read
 */
export function readPlainFile(file: string, mostBytes: number): Buffer {
  const { size } = statOf(file);
  if (size > mostBytes) throw new PlainFileError('EFBIG', `has ${size} bytes: at most ${mostBytes} are read`);
  return readFileSync(file);
}

function statOf(file: string) {
  const stat = statSync(file);
  if (stat.isDirectory()) throw new PlainFileError('EISDIR', 'is not a regular file: it is a directory');
  if (!stat.isFile()) throw new PlainFileError('ENOTFILE', 'is not a regular file');
  return stat;
}

/** Checks that a file can be written without harm. @throws PlainFileError where something else has its name */
export function checkReplaceable(file: string): void {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isFile())
    throw new PlainFileError('ENOTFILE', `${file} exists and is not a plain file`);
}

/**
 * Makes a folder and those above it. Node's own recursive way never ends below some places, such as /proc.
 * @throws PlainFileError where a file has its name; Node's own errors where it cannot be made
 */
export function makeFolder(folder: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  if (stat !== undefined) throw new PlainFileError('ENOTDIR', `${folder} is not a directory`);
  const above = path.dirname(path.resolve(folder));
  if (above !== path.resolve(folder)) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  }
}
