/** What is known of a deployment's data; the arbitraries draw from it, so that their queries meet rows. */
export interface Pools {
  /** Instances to ask for: at least one. */
  readonly instances: readonly string[];
  /** Backup ids of those instances. Without any, no query names a backup: an unknown id may rightly be refused. */
  readonly ids?: readonly string[];
  /** Begin and end times of rows, in epoch seconds. */
  readonly instants?: readonly number[];
  /** `total_count` of lists: the offsets worth asking for lie around them. */
  readonly totals?: readonly number[];
}
