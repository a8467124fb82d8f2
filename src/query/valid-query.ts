/** Queries that satisfy every constraint of the document. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { encodeQuery, type WireQuery } from '../contract/wire.ts';
import type { Pools } from './pools.ts';
import { wholeNumber } from './whole-number.ts';
import { timeWindow } from './window.ts';

/** Whether a query carries a window; either way where left out. */
export type WindowShape = 'given' | 'absent';

/** The values of one query, by parameter name; undefined where the parameter is absent. */
type Values = Readonly<Record<string, string | number | undefined>>;

/**
 * Valid queries for rows of the pools: every optional parameter present or absent, numbers at their bounds,
 * windows around known instants, in any zone. They name parameters in the document's order.
 * Shrinks towards absent parameters, offset 0, small limits, UTC and round instants.
 * An id is drawn whatever instance it is drawn with: give the pools of one instance where that matters.
 */
export function validQuery(contract: Contract, pools: Pools, window?: WindowShape): fc.Arbitrary<WireQuery> {
  const single = contract.operation.parameters.flatMap((parameter) => {
    const value = valuesOf(contract, parameter, pools);
    return value === undefined
      ? []
      : [[parameter.name, parameter.required ? value : perhaps(value)] as const];
  });
  return fc
    .tuple(fc.record(Object.fromEntries(single)), windowValues(contract, pools, window))
    .map(([values, ends]) => write(contract, { ...values, ...ends }));
}

/** Values of a parameter that stands on its own; undefined for those a query has to do without. */
function valuesOf(
  { operation }: Contract,
  parameter: QueryParameter,
  { instances, ids = [], totals = [] }: Pools,
): fc.Arbitrary<string | number> | undefined {
  if (parameter.name === operation.instance) return fc.constantFrom(...instances);
  if (parameter.name === operation.id.parameter) return ids.length > 0 ? fc.constantFrom(...ids) : undefined;
  if (parameter.enum !== undefined) return fc.constantFrom(...parameter.enum);
  if (parameter.type === 'integer') return wholeNumber(parameter, totals);
  return undefined;
}

function windowValues(
  { operation }: Contract,
  { instants }: Pools,
  shape?: WindowShape,
): fc.Arbitrary<Values> {
  const both = timeWindow(instants).map(
    ({ begin, end }): Values => ({ [operation.window.begin]: begin, [operation.window.end]: end }),
  );
  if (shape === 'given') return both;
  return shape === 'absent' ? fc.constant({}) : fc.option(both, { nil: {}, freq: 2 });
}

/** Absent as often as present; shrinks to absent. */
function perhaps<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}

function write({ operation }: Contract, values: Values): WireQuery {
  const given = operation.parameters.flatMap(({ name }) => {
    const value = values[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return encodeQuery(Object.fromEntries(given));
}
