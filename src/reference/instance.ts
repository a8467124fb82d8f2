/** The backups of one instance: a run of row numbers, in order of begin time, then id. */
import type { Engine } from './engine.ts';

export interface Instance {
  readonly project: string;
  readonly id: string;
  readonly engine: Engine;
  /** The rows that were made for this instance; those listed now are a part of them. */
  readonly made: { readonly from: number; readonly to: number };
  /** How many are listed at any time. */
  readonly count: number;
  /** The first row listed now, and the one after the last. */
  from: number;
  to: number;
}
