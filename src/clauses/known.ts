/** What the survey has learned of a deployment's own data. Clauses build their cases on it. */
import type { Contract } from '../contract/contract.ts';
import type { Ask, Row } from '../contract/operation.ts';
import { HISTORY } from '../query/instant.ts';
import { Stale } from './clause-errors.ts';

export interface KnownInstance {
  readonly id: string;
  /** `total_count` of the unfiltered list when last read. */
  readonly total: number;
  /**
   * Rows seen so far: all of them when `complete`, else a bounded sample (newest, oldest, random pages, each value of
   * each equality filter).
   */
  readonly rows: readonly Row[];
  readonly complete: boolean;
  /** Values of equality filters whose rows are in the list of that value but not in the unfiltered one. */
  readonly leftOut: readonly FilterValue[];
}

/** A value of an equality filter, by the name of its parameter. */
export interface FilterValue {
  readonly parameter: string;
  readonly value: string;
}

/** One of the ways in which the document lets a deployment read windows. */
export interface Reading {
  /** Which of a row's times must lie in the window: one of them, both, or any instant between them. */
  readonly compares: 'begin' | 'end' | 'containment' | 'overlap';
  /** Whether the ends of the window belong to it. */
  readonly includesBegin: boolean;
  readonly includesEnd: boolean;
}

export interface Known {
  readonly projectId: string;
  /** Whether a credential is configured: without one the auth chapter is not applicable. */
  readonly authenticated: boolean;
  /** Whether that credential is an access key, which signs every request. */
  readonly signed?: boolean;
  /** The instances that answered with a list, the one with most backups first. */
  readonly instances: readonly KnownInstance[];
  /**
   * Valid queries, as they stood on the wire, that the survey saw answered with a list and that negative cases may
   * start from. Empty where every clause can afford to ask for itself.
   */
  readonly accepted: ReadonlySet<string>;
  /** The readings of a window that fit what the survey saw, where it asked. */
  readonly readings?: readonly Reading[];
}

/** Returns the instance with most backups. @throws Stale where no instance is known. */
export function richest(known: Known): KnownInstance {
  const first = known.instances[0];
  if (first === undefined) throw new Stale('every instance');
  return first;
}

/** Instances that hold at least one backup we have seen. */
export function withRows(known: Known): readonly KnownInstance[] {
  return known.instances.filter((instance) => instance.rows.length > 0);
}

/** Returns what `make` makes of each of the instances that hold most backups, `most` of them. */
export function ofRichest<T>(
  known: Known,
  most: number,
  make: (instance: KnownInstance) => readonly T[],
): readonly T[] {
  return withRows(known).slice(0, most).flatMap(make);
}

/** Returns the first, the last and the middle row, as far as there are any. */
export function fewOf<R>(rows: readonly R[]): readonly R[] {
  return [rows[0], rows.at(-1), rows[Math.floor(rows.length / 2)]].filter((row) => row !== undefined);
}

/** Returns the instance of that id. @throws Stale where it is not known any more */
export function instanceOf(known: Known, id: string): KnownInstance {
  const found = known.instances.find((instance) => instance.id === id);
  if (found === undefined) throw new Stale(`instance ${id}`);
  return found;
}

/** Returns the row of that id in the newest reading. @throws Stale where it is gone */
export function rowOf(known: Known, instance: string, id: string): Row {
  const found = instanceOf(known, instance).rows.find((row) => row.id === id);
  if (found === undefined) throw new Stale(`backup ${id}`);
  return found;
}

/**
 * A row whose two times are both readable, final and between 2 January 1970 and 30 December 2099: the only kind that
 * a window can be held to. The year 1, or the first instant of 1970, is what some deployments write for an unknown time.
 */
export type TimedRow = Row & { readonly begin: number; readonly end: number };

export function isTimed(row: Row): row is TimedRow {
  const { isBuilding, begin, end } = row;
  if (isBuilding || begin === undefined || end === undefined) return false;
  return begin <= end && !isUnknownTime(begin) && !isUnknownTime(end);
}

/** Whether a time is one that no backup has: the year 1, the first instant of 1970, one after 2099. It stands for an unknown one. */
export function isUnknownTime(instant: number): boolean {
  return instant <= HISTORY.from || instant >= HISTORY.to;
}

export function timedRows(instance: KnownInstance): readonly TimedRow[] {
  return instance.rows.filter(isTimed);
}

/**
 * Whether a list may go without this row although it passes the filters: some deployments list the rows of one value
 * only where that value is asked for.
 * @param under the filters of the list, by parameter name
 */
export function isLeftOut(
  contract: Contract,
  { leftOut }: KnownInstance,
  row: Row,
  under: Ask['filters'] = {},
): boolean {
  return leftOut.some(
    ({ parameter, value }) => under[parameter] === undefined && passes(contract, row, { [parameter]: value }),
  );
}

/** Returns the filters that a query has to name to list this row: none where the unfiltered list has it. */
export function neededFilters(
  contract: Contract,
  { leftOut }: KnownInstance,
  row: Row,
): Readonly<Record<string, string>> {
  const needed = leftOut.filter(({ parameter, value }) => passes(contract, row, { [parameter]: value }));
  return Object.fromEntries(needed.map(({ parameter, value }) => [parameter, value]));
}

/** Whether a row passes these filters; not where one of them does not speak of it. */
export function passes(contract: Contract, row: Row, filters: Ask['filters'] = {}): boolean {
  const own = filtersOf(contract, row);
  return Object.entries(filters).every(([name, value]) => own[name] === value);
}

/** The values of the equality filters that list a row, by parameter name. */
export function filtersOf({ operation }: Contract, row: Row): Readonly<Record<string, string>> {
  return Object.fromEntries(
    operation.filters
      .filter(({ condition, values, valueIn }) => condition?.(row) !== false && values.includes(valueIn(row)))
      .map(({ parameter, valueIn }) => [parameter, valueIn(row)]),
  );
}
