/** What the document leaves open about filters: recorded, never judged. */
import { type Clause, observation } from '../clause.ts';
import { richest } from '../known.ts';
import { outcomeOf, spellingClause } from '../spellings.ts';
import { changedAt } from './id.ts';

/** An id that no backup has: refused, or an empty list. */
export const unknownId: Clause = {
  slug: 'filters.unknown-id',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { id, rows } = richest(deployment.known);
    const known = rows[0]?.id ?? '00000000000000000000000000000000br01';
    const unknown = changedAt(changedAt(known, 0), known.length - 1);
    return `an unknown id: ${outcomeOf(await deployment.ask(deployment.contract.operation.write({ instance: id, id: unknown })))}`;
  }),
};

/** Whether the unfiltered list holds the backups of every type. */
export const unfilteredHasIncremental: Clause = {
  slug: 'filters.unfiltered-has-incremental',
  budgetWeight: 0,
  check: observation(async ({ known, contract }) => {
    const leftOut = new Set(
      known.instances.flatMap((instance) => instance.leftOut).map(({ value }) => value),
    );
    return leftOut.has(contract.operation.incremental)
      ? 'a list without a type leaves incremental backups out'
      : 'a list without a type holds incremental backups';
  }),
};

export const unknownParameter = spellingClause(
  'filters.unknown-parameter',
  (name) => name === 'unknown-parameter',
);
