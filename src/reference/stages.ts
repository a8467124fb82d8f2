/**
 * The pipeline that answers a request, as a record of named stages. Each is a plain function; a variant or a fault
 * changes some of them. A stage that refuses throws a Refusal.
 */
import type { ListOperation } from '../contract/operation.ts';
import type { AcceptedKey } from './accepted-key.ts';
import type { Backup, Dataset, Instance } from './dataset.ts';
import type { Refusal } from './errors.ts';
import type { Fields, Writable, Written } from './json-text.ts';
import type { Rows } from './rows.ts';

export interface ReferenceRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Whether no request came before on its connection. */
  readonly isFirstOnConnection?: boolean;
}

export interface ReferenceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What stays the same from request to request. */
export interface Deployment {
  readonly operation: ListOperation;
  readonly dataset: Dataset;
  readonly seed: number;
  /** The token that requests have to carry. */
  readonly token: string;
  /** Whether a text is a right token, where there are several. */
  readonly acceptsToken?: (text: string | undefined) => boolean;
  /** The access key that requests have to be signed with, in place of the token. */
  readonly key?: AcceptedKey;
}

/** Where a request is addressed. */
export interface Route {
  readonly project: string;
  /** What follows the question mark. */
  readonly queryString: string;
}

/** The query's parameters, percent-decoded, each with all its texts in order. */
export type QueryTexts = ReadonlyMap<string, readonly string[]>;

/** A span of time, in epoch seconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A valid query, typed. */
export interface ListQuery {
  readonly instance: string;
  readonly id?: string;
  /** Values of equality filters, by parameter name. */
  readonly filters: Readonly<Record<string, string>>;
  readonly window?: Window;
  readonly offset: number;
  readonly limit: number;
}

/** One request on its way through the stages. */
export interface Call {
  readonly request: ReferenceRequest;
  /** Its number since the deployment started, from 1. */
  readonly sequence: number;
  readonly requestId: string;
  readonly route: Route;
  readonly stages: Stages;
  readonly deployment: Deployment;
}

/** The rows of one page as JSON, with the total beside them. */
export interface Page {
  readonly rows: readonly Written[];
  readonly total: number;
}

export interface Stages {
  /** Finds the operation behind method and path: version, project. */
  route(request: ReferenceRequest, deployment: Deployment): Route;
  /** Accepts the right token, and the own project only. */
  authenticate(call: Call): void;
  /** Takes the query string apart and decodes it. */
  decode(queryString: string, call: Call): QueryTexts;
  /** The whole number that a text writes; undefined where it writes none. */
  integer(text: string): bigint | undefined;
  /** The instant that a text writes, in epoch seconds; undefined where it writes none. */
  time(text: string): number | undefined;
  /** Refuses what is invalid and types the rest. */
  validate(texts: QueryTexts, call: Call): ListQuery;
  /** The instance asked for. */
  findInstance(query: ListQuery, call: Call): Instance;
  /** The rows of the instance that match the id and the equality filters, oldest first. */
  filter(instance: Instance, query: ListQuery, call: Call): Rows;
  /** Those of the rows that belong to the window. */
  inWindow(rows: Rows, window: Window, call: Call): Rows;
  sort(rows: Rows, query: ListQuery, call: Call): Rows;
  /** The total that is reported. */
  count(rows: Rows, query: ListQuery, call: Call): number;
  /** The rows of the page asked for. */
  page(rows: Rows, query: ListQuery, call: Call): Rows;
  /** One backup's fields. It may look at the backup alone: its result is kept for later requests. */
  renderRow(backup: Backup, deployment: Deployment): Fields;
  /** The body of a list. */
  renderList(page: Page, query: ListQuery, call: Call): Fields;
  /** Status, headers and body. */
  respond(outcome: Writable | Refusal, call: Call): ReferenceAnswer;
}

/** Takes the stages as they are and returns those to put in their place. */
export type Change = (stages: Stages) => Partial<Stages>;
