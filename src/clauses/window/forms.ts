/** The forms in which the rows between two instants are asked for. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask } from '../../contract/operation.ts';
import { wholeNumber } from '../../query/parameter-values.ts';
import { kept } from '../../query/shrinking.ts';
import { zone } from '../../query/zone.ts';
import { singleFilters } from '../fixed-queries.ts';
import { type Known, withRows } from '../known.ts';

/** How else the rows between two instants are asked for. */
export interface Form extends Pick<Ask, 'id' | 'filters' | 'offset' | 'limit'> {
  /** Zones, in minutes east of UTC, that begin and end are written in; UTC unless said. */
  readonly zones?: readonly [number, number] | undefined;
}

export interface Compared {
  /** A whole window. */
  readonly query: Ask;
  readonly forms: readonly Form[];
}

/** Any form, about any row. What it is made of shrinks by being left out. */
export function formOf(known: Known, contract: Contract): fc.Arbitrary<Form> {
  const { filters, offset, limit } = contract.operation;
  const ids = withRows(known).flatMap(({ rows }) => rows.map(({ id }) => id));
  const values = singleFilters(contract);
  return fc.record<Form>(
    {
      ...(ids.length === 0 ? {} : { id: kept(fc.constantFrom(...ids)) }),
      ...(filters.length === 0 ? {} : { filters: kept(fc.constantFrom(...values)) }),
      zones: kept(fc.tuple(zone(), zone())),
      offset: wholeNumber({ ...offset, maximum: 20 }),
      limit: wholeNumber(limit),
    },
    { requiredKeys: [] },
  );
}
