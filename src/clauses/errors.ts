/** What a refusal looks like (the sibling page on abnormal responses). */

import * as fc from 'fast-check';
import type { Reply } from '../client/reply.ts';
import type { Contract, ErrorJudgement } from '../contract/contract.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { decodeText, type WireQuery, withPair } from '../contract/wire.ts';
import type { BrokenQuery } from '../query/invalid-query.ts';
import { everyOddQuery, oddQueries } from '../query/odd-texts.ts';
import { openVariants } from '../query/open-variants.ts';
import { shrinkingTo } from '../query/shrinking.ts';
import { smallerQueries } from '../query/smaller-query.ts';
import { validQuery } from '../query/valid-query.ts';
import { type Clause, judged, NOTHING_TO_JUDGE, trials, type Violation, violationIn } from './clause.ts';
import { unownedEdits } from './edited-places.ts';
import { callsItselfJson, isOwnRefusal, isPartedOtherwise, meetsFront } from './front.ts';
import { type Known, richest } from './known.ts';
import { placeOfFault } from './place.ts';
import { poolsOf } from './pools.ts';
import { anyRefusal, basesOf, fixedRefusals, startsFrom } from './refusal.ts';
import { schemaRule } from './schema-rule.ts';

const isMust = ({ level }: QueryFault) => level === 'MUST';

/**
 * A query that breaks a MUST gets a 4xx, whatever else it asks for: never a success, with a list or without, never a
 * 5xx. A list fails the clause that has the constraint as well (fault-owner.ts).
 */
export const status: Clause = {
  slug: 'errors.status',
  budgetWeight: 2,
  check: trials<BrokenQuery>({
    cost: 2,
    dataMayMove: false,
    probes: (known, contract) => oneOfEachConstraint(known, contract),
    cases: anyRefusal(isMust),
    trial: async ({ base, query }, deployment) => {
      if (!(await startsFrom(base, deployment))) return NOTHING_TO_JUDGE;
      return refusedOtherwise(await deployment.ask(query), deployment.contract);
    },
  }),
  watch: (reply, contract) =>
    !isPartedOtherwise(reply) && contract.judgeQuery(reply.query).faults.some(isMust)
      ? judged(refusedOtherwise(reply, contract))
      : undefined,
};

function refusedOtherwise(reply: Reply, contract: Contract): Violation | undefined {
  if (reply.status >= 400 && reply.status < 500) return undefined;
  const [fault] = contract.judgeQuery(reply.query).faults.filter(isMust);
  if (fault === undefined) return undefined;
  const { listing, status: observed } = reply;
  return {
    rule: listing === undefined ? 'invalid-query-not-refused' : 'invalid-query-answered',
    place: placeOfFault(fault),
    expected: `a 4xx error: ${fault.says}`,
    observed:
      listing === undefined
        ? `${observed} ${reply.text.slice(0, 80)}`
        : `${observed} with a list of ${listing.rows.length} backups, total_count ${listing.total}`,
    reply,
  };
}

function oneOfEachConstraint(known: Known, contract: Contract): readonly BrokenQuery[] {
  const seen = new Set<string>();
  return fixedRefusals(known, contract, (fault) => {
    const isNew = isMust(fault) && !seen.has(fault.constraint);
    if (isNew) seen.add(fault.constraint);
    return isNew;
  });
}

/** The body of a refusal has a form of an error, except for the parts that belong to other clauses. */
export const shape: Clause = {
  slug: 'errors.shape',
  budgetWeight: 0,
  watch: (reply, contract, known) => {
    if (!isOwnRefusal(reply, contract, known) || breaksWhenRepeated(reply)) return undefined;
    if (reply.json === undefined) {
      return {
        rule: 'error-not-json',
        expected: `a JSON object with ${namesOf(contract)}`,
        observed: `no JSON: ${reply.text.slice(0, 80)}`,
      };
    }
    return judged(errorViolation(contract.judgeError(reply.json), undefined));
  },
};

/** The field names of an older form of errors are accepted, with a warning. */
export const names: Clause = {
  slug: 'errors.v3-names',
  budgetWeight: 0,
  watch: (reply, contract, known) => {
    if (!isOwnRefusal(reply, contract, known) || reply.json === undefined) return undefined;
    if (!contract.judgeError(reply.json).isOlder) return 'held';
    return {
      rule: 'error-names-of-v1',
      expected: namesOf(contract),
      observed: 'the field names of an older version',
    };
  },
};

function namesOf({ operation }: Contract): string {
  return `${operation.error.code} and ${operation.error.message}`;
}

/** The code of an error matches the pattern that the document gives it. */
export const codePattern: Clause = {
  slug: 'errors.code-pattern',
  budgetWeight: 0,
  watch: (reply, contract, known) => {
    if (!isOwnRefusal(reply, contract, known) || reply.json === undefined) return undefined;
    return judged(errorViolation(contract.judgeError(reply.json), 'errors.code-pattern'));
  },
};

/** Returns the first violation that belongs to this clause, or to no clause if it is undefined. */
function errorViolation({ violations }: ErrorJudgement, owner: string | undefined): Violation | undefined {
  const first = violations.find(({ clause }) => clause === owner);
  return (
    first && {
      rule: schemaRule(first),
      expected: `${first.pointer || 'the body'} to be ${first.expected}`,
      observed: first.found,
      pointer: first.pointer,
    }
  );
}

/** Whether the body of a refusal says that it is JSON and is not, where the request held an odd text to repeat. */
function breaksWhenRepeated(reply: Reply): boolean {
  return reply.json === undefined && callsItselfJson(reply) && meetsFront(reply.exchange.request.target);
}

/** Marks that break JSON, or UTF-8, where a text that holds them is repeated as it is. */
const BREAKING = ['%22', '%5C', '%0A', '%00', '%FF', '%7F', '%F0%9F%92%BE'];

/** An error that repeats a text of the query is well-formed JSON in UTF-8 whatever the text. */
export const echo: Clause = {
  slug: 'errors.echo',
  budgetWeight: 0,
  check: trials<WireQuery>({
    dataMayMove: false,
    probes: (known, { operation }) => {
      const base = operation.write({ instance: richest(known).id });
      const names = [
        operation.limit.parameter,
        operation.instance,
        ...operation.filters.map((each) => each.parameter),
      ];
      return BREAKING.flatMap((mark, place) =>
        names.slice(0, place === 0 ? names.length : 1).map((name) => withPair(base, name, `x${mark}`)),
      );
    },
    trial: async (query, deployment) => {
      const seen = brokenByText(await deployment.ask(query), deployment.contract, deployment.known);
      return seen === undefined ? NOTHING_TO_JUDGE : violationIn(seen);
    },
  }),
  watch: brokenByText,
};

/** Judges errors that answer an odd text, which they may repeat. */
function brokenByText(reply: Reply, contract: Contract, known: Known): Violation | 'held' | undefined {
  if (!isOwnRefusal(reply, contract, known) || !meetsFront(reply.exchange.request.target)) return undefined;
  if (!breaksWhenRepeated(reply)) return 'held';
  return {
    rule: 'error-breaks-on-text',
    expected: 'an error that is JSON in UTF-8, whatever the text that it repeats',
    observed: `${reply.flaw?.message ?? 'no JSON'}: ${reply.text.slice(0, 120)}`,
    reply,
  };
}

/** A refusal shows no backup anywhere in its body; ids that the request itself held do not count. */
export const noRows: Clause = {
  slug: 'errors.no-rows',
  seesEveryPath: true,
  budgetWeight: 0,
  watch: (reply, _, known) => {
    // Before a list was read no backup is known that could be shown.
    if (reply.status < 400 || reply.status >= 500 || !known.instances.some(({ rows }) => rows.length > 0))
      return undefined;
    const shown = knownIdIn(reply, known);
    if (shown === undefined) return 'held';
    return {
      rule: 'backups-in-refusal',
      expected: 'no backup in an answer that refuses',
      observed: `${reply.status} with backup ${shown} in its body`,
      reply,
    };
  },
};

/** The id of a known backup that is in a body and not in the request: as a JSON string, or as a word that is no short one. */
export function knownIdIn({ text, exchange }: Reply, known: Known): string | undefined {
  const words = new Set([
    ...[...text.matchAll(/"([^"\\]*)"/g)].map(([, word]) => word),
    ...(text.match(/[\w-]{8,}/g) ?? []),
  ]);
  const asked = decodeText(exchange.request.target) ?? exchange.request.target;
  return known.instances.flatMap(({ rows }) => rows).find(({ id }) => words.has(id) && !asked.includes(id))
    ?.id;
}

/** No query makes the deployment answer with a 5xx. */
export const noServerFault: Clause = {
  slug: 'errors.no-server-fault',
  seesEveryPath: true,
  budgetWeight: 0,
  check: trials<WireQuery>({
    smokeProbes: 3,
    dataMayMove: false,
    probes: (known, contract) => [
      ...basesOf(known, contract)
        .flatMap((base) => openVariants(contract, base))
        .filter(({ name }, place, all) => all.findIndex((other) => other.name === name) === place)
        .map(({ query }) => query),
      ...oddQueries(contract.operation, contract.operation.write({ instance: richest(known).id })),
      ...unownedEdits(known, contract, 'operator'),
    ],
    exhaustiveProbes: (known, contract) => [
      ...everyOddQuery(contract.operation, contract.operation.write({ instance: richest(known).id })),
      ...unownedEdits(known, contract, 'class'),
    ],
    cases: (known, contract) => {
      const { write, instance } = contract.operation;
      const open = validQuery(contract, poolsOf(known, contract)).chain((valid) =>
        fc.constantFrom(...openVariants(contract, write(valid)).map(({ query }) => query)),
      );
      return shrinkingTo(open, (query) => smallerQueries(query, [instance]));
    },
    trial: async (query, deployment) => serverFault(await deployment.ask(query), deployment.contract),
  }),
  watch: (reply, contract) => judged(serverFault(reply, contract)),
};

function serverFault(reply: Reply, contract: Contract): Violation | undefined {
  if (reply.status < 500) return undefined;
  const [fault] = contract.judgeQuery(reply.query).faults;
  return {
    rule: 'server-fault',
    ...(fault === undefined ? {} : { place: placeOfFault(fault) }),
    expected: 'no 5xx, whatever is asked',
    observed: `${reply.status} ${reply.text.slice(0, 120)}`,
    reply,
  };
}
