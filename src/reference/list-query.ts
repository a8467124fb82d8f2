/** What a request asks, before and after it is judged. */

/** The query's parameters, percent-decoded, each with all its texts in order. */
export type QueryTexts = ReadonlyMap<string, readonly string[]>;

/** A span of time, in epoch seconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A query that may be answered. */
export interface ListQuery {
  readonly instance: string;
  readonly id?: string;
  readonly type?: string;
  readonly window?: Window;
  readonly offset: number;
  readonly limit: number;
}
