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

export const BUILDING = 'BUILDING';
export const COMPLETED = 'COMPLETED';
export const FAILED = 'FAILED';
export const DELETING = 'DELETING';
export const INCREMENTAL = 'incremental';
