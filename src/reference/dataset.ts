/** What a deployment holds: the backups of its instances, by number. */
import type { Backup } from './backup.ts';
import type { Instance } from './instance.ts';
import type { Rows } from './rows.ts';

export interface Dataset {
  /** The project that the token opens. */
  readonly project: string;
  /** Another tenant's project. */
  readonly otherProject: string;
  readonly instances: readonly Instance[];
  /** Counts how often the listed rows have changed. */
  edition: number;
  /** The project's instances, the one with most backups first. */
  instancesOf(project: string): readonly Instance[];
  /** Epoch seconds. */
  beginOf(row: number): number;
  /** Epoch seconds; undefined while the backup is being built. */
  endOf(row: number): number | undefined;
  typeOf(row: number): string;
  /** The listed rows of an instance, oldest first; of some types only, where they are given. */
  rowsOf(instance: Instance, types?: readonly string[]): Rows;
  /** The row of the backup with exactly this id, listed or not, in whatever instance. */
  rowOf(id: string): number | undefined;
  backup(row: number): Backup;
  /** Time goes by: in each instance the oldest backup goes, a new one comes, and one under way is done. */
  advance(): void;
}
