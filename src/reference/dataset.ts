/** What a deployment holds: the backups of its instances, by row number. */
import type { Rows } from './rows.ts';

/** One backup as the reference deployment knows it, before it is written as JSON. */
export interface Backup {
  /** Its number among all rows of the deployment; within an instance, in order of begin time, then id. */
  readonly row: number;
  readonly id: string;
  readonly instance: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  /** Epoch seconds. */
  readonly begin: number;
  /** Epoch seconds; absent while the backup is being built. */
  readonly end: number | undefined;
  /** Kilobytes, up to 2^63 - 1. */
  readonly size: bigint;
  readonly engine: string;
  readonly version: string;
  /** What a partial backup holds; empty for every other. */
  readonly databases: readonly string[];
}

/** A database instance. Its listed backups are a run of row numbers, in order of begin time, then id. */
export interface Instance {
  readonly project: string;
  readonly id: string;
  /** The first row listed now, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

export interface Dataset {
  /** The project that the token opens. */
  readonly project: string;
  /** Another tenant's project. */
  readonly otherProject: string;
  /** Instances of all projects. Those of one project are ordered by their number of backups, most first. */
  readonly instances: readonly Instance[];
  /** Counts how often the backups have changed. */
  revision: number;
  /** The listed rows of an instance, oldest first. */
  rowsOf(instance: Instance): Rows;
  /** The row of the backup with exactly this id, listed or not, in any instance. */
  rowOf(id: string): number | undefined;
  /** Epoch seconds. */
  beginOf(row: number): number;
  /** Epoch seconds; undefined while the backup is being built. */
  endOf(row: number): number | undefined;
  /** @throws RangeError where there is no such row */
  backup(row: number): Backup;
  /** Lets time pass: in each instance the oldest backup goes, a new one comes, and one under way is done. */
  advance(): void;
}

/** The instances of a project, the one with most backups first. */
export function instancesOf({ instances }: Dataset, project: string): readonly Instance[] {
  return instances.filter((instance) => instance.project === project);
}
