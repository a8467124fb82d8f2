/** Percent escapes (RFC 3986): what they stand for does not depend on how they are written, and text is decoded once. */
import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import { type WireQuery, writeQuery } from '../../contract/wire.ts';
import {
  escapedTwice,
  inLowerCaseEscapes,
  withEscapedName,
  withEscapedValue,
  withRawColons,
} from '../../query/sayings.ts';
import { WHOLE_HISTORY } from '../../query/window.ts';
import { type Clause, type Listed, trials, type Violation } from '../clause.ts';
import { isOfFront } from '../front.ts';
import { type Known, withRows } from '../known.ts';
import {
  eachSaying,
  firstAlone,
  mustBeSame,
  other,
  placeOf,
  refused,
  type Said,
  type Saying,
} from './same-answer.ts';

/** A page of a few rows is enough to tell one list from another. */
const FEW = 5;

/** Escapes that say the same for certain, and one that says something else. */
function escapesIn(base: WireQuery): readonly Saying[] {
  return [
    { kind: 'lower-case', query: inLowerCaseEscapes(base), says: 'escapes in lower case' },
    { kind: 'raw-colon', query: withRawColons(base), says: 'colons without escapes' },
    { kind: 'twice', query: escapedTwice(base), says: 'escapes that are escaped once more are another text' },
  ].filter(({ query }) => writeQuery(query) !== writeQuery(base));
}

/** Escapes of letters, digits and marks that need none. */
function needless(base: WireQuery, { operation }: Contract): readonly Saying[] {
  const { instance, limit, filters } = operation;
  const value = (parameter: string, which: 'first' | 'last' | 'all'): Saying => ({
    kind: 'unreserved',
    query: withEscapedValue(base, parameter, which),
    says: `${which === 'all' ? 'every letter and digit' : `the ${which} character`} of ${parameter} is escaped`,
  });
  return [
    value(instance, 'last'),
    value(instance, 'all'),
    ...filters.slice(0, 1).map(({ parameter }) => value(parameter, 'first')),
    value(limit.parameter, 'all'),
    {
      kind: 'unreserved',
      query: withEscapedName(base, limit.parameter, 'first'),
      says: `the first letter of the name ${limit.parameter} is escaped`,
    },
  ].filter(({ query }) => writeQuery(query) !== writeQuery(base));
}

/** A query with a window, and one with a filter: a list that passes one of them over is another list. */
function bases(known: Known, contract: Contract): readonly [windowed: WireQuery, filtered: WireQuery] | [] {
  const { operation } = contract;
  const [instance] = withRows(known);
  if (instance === undefined) return [];
  const plain = { instance: instance.id, limit: Math.min(FEW, operation.limit.maximum) };
  const [row] = instance.rows;
  const filters = Object.fromEntries(
    operation.filters.slice(0, 1).map(({ parameter, values, valueIn }) => {
      const own = row === undefined ? undefined : valueIn(row);
      return [parameter, own !== undefined && values.includes(own) ? own : (values[0] ?? '')];
    }),
  );
  return [operation.write({ ...plain, window: WHOLE_HISTORY }), operation.write({ ...plain, filters })];
}

/** Escapes in either case, a raw colon, text decoded once; what is escaped without need lists no other rows. */
export const escapes: Clause = {
  slug: 'equivalence.escapes',
  budgetWeight: 0,
  check: trials<Said>({
    cost: 2,
    probes: (known, contract) => {
      const [windowed, filtered] = bases(known, contract);
      if (windowed === undefined || filtered === undefined) return [];
      return [
        ...firstAlone({ base: windowed, sayings: escapesIn(windowed) }),
        { base: filtered, sayings: needless(filtered, contract) },
      ];
    },
    trial: (said, deployment) =>
      eachSaying(said, deployment, (reply, saying, usual) =>
        judgeEscapes(reply, saying, usual, deployment.contract),
      ),
  }),
};

function judgeEscapes(
  reply: Reply,
  saying: Saying,
  usual: Listed,
  contract: Contract,
): Violation | undefined {
  switch (saying.kind) {
    case 'unreserved':
      return (reply.listing?.rows.length ?? 0) === 0 ? undefined : other(reply, saying, usual);
    case 'twice': {
      const isInvalid = contract.judgeQuery(saying.query).faults.some(({ level }) => level === 'MUST');
      if (!isInvalid || reply.listing === undefined) return undefined;
      return {
        rule: 'invalid-query-answered',
        place: placeOf(saying),
        expected: `a 4xx error: ${saying.says}`,
        observed: `${reply.status} with a list of ${reply.listing.rows.length} backups`,
        reply,
      };
    }
    default:
      return mustBeSame(reply, saying, usual);
  }
}

/** What is escaped without need is answered as what is not. */
export const escapesAccepted: Clause = {
  slug: 'equivalence.escapes-accepted',
  budgetWeight: 0,
  check: trials<Said>({
    cost: 6,
    probes: (known, contract) => {
      const [, filtered] = bases(known, contract);
      return filtered === undefined
        ? []
        : firstAlone({ base: filtered, sayings: needless(filtered, contract) });
    },
    trial: (said, deployment) =>
      eachSaying(said, deployment, (reply, saying, usual) =>
        isOfFront(reply) ? undefined : (refused(reply, saying) ?? other(reply, saying, usual)),
      ),
  }),
};
