/** What the survey knows, as the generators of queries need it. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { Row } from '../contract/operation.ts';
import type { Pool, PoolRow, Pools } from '../query/pools.ts';
import {
  filtersOf,
  isLeftOut,
  isTimed,
  type Known,
  type KnownInstance,
  timedRows,
  withRows,
} from './known.ts';

/** The instances that hold backups, the one with most first; all of them where none does. */
export function poolsOf(known: Known, contract: Contract): Pools {
  const found = POOLS.get(known);
  if (found !== undefined) return found;
  const holders = withRows(known);
  const pools = (holders.length > 0 ? holders : known.instances).map((instance) =>
    poolOf(instance, contract),
  );
  POOLS.set(known, pools);
  return pools;
}

/** Every clause asks for the pools of the same survey. */
const POOLS = new WeakMap<Known, Pools>();

function poolOf(instance: KnownInstance, contract: Contract): Pool {
  const findable = instance.rows.filter((row) => !isLeftOut(contract, instance, row));
  return {
    instance: instance.id,
    rows: findable.map((row) => poolRow(row, contract)),
    instants: instantsOf(instance),
    total: instance.total,
  };
}

function poolRow(row: Row, contract: Contract): PoolRow {
  const times = isTimed(row) ? { times: { from: row.begin, to: row.end } } : {};
  return { id: row.id, filters: filtersOf(contract, row), ...times };
}

/** Inputs about any one of the instances that hold backups; about none that has no rows for them. */
export function ofAnyInstance<T>(
  known: Known,
  inputs: (instance: KnownInstance) => fc.Arbitrary<T> | undefined,
): fc.Arbitrary<T> {
  return fc.oneof(...withRows(known).flatMap((instance) => inputs(instance) ?? []));
}

/** Begin and end times of the known rows, in order; where none are known, the day of the document's sample. */
export function instantsOf(instance: KnownInstance): readonly number[] {
  const times = new Set(timedRows(instance).flatMap((row) => [row.begin, row.end]));
  return times.size === 0 ? [SAMPLE_DAY] : [...times].sort((one, other) => one - other);
}

const SAMPLE_DAY = Date.UTC(2018, 7, 6) / 1000;
