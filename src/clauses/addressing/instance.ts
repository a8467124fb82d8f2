/** The instance whose backups are listed (table 1: instance_id). */
import * as fc from 'fast-check';
import type { Reply } from '../../client/reply.ts';
import { type IdReading, readIdText } from '../../contract/id-text.ts';
import type { Ask, Row } from '../../contract/operation.ts';
import { decodeText, withPair } from '../../contract/wire.ts';
import { editsOf, tellingEdits } from '../../query/edits/edits.ts';
import { validQuery } from '../../query/valid-query.ts';
import { type Clause, type Deployment, trials, type Violation } from '../clause.ts';
import { alterations, changedAt } from '../filters/id.ts';
import { fixedQueries } from '../fixed-queries.ts';
import { type Known, richest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { refusalClause } from '../refusal.ts';
import { nameOf } from '../rows.ts';

/** Without instance_id: refused. */
export const instanceRequired: Clause = refusalClause('addressing.instance-required', 1);

/** With an empty instance_id: should be refused. */
export const instanceEmpty: Clause = refusalClause('addressing.instance-empty', 0);

interface AlteredId {
  readonly instance: string;
  /** What is sent in place of the id, percent-encoded. */
  readonly altered: string;
}

/** An unknown instance id shows no backup of any instance. */
export const instanceExact: Clause = alteredInstance('addressing.instance-exact', 1, 6, 'other');

/** An instance id with something added that some readers pass over should be another id. */
export const instanceSpelling: Clause = alteredInstance('addressing.instance-spelling', 0, 1, 'spelling');

function alteredInstance(
  slug: string,
  budgetWeight: number,
  smokeProbes: number,
  reading: IdReading,
): Clause {
  const ofThisClause = (known: Known, instance: string, altered: readonly string[]) =>
    altered
      .filter((wire) => readIdText(instance, wire) === reading)
      .filter((wire) => known.instances.every(({ id }) => id !== decodeText(wire)))
      .map((wire): AlteredId => ({ instance, altered: wire }));
  return {
    slug,
    provokes: true,
    budgetWeight,
    check: trials<AlteredId>({
      smokeProbes,
      dataMayMove: false,
      probes: (known) => {
        const { id } = richest(known);
        const altered = [
          ...alterations(id).map(encodeURIComponent),
          ...tellingEdits(id).map(({ wire }) => wire),
        ];
        return ofThisClause(known, id, altered);
      },
      exhaustiveProbes: (known) => {
        const { id } = richest(known);
        return ofThisClause(
          known,
          id,
          editsOf(id).map(({ wire }) => wire),
        );
      },
      cases: (known) => {
        const altered = known.instances.flatMap(({ id }) =>
          ofThisClause(known, id, [
            ...editsOf(id).map(({ wire }) => wire),
            ...[...id].map((_, place) => changedAt(id, place)),
          ]),
        );
        return fc.constantFrom(...altered);
      },
      trial: async ({ instance, altered }, deployment) => {
        const { operation } = deployment.contract;
        const base = operation.write({ instance });
        await deployment.accepted(base);
        const reply = await deployment.ask(withPair(base, operation.instance, altered));
        return showsOurs(reply, decodeText(altered) ?? altered, deployment);
      },
    }),
  };
}

/**
 * The id may be that of another instance of the project. Its list is its own then: every row says so, and none of
 * them is known to be another's.
 */
function showsOurs(reply: Reply, instance: string, deployment: Deployment): Violation | undefined {
  const { rows, total } = reply.listing ?? { rows: [], total: 0 };
  const ours = new Set(deployment.known.instances.flatMap((each) => each.rows.map(markOf)));
  const isItsOwn =
    rows.length > 0 && rows.every((row) => row.instance === instance && !ours.has(markOf(row)));
  if ((rows.length === 0 && total === 0) || isItsOwn) return undefined;
  return {
    rule: 'backups-of-unknown-instance',
    expected: `a 4xx error, an empty list or backups of ${JSON.stringify(instance)} alone: no such instance is known`,
    observed: `${rows.length} backups, total_count ${total}`,
    reply,
  };
}

/** Identifies a backup among those of all instances, even where each instance numbers its own. */
function markOf({ id, begin }: Row): string {
  return `${id} ${begin}`;
}

/** Every row belongs to the instance asked for. */
export const instanceOwnsRows: Clause = {
  slug: 'addressing.instance-owns-rows',
  budgetWeight: 1,
  check: trials<Ask>({
    smokeProbes: 3,
    probes: (known, contract) => {
      const { maximum: limit } = contract.operation.limit;
      return [
        ...known.instances.map(({ id: instance }) => ({ instance, limit })),
        ...known.instances.map(({ id: instance, total }) => ({
          instance,
          offset: Math.max(0, total - limit),
          limit,
        })),
        ...fixedQueries(known, contract).map((query) => ({ ...query, limit })),
      ];
    },
    cases: (known, contract) => validQuery(contract, poolsOf(known, contract)),
    trial: async (query, deployment) => {
      const listed = await deployment.list(query);
      const place = listed.rows.findIndex(
        (row) => row.instance.toLowerCase() !== query.instance.toLowerCase(),
      );
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      const { fields } = deployment.contract.operation;
      return {
        rule: 'row-of-other-instance',
        expected: `only backups of instance ${query.instance}`,
        observed: `${nameOf(row)} of instance ${row.instance}`,
        reply: listed.reply,
        pointer: `/${fields.rows}/${place}/${fields.instance}`,
      };
    },
  }),
};
