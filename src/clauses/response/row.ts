/** What every row of every answer must be (tables 3 to 5). */

import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import { canonicalJson, type Json } from '../../contract/json.ts';
import type { Listing, Row } from '../../contract/operation.ts';
import { parseTime } from '../../contract/time.ts';
import { type Clause, firstNotWaived, observation, type Violation } from '../clause.ts';
import { repeatedId } from '../rows.ts';
import { type Rule, schemaRule } from '../rules.ts';
import { ownerOf } from './ownership.ts';

/** What is wrong with one row, and in which of its fields. */
interface RowFault {
  readonly rule: Rule;
  readonly field: string;
  readonly expected: string;
  readonly observed: string;
}

type RowRule = (row: Row, contract: Contract) => RowFault | undefined;

/**
 * A clause that looks at every row of every list that any clause reads. Parts of the schema that the document gives
 * this clause are its matter too: response.schema leaves them to it.
 */
function rowClause(slug: string, rule: RowRule): Clause {
  // A list is read under one contract, and the same list comes again and again: its rows are looked at once.
  const faults = new WeakMap<Listing, { readonly found: Violation | undefined }>();
  return {
    slug,
    budgetWeight: 0,
    watch: (reply, contract, _known, overlooked) => {
      if (overlooked !== undefined) return firstNotWaived(faultsIn(reply, contract, slug, rule), overlooked);
      const { listing } = reply;
      const judged =
        listing && (faults.get(listing) ?? { found: firstNotWaived(ruledFaults(listing, contract, rule)) });
      if (listing !== undefined && judged !== undefined) faults.set(listing, judged);
      return judged?.found ?? firstNotWaived(ownViolations(reply, contract, slug));
    },
  };
}

/** What the schema says of a place that the rule has told of is the same fault. */
function* faultsIn(reply: Reply, contract: Contract, slug: string, rule: RowRule): Generator<Violation> {
  const told = new Set<string | undefined>();
  for (const fault of reply.listing === undefined ? [] : ruledFaults(reply.listing, contract, rule)) {
    told.add(fault.pointer);
    yield fault;
  }
  for (const fault of ownViolations(reply, contract, slug)) if (!told.has(fault.pointer)) yield fault;
}

function* ownViolations(reply: Reply, contract: Contract, slug: string): Generator<Violation> {
  if (reply.json === undefined || reply.status < 200 || reply.status > 299) return;
  for (const each of contract.judgeListing(reply.json)) {
    if (ownerOf(each) === slug)
      yield {
        rule: schemaRule(each),
        expected: each.expected,
        observed: each.found,
        pointer: each.pointer,
      };
  }
}

function* ruledFaults({ rows }: Listing, contract: Contract, rule: RowRule): Generator<Violation> {
  for (const [place, row] of rows.entries()) {
    const fault = rule(row, contract);
    if (fault === undefined) continue;
    const pointer = `/${contract.operation.fields.rows}/${place}/${fault.field}`;
    const { rule: broken, expected, observed } = fault;
    yield { rule: broken, expected, observed: `${observed} (backup ${row.id})`, pointer };
  }
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}

/** Row times are of the form yyyy-mm-ddThh:mm:ss±hhmm, and real dates. */
export const timeFormat = rowClause('response.time-format', (row, { operation }) => {
  for (const field of [operation.fields.begin, operation.fields.end]) {
    const value = row.json[field];
    if (typeof value !== 'string' || value === '' || parseTime(value) !== undefined) continue;
    return {
      rule: 'time-malformed',
      field,
      expected: 'a real time written yyyy-mm-ddThh:mm:ss±hhmm',
      observed: value,
    };
  }
  return undefined;
});

const LARGEST = 2n ** 63n - 1n;

/** `size` is a non-negative integer up to 2^63-1. */
export const sizeExact = rowClause('response.size-exact', (row, { operation }) => {
  const field = operation.fields.size;
  const size = row.json[field];
  const isExact = typeof size === 'bigint' || (typeof size === 'number' && Number.isInteger(size));
  if (isExact && size >= 0 && BigInt(size) <= LARGEST) return undefined;
  return {
    rule: 'size-inexact',
    field,
    expected: `an integer from 0 to ${LARGEST}`,
    observed: shown(size),
  };
});

/** Integers are written in plain digits, as typed clients read them. */
export const integerSpelling: Clause = {
  slug: 'response.integer-spelling',
  budgetWeight: 0,
  watch: (reply, contract) => {
    if (reply.listing === undefined || reply.json === undefined) return undefined;
    const [odd] = contract.oddIntegers(reply.json);
    return (
      odd && {
        rule: 'integer-spelling',
        expected: 'an integer in plain digits',
        observed: odd.text,
        pointer: odd.pointer,
      }
    );
  },
};

/** A full backup does not end before it begins. */
export const endNotBeforeBegin = rowClause('response.end-not-before-begin', (row, contract) =>
  row.type === contract.operation.incremental ? undefined : endsBeforeItBegins(row, contract),
);

/** Nor should an incremental one; some editions give it the time of its last transaction. */
export const incrementalEnd = rowClause('response.incremental-end-not-before-begin', (row, contract) =>
  row.type === contract.operation.incremental ? endsBeforeItBegins(row, contract) : undefined,
);

function endsBeforeItBegins(row: Row, { operation }: Contract): RowFault | undefined {
  // While it is being built, whatever stands for its end is not its end yet.
  if (row.isBuilding || row.begin === undefined || row.end === undefined || row.end >= row.begin)
    return undefined;
  const { begin, end } = operation.fields;
  return {
    rule: 'end-before-begin',
    field: end,
    expected: `an end not before its beginning ${shown(row.json[begin])}`,
    observed: shown(row.json[end]),
  };
}

/** No id stands twice in an answer. */
export const uniqueIds: Clause = {
  slug: 'response.unique-ids',
  budgetWeight: 0,
  watch: (reply) => {
    const twice = repeatedId(reply.listing?.rows ?? []);
    return twice === undefined
      ? undefined
      : { rule: 'row-repeated', expected: 'each backup once in a list', observed: `backup ${twice} twice` };
  },
};

/** `databases` names something only on SQLServer. */
export const databases = rowClause('response.databases', (row, { operation }) => {
  const field = operation.fields.databases;
  const value = row.json[field];
  const isNothing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (isNothing || row.engine === operation.partial) return undefined;
  return {
    rule: 'databases-on-other-engine',
    field,
    expected: `no databases on ${row.engine ?? 'this engine'}`,
    observed: shown(value),
  };
});

/** An engine is spelled as the document spells it. */
export const engineSpelling = rowClause('response.engine-spelling', (row, { operation }) => {
  if (row.engine === undefined || operation.engines.includes(row.engine)) return undefined;
  return {
    field: operation.fields.engine.join('/'),
    rule: 'engine-spelling',
    expected: operation.engines.join(', '),
    observed: row.engine,
  };
});

/** Incremental rows are never SQLServer's. */
export const incrementalEngine = rowClause('response.incremental-engine', (row, { operation }) => {
  if (row.type !== operation.incremental || row.engine !== operation.partial) return undefined;
  return {
    field: operation.fields.engine.join('/'),
    rule: 'incremental-on-other-engine',
    expected: 'incremental backups of MySQL (or PostgreSQL) alone',
    observed: row.engine,
  };
});

/** All rows of one instance have one engine. */
export const oneEngine: Clause = {
  slug: 'response.one-engine',
  budgetWeight: 0,
  watch: (reply) => {
    const engines = new Map((reply.listing?.rows ?? []).map((row) => [row.instance, row.engine]));
    const other = reply.listing?.rows.find((row) => row.engine !== engines.get(row.instance));
    return (
      other && {
        rule: 'engines-differ',
        expected: `one engine for instance ${other.instance}`,
        observed: `${engines.get(other.instance)} and ${other.engine}`,
      }
    );
  },
};

/** What stands for the end of a backup that is still being built. */
export const endWhileBuilding: Clause = {
  slug: 'response.end-while-building',
  budgetWeight: 0,
  check: observation(async ({ known, contract }) => {
    const { end } = contract.operation.fields;
    const building = known.instances.flatMap(({ rows }) =>
      rows.filter((row) => row.status === contract.operation.building),
    );
    const kinds = new Set(
      building.map(({ json }) => {
        const value = json[end];
        return value === undefined ? 'absent' : value === null ? 'null' : value === '' ? 'empty' : 'a time';
      }),
    );
    return `${end} of a backup being built: ${[...kinds].sort().join(', ')}`;
  }),
};

/** Fields that the document does not name. */
export const extensions: Clause = {
  slug: 'response.extensions',
  budgetWeight: 0,
  check: observation(async ({ known, contract }) => {
    const named = new Set(
      contract.samples.flatMap(({ backups }) => backups.flatMap((row) => Object.keys(row))),
    );
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
