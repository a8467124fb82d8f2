/** Clauses that demand a refusal: one step away from a query just answered with a list, the answer must be 4xx. */
import type { Contract } from '../contract/contract.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { writeTime } from '../contract/time.ts';
import { type WireQuery, writeQuery } from '../contract/wire.ts';
import { type BrokenQuery, breaks } from '../query/invalid-query.ts';
import { type Clause, type Examination, type Scene, trials, type Violation } from './clause.ts';
import { instantsOf } from './filter.ts';
import { type Known, richest } from './known.ts';

/** A valid query and its neighbour that is broken in one place. */
export interface Refusal {
  readonly base: WireQuery;
  readonly query: WireQuery;
  /** Why it is invalid. */
  readonly says: string;
}

/** A clause that sends every deterministic break whose fault `concerns` it. */
export function refusalClause(
  slug: string,
  worth: number,
  concerns: (fault: QueryFault, contract: Contract) => boolean,
): Clause {
  return { slug, worth, check: trials(refusals(concerns)) };
}

export function refusals(concerns: (fault: QueryFault, contract: Contract) => boolean): Examination<Refusal> {
  return {
    probes: (known, contract) =>
      basesOf(known, contract)
        .flatMap((base) => breaks(contract, base))
        .filter(({ fault }) => concerns(fault, contract))
        .filter(firstOfItsKind())
        .map(({ base, query, fault }) => ({ base, query, says: fault.says })),
    trial: refuses,
    dataMayMove: false,
  };
}

/** The trial of every negative case. */
export async function refuses({ base, query, says }: Refusal, scene: Scene): Promise<Violation | undefined> {
  await scene.accepted(base);
  const reply = await scene.ask(query);
  if (reply.status >= 400 && reply.status < 500) return undefined;
  const rows = reply.listing === undefined ? '' : ` with a list of ${reply.listing.rows.length} backups`;
  return { expected: `a 4xx error: ${says}`, observed: `${reply.status}${rows}`, culprit: reply };
}

/** The plainest valid queries that between them have every parameter to break. */
function basesOf(known: Known, contract: Contract): readonly WireQuery[] {
  const { operation } = contract;
  const instance = richest(known);
  const instants = instantsOf(instance);
  const [first, last] = [instants[0] ?? 0, instants.at(-1) ?? 0];
  const window = { begin: writeTime(first, 0), end: writeTime(last > first ? last : first + 86_400, 0) };
  return [operation.write({ instance: instance.id }), operation.write({ instance: instance.id, ...window })];
}

/** Keeps one break where several bases lead to the same query. */
function firstOfItsKind(): (broken: BrokenQuery) => boolean {
  const seen = new Set<string>();
  return ({ fault, query, base }) => {
    const changed = query.filter(
      (pair) => !base.some((same) => same.name === pair.name && same.text === pair.text),
    );
    const key = `${fault.parameter} ${fault.constraint} ${writeQuery(changed)} ${query.length - base.length}`;
    return seen.size !== seen.add(key).size;
  };
}
