/** The filter by id (table 1: backup_id). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import { type IdReading, readIdText } from '../../contract/id-text.ts';
import type { Ask, Listing, Row } from '../../contract/operation.ts';
import { decodeText, withPair } from '../../contract/wire.ts';
import { editsOf, tellingEdits } from '../../query/edits/edits.ts';
import { type Clause, type Deployment, trials, type Violation } from '../clause.ts';
import { fewOf, filtersOf, instanceOf, type Known, neededFilters, rowOf, withRows } from '../known.ts';
import { ofAnyInstance } from '../pools.ts';
import { differentRows, nameOf } from '../rows.ts';
import type { Rule } from '../rules.ts';

interface Sought {
  readonly instance: string;
  readonly id: string;
  /** What is sent in place of the id, percent-encoded. */
  readonly altered?: string;
}

/** A known id lists that one row; an altered one lists nothing of ours. */
export const idExact: Clause = {
  slug: 'filters.id-exact',
  provokes: true,
  budgetWeight: 2,
  check: trials<Sought>({
    smokeProbes: 6,
    cost: 1,
    probes: (known) =>
      withRows(known).flatMap(({ id: instance, rows }, place) => {
        const some = fewOf(rows);
        const [first, ...others] = some;
        if (first === undefined) return [];
        const edits = place === 0 ? tellingEdits(first.id).map(({ wire }) => wire) : [];
        const altered = [...alterations(first.id).map(encodeURIComponent), ...edits];
        return [
          { instance, id: first.id },
          ...alteredAs('other', instance, first.id, altered),
          ...[...others, ...firstOfEachStatus(rows)].map(({ id }) => ({ instance, id })),
        ];
      }),
    exhaustiveProbes: (known) => everyEdit(known, 'other'),
    cases: (known) =>
      ofAnyInstance(known, ({ id: instance, rows }) =>
        fc
          .constantFrom(...rows)
          .chain(({ id }) =>
            fc.constantFrom<Sought>(
              { instance, id },
              ...alteredAs('other', instance, id, [
                ...alterations(id).map(encodeURIComponent),
                ...editsOf(id).map(({ wire }) => wire),
              ]),
            ),
          ),
      ),
    trial: async ({ instance, id, altered }, deployment) => {
      if (altered !== undefined) return showsAltered({ instance, id, altered }, deployment);
      const row = rowOf(deployment.known, instance, id);
      const filters = neededFilters(deployment.contract, instanceOf(deployment.known, instance), row);
      const listed = await deployment.list({ instance, id, filters });
      if (listed.total !== 1 || listed.rows.length !== 1) {
        return {
          rule: ruleOfOne(listed),
          expected: `the one ${nameOf(row)} and total_count 1`,
          observed: `${listed.rows.length} backups, total_count ${listed.total}`,
          reply: listed.reply,
        };
      }
      return differentRows([row], listed, 'the backup as in the full list');
    },
  }),
};

/** A backup id with something added that some readers pass over should be another id: it lists nothing. */
export const idSpelling: Clause = {
  slug: 'filters.id-spelling',
  provokes: true,
  budgetWeight: 0,
  check: trials<Sought>({
    probes: (known) =>
      withRows(known)
        .slice(0, 1)
        .flatMap(({ id: instance, rows: [row] }) =>
          row === undefined
            ? []
            : alteredAs(
                'spelling',
                instance,
                row.id,
                tellingEdits(row.id).map(({ wire }) => wire),
              ),
        ),
    exhaustiveProbes: (known) => everyEdit(known, 'spelling'),
    trial: async (sought, deployment) => showsAltered(sought, deployment),
  }),
};

function alteredAs(
  reading: IdReading,
  instance: string,
  id: string,
  altered: readonly string[],
): readonly Sought[] {
  return altered
    .filter((wire) => readIdText(id, wire) === reading)
    .map((wire) => ({ instance, id, altered: wire }));
}

function everyEdit(known: Known, reading: IdReading): readonly Sought[] {
  return withRows(known).flatMap(({ id: instance, rows: [row] }) =>
    row === undefined
      ? []
      : alteredAs(
          reading,
          instance,
          row.id,
          editsOf(row.id).map(({ wire }) => wire),
        ),
  );
}

/** The violation where an altered id lists a row that is not its own. */
async function showsAltered(
  { instance, id, altered = '' }: Sought,
  deployment: Deployment,
): Promise<Violation | undefined> {
  rowOf(deployment.known, instance, id);
  const { operation } = deployment.contract;
  const base = operation.write({ instance });
  const reply = await deployment.ask(withPair(base, operation.id.parameter, altered));
  const { rows, total } = reply.listing ?? { rows: [], total: 0 };
  const text = decodeText(altered) ?? altered;
  const isKnown = deployment.known.instances.some((each) => each.rows.some((known) => known.id === text));
  // Where ids are numbers in a row, say, it may be the id of a backup that the survey has not read.
  const isItself = rows.length === 1 && total === 1 && rows[0]?.id === text;
  if ((rows.length === 0 && total === 0) || isKnown || isItself) return undefined;
  return {
    rule: 'row-by-altered-id',
    expected: `no backup but that of the id ${JSON.stringify(text)} (a known one is ${id})`,
    observed: `${nameOf(rows[0])}, total_count ${total}`,
    reply,
  };
}

function ruleOfOne({ rows }: Listing): Rule {
  if (rows.length === 0) return 'row-not-found-by-id';
  return rows.length > 1 ? 'rows-besides-id' : 'total-of-id-not-one';
}

function firstOfEachStatus(rows: readonly Row[]): readonly Row[] {
  return [...new Map([...rows].reverse().map((row) => [row.status, row])).values()];
}

/**
 * Ids that are nearly the given one: cut, lengthened, one character changed, two as a list, or a pattern that some
 * databases match.
 */
export function alterations(id: string): readonly string[] {
  const middle = Math.floor(id.length / 2);
  const altered = [
    id.slice(0, -1),
    `${id.slice(0, -1)}_`,
    changedAt(id, id.length - 1),
    `0${id}`,
    `${id},${changedAt(id, middle)}`,
    `${id}0`,
    changedAt(id, 0),
    `${id.slice(0, middle)}%`,
    '%',
    id.slice(0, middle),
    changedAt(id, middle),
    id.slice(1),
    `${id}'`,
  ];
  // An empty value is a question of its own.
  return altered.filter((each) => each !== '');
}

/** The id with the character at `place` replaced by another of its kind. */
export function changedAt(id: string, place: number): string {
  const digit = id[place] === '7' ? '8' : '7';
  return id.slice(0, place) + digit + id.slice(place + 1);
}

interface Foreign {
  readonly instance: string;
  readonly owner: string;
  readonly id: string;
  /** The values of that backup, where they are asked for too: some deployments then look in every instance. */
  readonly filters?: Ask['filters'];
}

/** A backup id of another instance lists nothing under this one. */
export const idOfOtherInstance: Clause = {
  slug: 'filters.id-of-other-instance',
  budgetWeight: 1,
  check: trials<Foreign>({
    probes: (known, contract) => foreignIds(known, contract).slice(0, 8),
    cases: (known, contract) => fc.constantFrom(...foreignIds(known, contract)),
    trial: async ({ instance, owner, id, filters }, deployment) => {
      rowOf(deployment.known, owner, id);
      const { operation } = deployment.contract;
      const reply = await deployment.ask(operation.write({ instance, id, filters }));
      if (reply.listing === undefined || (reply.listing.rows.length === 0 && reply.listing.total === 0))
        return undefined;
      // Where each instance numbers its own, both may have a backup of that id.
      if (
        reply.listing.rows.length > 0 &&
        reply.listing.rows.every((row) => row.instance === instance && row.id === id)
      )
        return undefined;
      return {
        rule: 'row-by-id-of-other-instance',
        expected: `no backup: ${id} belongs to instance ${owner}`,
        observed: `${reply.listing.rows.length} backups, total_count ${reply.listing.total}`,
        reply,
      };
    },
  }),
};

function foreignIds(known: Known, contract: Contract): readonly Foreign[] {
  const holders = withRows(known);
  return holders.flatMap((owner) =>
    holders
      .filter((instance) => instance !== owner)
      .flatMap((instance) =>
        [owner.rows[0], owner.rows.at(-1)].flatMap((row) =>
          row === undefined
            ? []
            : [{}, { filters: filtersOf(contract, row) }].map((filtered) => ({
                instance: instance.id,
                owner: owner.id,
                id: row.id,
                ...filtered,
              })),
        ),
      ),
  );
}
