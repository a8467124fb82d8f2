/** What every row of every list has to satisfy beyond its schema (tables 3 to 5). */
import type { Contract } from '../../contract/contract.ts';
import { canonicalJson, type Json } from '../../contract/json.ts';
import type { Listing, Row } from '../../contract/operation.ts';
import { type Clause, firstNotWaived, judged, observation, type Violation } from '../clause.ts';
import { isUnknownTime } from '../known.ts';
import { repeatedId } from '../rows.ts';
import type { Rule } from '../rules.ts';

/** What is wrong with one row, and in which of its fields. */
interface RowFault {
  readonly rule: Rule;
  readonly field: string;
  readonly expected: string;
  readonly observed: string;
}

interface RowRule {
  /** Whether a row has what the rule is about. */
  readonly judges: (row: Row) => boolean;
  readonly faultIn: (row: Row, contract: Contract) => RowFault | undefined;
}

/** A clause that judges every row of every list that any clause reads. */
function rowClause(slug: string, rule: RowRule): Clause {
  // The same list is often received again, so its rows are judged once.
  const faults = new WeakMap<Listing, { readonly found: Violation | undefined }>();
  return {
    slug,
    budgetWeight: 0,
    watch: ({ listing }, contract, _known, isWaived) => {
      if (listing === undefined || !listing.rows.some((row) => rule.judges(row))) return undefined;
      if (isWaived !== undefined) return judged(firstNotWaived(faultsIn(listing, contract, rule), isWaived));
      const known = faults.get(listing) ?? { found: firstNotWaived(faultsIn(listing, contract, rule)) };
      faults.set(listing, known);
      return judged(known.found);
    },
  };
}

function* faultsIn({ rows }: Listing, contract: Contract, rule: RowRule): Generator<Violation> {
  for (const [place, row] of rows.entries()) {
    const fault = rule.judges(row) ? rule.faultIn(row, contract) : undefined;
    if (fault === undefined) continue;
    const pointer = `/${contract.operation.fields.rows}/${place}/${fault.field}`;
    const { rule: broken, expected, observed } = fault;
    yield { rule: broken, expected, observed: `${observed} (backup ${row.id})`, pointer };
  }
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}

/** Integers are written in digits only, so that typed clients can read them. */
export const integerSpelling: Clause = {
  slug: 'response.integer-spelling',
  budgetWeight: 0,
  watch: (reply, contract) => {
    if (reply.listing === undefined || reply.json === undefined) return undefined;
    const [odd] = contract.oddIntegers(reply.json);
    return judged(
      odd && {
        rule: 'integer-spelling',
        expected: 'an integer in plain digits',
        observed: odd.text,
        pointer: odd.pointer,
      },
    );
  },
};

/** A full backup does not end before it begins. */
export const endNotBeforeBegin = rowClause('response.end-not-before-begin', {
  judges: (row) => !row.isIncremental && hasBothTimes(row),
  faultIn: endsBeforeItBegins,
});

/** Nor should an incremental one; some editions give it the time of its last transaction. */
export const incrementalEnd = rowClause('response.incremental-end-not-before-begin', {
  judges: (row) => row.isIncremental && hasBothTimes(row),
  faultIn: endsBeforeItBegins,
});

/** The end of a backup that is being made is not final, and some times stand for unknown ones. */
function hasBothTimes({ isBuilding, begin, end }: Row): boolean {
  if (isBuilding || begin === undefined || end === undefined) return false;
  return !isUnknownTime(begin) && !isUnknownTime(end);
}

function endsBeforeItBegins(row: Row, { operation }: Contract): RowFault | undefined {
  if (row.begin === undefined || row.end === undefined || row.end >= row.begin) return undefined;
  const { begin, end } = operation.fields;
  return {
    rule: 'end-before-begin',
    field: end,
    expected: `an end not before its beginning ${shown(row.json[begin])}`,
    observed: shown(row.json[end]),
  };
}

/** No id appears twice in an answer. */
export const uniqueIds: Clause = {
  slug: 'response.unique-ids',
  budgetWeight: 0,
  watch: (reply) => {
    const { rows } = reply.listing ?? { rows: [] };
    if (rows.length < 2) return undefined;
    const twice = repeatedId(rows);
    return twice === undefined
      ? 'held'
      : { rule: 'row-repeated', expected: 'each backup once in a list', observed: `backup ${twice} twice` };
  },
};

/** All rows of one instance have one engine. */
export const oneEngine: Clause = {
  slug: 'response.one-engine',
  budgetWeight: 0,
  watch: (reply) => {
    const { rows } = reply.listing ?? { rows: [] };
    const engines = new Map(rows.map((row) => [row.instance, row.engine]));
    if (rows.length === engines.size) return undefined;
    const other = rows.find((row) => row.engine !== engines.get(row.instance));
    return judged(
      other && {
        rule: 'engines-differ',
        expected: `one engine for instance ${other.instance}`,
        observed: `${engines.get(other.instance)} and ${other.engine}`,
      },
    );
  },
};

/** What a backup that is being made has as its end. */
export const endWhileBuilding: Clause = {
  slug: 'response.end-while-building',
  budgetWeight: 0,
  check: observation(async ({ known, contract }) => {
    const { end } = contract.operation.fields;
    const building = known.instances.flatMap(({ rows }) => rows.filter(({ isBuilding }) => isBuilding));
    const kinds = new Set(
      building.map(({ json }) => {
        const value = json[end];
        return value === undefined ? 'absent' : value === null ? 'null' : value === '' ? 'empty' : 'a time';
      }),
    );
    return `${end} of a backup that is being made: ${[...kinds].sort().join(', ')}`;
  }),
};

/** Fields that are not in the document. */
export const extensions: Clause = {
  slug: 'response.extensions',
  budgetWeight: 0,
  check: observation(async ({ known, contract }) => {
    const named = new Set(contract.operation.rowFields);
    const extra = new Set(
      known.instances.flatMap(({ rows }) =>
        rows.flatMap(({ json }) => Object.keys(json).filter((name) => !named.has(name))),
      ),
    );
    return extra.size === 0
      ? 'no fields beyond the document'
      : `fields beyond the document: ${[...extra].sort().join(', ')}`;
  }),
};
