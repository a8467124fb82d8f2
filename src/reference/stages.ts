/**
 * The pipeline that answers a request, as a record of named stages. Each is a plain function; a variant or a fault
 * is a change of one of them. A stage that refuses throws a Refusal.
 */
import type { ListOperation } from '../contract/operation.ts';
import type { Backup } from './backup.ts';
import type { Holdings } from './holdings.ts';
import type { Fields, Writable, Written } from './json-text.ts';
import type { Parameters, Question, Window } from './question.ts';
import type { Refusal } from './refusal.ts';
import type { Rows } from './rows.ts';
import type { Shelf } from './shelf.ts';

export interface ReferenceRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface ReferenceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What stays the same from request to request. */
export interface World {
  readonly operation: ListOperation;
  readonly data: Holdings;
  readonly seed: number;
  readonly token: string;
}

/** Where a request is addressed. */
export interface Route {
  readonly project: string;
  /** What follows the question mark. */
  readonly query: string;
}

/** One request on its way through the stages. */
export interface Call {
  readonly request: ReferenceRequest;
  /** Its number since the deployment started, from 1. */
  readonly sequence: number;
  readonly requestId: string;
  readonly route: Route;
  readonly stages: Stages;
  readonly world: World;
}

/** The rows of one page, written, with the total beside them. */
export interface Page {
  readonly rows: readonly Written[];
  readonly total: number;
}

export interface Stages {
  /** Finds the operation behind method and path: version, project. */
  route(request: ReferenceRequest, world: World): Route;
  /** Lets in who has the token, and only to the own project. */
  authenticate(call: Call): void;
  /** Takes the query text apart and decodes it. */
  read(query: string, call: Call): Parameters;
  /** The whole number that a text writes; undefined where it writes none. */
  integer(text: string): bigint | undefined;
  /** The instant that a text writes, in epoch seconds; undefined where it writes none. */
  time(text: string): number | undefined;
  /** Refuses what is invalid and types the rest. */
  judge(parameters: Parameters, call: Call): Question;
  /** The instance asked for. */
  find(question: Question, call: Call): Shelf;
  /** The rows of the instance that the filters by id and type keep, oldest first. */
  select(shelf: Shelf, question: Question, call: Call): Rows;
  /** Those of the rows that the window keeps. */
  within(rows: Rows, window: Window, call: Call): Rows;
  order(rows: Rows, question: Question, call: Call): Rows;
  /** The total that is told. */
  count(rows: Rows, question: Question, call: Call): number;
  /** The rows of the page asked for. */
  page(rows: Rows, question: Question, call: Call): Rows;
  /** One backup's fields. It may look at the backup alone: its result is kept for later requests. */
  row(backup: Backup, world: World): Fields;
  /** The body of a list. */
  render(page: Page, question: Question, call: Call): Fields;
  /** Status, headers and body. */
  send(outcome: Writable | Refusal, call: Call): ReferenceAnswer;
}

/** Takes the stages as they stand and answers those to put in their place. */
export type Change = (stages: Stages) => Partial<Stages>;
