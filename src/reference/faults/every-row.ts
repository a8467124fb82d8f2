/** The unfiltered list, for faults that look at it where they should not. */
import type { ListQuery } from '../list-query.ts';
import type { Rows } from '../rows.ts';
import type { Call } from '../stages.ts';

/** All rows of the instance, whatever the query filters by, in order. */
export function everyRow({ instance, offset, limit }: ListQuery, call: Call): Rows {
  const query = { instance, offset, limit };
  const { findInstance, filter, sort } = call.stages;
  return sort(filter(findInstance(query, call), query, call), query, call);
}
