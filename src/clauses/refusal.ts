/** Clauses that demand a refusal: one step away from a query just answered with a list, the answer must be 4xx. */
import type { Arbitrary } from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { writeTime } from '../contract/time.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import { type BrokenQuery, breaks, invalidQuery } from '../query/invalid-query.ts';
import { type Clause, type Deployment, type Examination, trials, type Violation } from './clause.ts';
import { NotAccepted } from './clause-errors.ts';
import { instantsOf, WHOLE_HISTORY } from './filter.ts';
import { type Known, richest } from './known.ts';
import { placeOfFault } from './place.ts';

/** A valid query and its neighbour that is broken in one place. */
export interface Refusal {
  readonly base: WireQuery;
  readonly query: WireQuery;
  /** Why it is invalid. */
  readonly fault: Pick<QueryFault, 'parameter' | 'constraint' | 'says'>;
}

/** Whether a clause is about a fault. */
export type Concerns = (fault: QueryFault, contract: Contract) => boolean;

/**
 * A clause that sends every deterministic break whose fault `concerns` it, and then random ones in any company.
 * @param brief how many of the breaks the smallest budget sends
 */
export function refusalClause(slug: string, worth: number, concerns: Concerns, brief = 1): Clause {
  return { slug, budgetWeight: worth, check: trials(refusals(concerns, brief)) };
}

export function refusals(concerns: Concerns, brief = 1): Examination<Refusal> {
  return {
    smokeProbes: brief,
    probes: (known, contract) => certainRefusals(known, contract, concerns),
    cases: anyRefusal(concerns),
    trial: refuses,
    cost: 2,
    dataMayMove: false,
  };
}

/** Every deterministic break of the plainest queries, and one of each kind of a query that has every other parameter. */
export function certainRefusals(known: Known, contract: Contract, concerns: Concerns): readonly Refusal[] {
  const concerned = (base: WireQuery) =>
    breaks(contract, base).filter(({ fault }) => concerns(fault, contract));
  const plain = basesOf(known, contract).flatMap(concerned).filter(firstOfItsKind());
  const inCompany = concerned(fullQueryOf(known, contract)).filter(
    firstOf(({ fault }) => `${fault.parameter} ${fault.constraint}`),
  );
  return [...plain, ...inCompany].map(asRefusal);
}

/** Random breaks of random queries: the rest of the query may be anything valid. */
export function anyRefusal(concerns: Concerns): (known: Known, contract: Contract) => Arbitrary<Refusal> {
  return (known, contract) => {
    const instance = richest(known);
    const ids = instance.rows.map((row) => row.id);
    const pools = {
      instances: [instance.id],
      instants: [...instantsOf(instance)],
      ...(ids.length > 0 ? { ids } : {}),
    };
    return invalidQuery(contract, pools)
      .filter(({ fault }) => concerns(fault, contract))
      .map(asRefusal);
  };
}

function asRefusal({ base, query, fault: { parameter, constraint, says } }: BrokenQuery): Refusal {
  return { base, query, fault: { parameter, constraint, says } };
}

/**
 * The trial of every negative case: what must be refused is not answered with a list. How it is refused, whether with
 * 4xx and a sound error, is the matter of the errors chapter.
 */
export async function refuses(
  { base, query, fault }: Refusal,
  deployment: Deployment,
): Promise<Violation | undefined> {
  if (!(await startsFrom(base, deployment))) return undefined;
  const reply = await deployment.ask(query);
  if (reply.listing === undefined) return undefined;
  const { rows, total } = reply.listing;
  return {
    rule: 'invalid-query-answered',
    place: placeOfFault(fault),
    expected: `a 4xx error: ${fault.says}`,
    observed: `${reply.status} with a list of ${rows.length} backups, total_count ${total}`,
    culprit: reply,
  };
}

/**
 * Whether a negative case can start from this valid query: whether it is answered with a list. An id that the rest of
 * the query rules out may be refused as an unknown one is, and then tells nothing.
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

/** The plainest valid queries that between them have every parameter to break. */
export function basesOf(known: Known, contract: Contract): readonly WireQuery[] {
  const { operation } = contract;
  const instance = richest(known);
  const instants = instantsOf(instance);
  const [first, last] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  const window = { begin: writeTime(first, 0), end: writeTime(last > first ? last : first + 86_400, 0) };
  return [operation.write({ instance: instance.id }), operation.write({ instance: instance.id, ...window })];
}

/** A valid query with a filter, a window and a page: what is refused in plain queries must be refused in such company. */
function fullQueryOf(known: Known, contract: Contract): WireQuery {
  const { operation } = contract;
  const { id, rows } = richest(known);
  return operation.write({
    instance: id,
    filters: { [operation.type.parameter]: rows[0]?.type ?? operation.type.values[0] ?? '' },
    begin: writeTime(WHOLE_HISTORY.from, 0),
    end: writeTime(WHOLE_HISTORY.to, 0),
    offset: operation.offset.minimum + 1,
    limit: operation.limit.maximum,
  });
}

/** Keeps one break where several bases lead to the same query. */
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
