/** What the document leaves open about filters: recorded, never judged. */
import { type Clause, observation } from '../clause.ts';
import { gather } from '../gather.ts';
import { richest, withRows } from '../known.ts';
import { cannotTell, outcomeOf, spellingClause } from '../spellings.ts';
import { changedAt } from './id.ts';

/** An id that no backup has: refused, or an empty list. */
export const unknownId: Clause = {
  slug: 'filters.unknown-id',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { id: instance, rows } = richest(deployment.known);
    const known = rows[0]?.id;
    if (known === undefined) return cannotTell('no backup is known');
    const { write } = deployment.contract.operation;
    // The control: a known id lists its backup alone.
    const found = (await deployment.ask(write({ instance, id: known }))).listing;
    if (found?.rows.length !== 1 || found.rows[0]?.id !== known)
      return cannotTell('a known id does not list its backup alone');
    const unknown = changedAt(changedAt(known, 0), known.length - 1);
    const reply = await deployment.ask(write({ instance, id: unknown }));
    if ((reply.listing?.rows.length ?? 0) > 0) return cannotTell('an id that no backup has lists some');
    return `an unknown id: ${outcomeOf(reply)}`;
  }),
};

/** Whether the unfiltered list holds the backups of every type. */
export const unfilteredHasIncremental: Clause = {
  slug: 'filters.unfiltered-has-incremental',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { known, contract } = deployment;
    const { incremental, filters, limit } = contract.operation;
    const filter = filters.find(({ values }) => values.includes(incremental));
    const holder = withRows(known).find(({ rows }) => rows.some((row) => row.isIncremental));
    if (filter === undefined || holder === undefined) return cannotTell('no incremental backup is known');
    const instance = holder.id;
    const ofType = (value: string) =>
      deployment.list({ instance, filters: { [filter.parameter]: value }, limit: limit.maximum });
    const other = filter.values.find((value) => value !== incremental) ?? incremental;
    // The control: the type tells incremental backups from others.
    const [those, others] = [await ofType(incremental), await ofType(other)];
    const isTold =
      those.rows.length > 0 &&
      those.rows.every((row) => row.isIncremental) &&
      !others.rows.some((row) => row.isIncremental);
    if (!isTold) return cannotTell('the type of a query does not tell incremental backups from others');
    if (holder.leftOut.some(({ value }) => value === incremental))
      return 'a list without a type leaves incremental backups out';
    const listed = (await gather(deployment, { instance }))?.rows ?? [];
    return listed.some((row) => row.isIncremental)
      ? 'a list without a type holds incremental backups'
      : cannotTell('the list without a type was not read whole');
  }),
};

export const unknownParameter = spellingClause(
  'filters.unknown-parameter',
  (name) => name === 'unknown-parameter',
);
