/** What is known of a deployment's data. Arbitraries draw from it, so that their queries meet rows. */

/** A row that is found by its id, alone or together with any values that the row has. */
export interface PoolRow {
  readonly id: string;
  /** The values of the equality filters that list the row, by parameter name. */
  readonly filters: Readonly<Record<string, string>>;
  /** When the backup began and ended, in epoch seconds; absent where no window can be held to it. */
  readonly times?: { readonly from: number; readonly to: number };
}

/** What is known of one instance. */
export interface Pool {
  readonly instance: string;
  /** Without any, no query names a backup: an unknown id may rightly be refused. */
  readonly rows: readonly PoolRow[];
  /** Times of rows in epoch seconds, in order. */
  readonly instants: readonly number[];
  /** `total_count` of the unfiltered list. */
  readonly total: number;
}

/** The instances to ask for, at least one; queries shrink towards the first. */
export type Pools = readonly Pool[];
