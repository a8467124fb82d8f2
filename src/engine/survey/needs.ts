/** Whether a deployment's data suffice to judge a clause: the `needs` of its catalogue row, held against the survey. */
import type { Known, KnownInstance } from '../../clauses/known.ts';
import { isTimed } from '../../clauses/known.ts';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';

type Need = CatalogueEntry['needs'][number];

const IS_MET: Readonly<Record<Need, (known: Known, contract: Contract) => boolean>> = {
  auth: (known) => known.authenticated,
  rows: (known) => known.instances.some((instance) => instance.rows.length > 0),
  // By the count alone: a deployment that counts backups and lists none is to be told.
  'rows>0': (known) => known.instances.some((instance) => instance.total > 0),
  'rows>2': (known) => known.instances.some((instance) => instance.total > 2),
  'rows>default-limit': (known, { operation }) =>
    known.instances.some((instance) => instance.total > operation.limit.default),
  'timed-rows': (known) => known.instances.some((instance) => instance.rows.some(isTimed)),
  'two-instances': (known) => known.instances.filter((instance) => instance.rows.length > 0).length > 1,
  'building-rows': (known) => someRow(known, (row) => row.isBuilding),
  'incremental-rows': (known) => someRow(known, (row) => row.isIncremental),
};

/** Returns the first need of the clause that the deployment's data do not meet. */
export function unmetNeed(entry: CatalogueEntry, known: Known, contract: Contract): Need | undefined {
  return entry.needs.find((need) => !IS_MET[need](known, contract));
}

function someRow(known: Known, wanted: (row: KnownInstance['rows'][number]) => boolean): boolean {
  return known.instances.some((instance) => instance.rows.some(wanted));
}
