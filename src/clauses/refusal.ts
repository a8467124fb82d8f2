/** Clauses that demand a refusal. The query differs in one place from one that was just answered with a list. */
import type { Arbitrary } from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { ListOperation } from '../contract/operation.ts';
import { usualValue } from '../contract/parameters.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { type QueryValues, type WireQuery, writeQuery } from '../contract/wire.ts';
import { type BrokenQuery, breaks, invalidQuery } from '../query/invalid-query.ts';
import { AMPLE, writeWindow } from '../query/window.ts';
import {
  type Clause,
  type Deployment,
  type Examination,
  NOTHING_TO_JUDGE,
  type NothingToJudge,
  trials,
  type Violation,
} from './clause.ts';
import { NotAccepted } from './clause-errors.ts';
import { ownerOf } from './fault-owner.ts';
import { filtersOf, type Known, richest } from './known.ts';
import { placeOfFault } from './place.ts';
import { instantsOf, poolsOf } from './pools.ts';

/** Whether a clause is about a fault. */
export type Concerns = (fault: QueryFault, contract: Contract) => boolean;

/**
 * A clause that sends every fixed break of the constraints that it has (src/clauses/fault-owner.ts), and then random
 * ones beside any other parameters.
 * @param smokeProbes how many of the breaks the smallest budget sends
 */
export function refusalClause(slug: string, budgetWeight: number, smokeProbes = 1): Clause {
  return { slug, budgetWeight, provokes: true, check: trials(refusals(slug, smokeProbes)) };
}

export function refusals(slug: string, smokeProbes = 1): Examination<BrokenQuery> {
  const concerns: Concerns = (fault, contract) => ownerOf(fault, contract) === slug;
  return {
    smokeProbes,
    probes: (known, contract) => fixedRefusals(known, contract, concerns),
    exhaustiveProbes: (known, contract) => everyRefusal(known, contract, concerns),
    cases: anyRefusal(concerns),
    trial: refuses,
    cost: 2,
    dataMayMove: false,
  };
}

/** Returns every fixed break of the plainest queries, and one of each constraint in a query that has every other parameter. */
export function fixedRefusals(known: Known, contract: Contract, concerns: Concerns): readonly BrokenQuery[] {
  const concerned = (base: WireQuery) =>
    breaks(contract, base).filter(({ fault }) => concerns(fault, contract));
  const plain = basesOf(known, contract).flatMap(concerned).filter(firstOfItsKind());
  const inCompany = concerned(fullQueryOf(known, contract)).filter(
    firstOf(({ fault }) => `${fault.parameter} ${fault.constraint}`),
  );
  return [...plain, ...inCompany];
}

/** Every break of the plainest queries, by every edit of every text. */
function everyRefusal(known: Known, contract: Contract, concerns: Concerns): readonly BrokenQuery[] {
  return basesOf(known, contract)
    .flatMap((base) => breaks(contract, base, 'all'))
    .filter(({ fault }) => concerns(fault, contract))
    .filter(firstOfItsKind());
}

/** Draws random breaks of random queries. The rest of the query may be anything valid. */
export function anyRefusal(concerns: Concerns): (known: Known, contract: Contract) => Arbitrary<BrokenQuery> {
  return (known, contract) =>
    invalidQuery(contract, poolsOf(known, contract).slice(0, 1)).filter(({ fault }) =>
      concerns(fault, contract),
    );
}

/**
 * The trial of every negative case: what must be refused is not answered with a list. How it is refused, whether with
 * 4xx and a sound error, is judged by the errors chapter.
 */
export async function refuses(
  { base, query, fault }: BrokenQuery,
  deployment: Deployment,
): Promise<Violation | NothingToJudge | undefined> {
  if (!(await startsFrom(base, deployment))) return NOTHING_TO_JUDGE;
  const reply = await deployment.ask(query);
  if (reply.listing === undefined) return undefined;
  const { rows, total } = reply.listing;
  return {
    rule: 'invalid-query-answered',
    place: placeOfFault(fault),
    expected: `a 4xx error: ${fault.says}`,
    observed: `${reply.status} with a list of ${rows.length} backups, total_count ${total}`,
    reply,
  };
}

/**
 * Whether a negative case can start from this valid query: whether it is answered with a list. An id that the rest of
 * the query rules out may be refused like an unknown one; the case is then void.
 * @throws NotAccepted where any other query was refused
 */
export async function startsFrom(base: WireQuery, deployment: Deployment): Promise<boolean> {
  try {
    await deployment.accepted(base);
    return true;
  } catch (problem) {
    const { parameter } = deployment.contract.operation.id;
    const mayBeUnknown = base.some(({ name }) => name === parameter);
    if (problem instanceof NotAccepted && mayBeUnknown && isClientError(problem.reply.status)) return false;
    throw problem;
  }
}

function isClientError(status: number): boolean {
  return status >= 400 && status < 500;
}

/**
 * The plainest valid queries that between them have every parameter to break: without a window and with one; and one
 * with the parameters of no role, where some of those need each other.
 */
export function basesOf(known: Known, { operation }: Contract): readonly WireQuery[] {
  const richestOne = richest(known);
  const instance = richestOne.id;
  const instants = instantsOf(richestOne);
  const [first = 0, last = first] = [instants[0], instants.at(-1)];
  const window = writeWindow({ from: first, to: last > first ? last : first + 86_400 });
  const paired = operation.others.filter(({ name }) =>
    operation.pairs.some((pair) => pair.parameter === name),
  );
  return [
    { instance },
    { instance, window },
    ...(paired.length > 0 ? [{ instance, others: usualOthers(operation) }] : []),
  ].map(operation.write);
}

/** A valid query with every filter, a window and a page: what is refused in plain queries must be refused beside all of them too. */
function fullQueryOf(known: Known, contract: Contract): WireQuery {
  const { operation } = contract;
  const { id: instance, rows } = richest(known);
  const [row] = rows;
  return operation.write({
    instance,
    filters: {
      ...Object.fromEntries(operation.filters.map(({ parameter, values }) => [parameter, values[0] ?? ''])),
      ...(row === undefined ? {} : filtersOf(contract, row)),
    },
    others: usualOthers(operation),
    window: AMPLE,
    offset: operation.offset.minimum + 1,
    limit: operation.limit.maximum,
  });
}

function usualOthers({ others }: ListOperation): QueryValues {
  return Object.fromEntries(others.map((other) => [other.name, usualValue(other)]));
}

/** Keeps one break where several bases lead to the same change. */
function firstOfItsKind(): (broken: BrokenQuery) => boolean {
  return firstOf(({ fault, query, base }) => {
    const changed = query.filter(
      (pair) => !base.some((same) => same.name === pair.name && same.text === pair.text),
    );
    return `${fault.parameter} ${fault.constraint} ${writeQuery(changed)} ${query.length - base.length}`;
  });
}

function firstOf(key: (broken: BrokenQuery) => string): (broken: BrokenQuery) => boolean {
  const seen = new Set<string>();
  return (broken) => seen.size !== seen.add(key(broken)).size;
}
