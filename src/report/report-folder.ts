/**
 * The folder of a report. A run writes into a folder beside it and takes its place at the end, so that an earlier report
 * is replaced as a whole or not at all. A run that is interrupted or dies leaves that other folder, `DIR.partial`.
 */
import { cpSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MOST_BYTES_OF_SETTINGS, makeFolder, readPlainFile } from '../contract/plain-file.ts';
import { PARTIAL_SUFFIX } from '../result/report-file.ts';
import { ReportError, removeReport } from './write-report.ts';

/** The process that writes into a partial folder. */
const WRITER_FILE = 'running.json';

/** A folder that no run can use as it is. The message is one line that says why. */
export class ReportFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReportFolderError';
  }
}

export interface ReportFolder {
  /** Where the run writes. */
  readonly partial: string;
  /** Puts the report in its place. Returns the folder. @throws ReportError */
  publish(): Promise<string>;
  /** Removes what was written: nothing happened that deserves a report. */
  discard(): void;
  /** Leaves the partial report where it is. Returns its folder. */
  leave(): string;
}

/**
 * Opens the folder for a run of this process. What an earlier, dead run left in the partial folder is removed.
 * @throws ReportFolderError where the folder cannot be made, or another run is writing into it
 */
export function openReportFolder(directory: string): ReportFolder {
  try {
    const place = path.resolve(directory);
    makeFolder(path.dirname(place));
    const folder = realPathOf(place);
    return folderOf(directory, folder, openPartial(folder));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportFolderError(`cannot write reports to ${directory}: ${why}`);
  }
}

function folderOf(directory: string, folder: string, partial: string): ReportFolder {
  const finish = () => rmSync(path.join(partial, WRITER_FILE), { force: true });
  return {
    partial,
    async publish() {
      finish();
      try {
        await replace(folder, partial);
      } catch (error) {
        throw new ReportError('reports', directory, error);
      }
      return directory;
    },
    discard: () => rmSync(partial, { recursive: true, force: true }),
    leave() {
      finish();
      return path.relative('', partial) || partial;
    },
  };
}

/** Makes the partial folder: beside the folder, or inside where nothing can be made beside it, as in a mounted volume. */
function openPartial(folder: string): string {
  const beside = `${folder}${PARTIAL_SUFFIX}`;
  const inside = path.join(folder, PARTIAL_SUFFIX);
  for (const partial of [beside, inside]) refuseOtherWriter(path.join(partial, WRITER_FILE));
  try {
    return madeAnew(beside);
  } catch (error) {
    if (!isDenied(error)) throw error;
    return madeAnew(inside);
  }
}

function madeAnew(partial: string): string {
  rmSync(partial, { recursive: true, force: true });
  makeFolder(partial);
  writeFileSync(path.join(partial, WRITER_FILE), JSON.stringify({ process: process.pid }), { flag: 'wx' });
  return partial;
}

/** Follows a link that stands for the folder itself: people link to a folder of theirs. */
function realPathOf(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return place;
  }
}

function refuseOtherWriter(file: string): void {
  const other = writerIn(file);
  if (other !== undefined && other !== process.pid && isAlive(other))
    throw new Error(
      `another run (process ${other}) is writing there: wait for it, or choose another --report`,
    );
}

function writerIn(file: string): number | undefined {
  try {
    const { process: writer } = JSON.parse(readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8')) as {
      readonly process?: unknown;
    };
    return typeof writer === 'number' ? writer : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // The process of another user is alive too.
    return codeOf(error) === 'EPERM';
  }
}

/** Puts the partial report into the place of an earlier one. Files of others in the folder stay. */
async function replace(folder: string, partial: string): Promise<void> {
  const replaced = `${folder}.replaced`;
  rmSync(replaced, { recursive: true, force: true });
  const outcome = path.dirname(partial) === folder ? 'denied' : moved(folder, replaced);
  if (outcome === 'denied') return copyInto(folder, partial);
  renameSync(partial, folder);
  if (outcome === 'missing') return;
  await removeReport(replaced);
  const own = new Set(readdirSync(folder));
  for (const name of readdirSync(replaced)) {
    if (!own.has(name)) renameSync(path.join(replaced, name), path.join(folder, name));
  }
  rmSync(replaced, { recursive: true, force: true });
}

/** The folder itself cannot be moved: it is the root of a volume, or a process works in it. */
async function copyInto(folder: string, partial: string): Promise<void> {
  await removeReport(folder);
  cpSync(partial, folder, { recursive: true });
  rmSync(partial, { recursive: true, force: true });
}

function moved(from: string, to: string): 'moved' | 'missing' | 'denied' {
  try {
    renameSync(from, to);
    return 'moved';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing';
    if (isDenied(error)) return 'denied';
    throw error;
  }
}

const DENIALS: readonly unknown[] = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV', 'EINVAL'];

function isDenied(error: unknown): boolean {
  return DENIALS.includes(codeOf(error));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
