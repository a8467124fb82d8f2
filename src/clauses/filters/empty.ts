/** Filters with an empty value (table 1: backup_id, backup_type). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import { withPair } from '../../contract/wire.ts';
import { type Clause, trials } from '../clause.ts';
import { type Known, richest } from '../known.ts';

interface Emptied {
  readonly instance: string;
  readonly parameter: string;
}

/** An empty value is taken as absent, refused, or (an id) found nowhere: it never selects anything else. */
export const emptyValue: Clause = {
  slug: 'filters.empty-value',
  budgetWeight: 0,
  check: trials<Emptied>({
    cost: 2,
    probes: emptied,
    cases: (known, contract) => fc.constantFrom(...emptied(known, contract)),
    trial: async ({ instance, parameter }, deployment) => {
      const { operation } = deployment.contract;
      const plain = await deployment.list({ instance });
      const reply = await deployment.ask(withPair(operation.write({ instance }), parameter, ''));
      if (reply.listing === undefined) return undefined;
      const { rows, total } = reply.listing;
      const isAbsent = total === plain.total && rows.length === plain.rows.length;
      const isFoundNowhere = parameter === operation.id.parameter && total === 0 && rows.length === 0;
      if (isAbsent || isFoundNowhere) return undefined;
      return {
        rule: 'empty-value-selects',
        place: { parameter, constraint: 'empty' },
        expected: `with an empty ${parameter} a 4xx error or the list without it: ${plain.rows.length} backups, total_count ${plain.total}`,
        observed: `${rows.length} backups, total_count ${total}`,
        reply,
      };
    },
  }),
};

function emptied(known: Known, { operation }: Contract): readonly Emptied[] {
  const instance = richest(known).id;
  return [operation.id.parameter, ...operation.filters.map(({ parameter }) => parameter)].map(
    (parameter) => ({
      instance,
      parameter,
    }),
  );
}
