/** Requests with a credential that is not the right one: which there are, and what their answers must be. */
import * as fc from 'fast-check';
import type { CredentialUse } from '../../client/exchange.ts';
import type { Reply } from '../../client/reply.ts';
import type { Contract } from '../../contract/contract.ts';
import { type WireQuery, withPair, writeQuery } from '../../contract/wire.ts';
import { invalidQuery } from '../../query/invalid-query.ts';
import { validQuery } from '../../query/valid-query.ts';
import type { Deployment, Violation } from '../clause.ts';
import { knownIdIn } from '../errors.ts';
import { fixedQueries, queriesById } from '../fixed-queries.ts';
import { type Known, richest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { fixedRefusals, startsFrom } from '../refusal.ts';

/** One request without the right credential. */
export interface Presented {
  /** The valid query that it starts from. */
  readonly base: WireQuery;
  readonly query: WireQuery;
  readonly credential: CredentialUse;
  /** What was done to the credential, as a kind: the place of a violation. */
  readonly kind: string;
  readonly says: string;
}

/** A query, and the valid one that it starts from: the same where it is valid. */
export type Company = Pick<Presented, 'base' | 'query'>;

/** Invalid queries among them. */
const MOST_INVALID = 4;

/** Offsets far beyond any list, all of them valid numbers of 32 bits. */
const FAR_OFFSETS = [100_000, 2_147_483_647] as const;

/**
 * Queries of every kind: each instance, each filter, a window, an id alone and with its filters, a page past the end and
 * far beyond it, and one break of each constraint.
 */
export function companies(known: Known, contract: Contract): readonly Company[] {
  const { operation } = contract;
  const valid = [
    ...known.instances.map(({ id }) => operation.write({ instance: id })),
    ...fixedQueries(known, contract).slice(1, 3).map(operation.write),
    ...queriesById(richest(known), contract).slice(0, 2).map(operation.write),
  ];
  const plain = operation.write({ instance: richest(known).id });
  const far = [richest(known).total + 1, ...FAR_OFFSETS].map((offset) =>
    withPair(plain, operation.offset.parameter, String(offset)),
  );
  return [
    ...distinct([...valid, ...far]).map((query) => ({ base: query, query })),
    ...oneOfEachConstraint(known, contract).slice(0, MOST_INVALID),
  ];
}

function distinct(queries: readonly WireQuery[]): readonly WireQuery[] {
  return [...new Map(queries.map((query) => [writeQuery(query), query])).values()];
}

function oneOfEachConstraint(known: Known, contract: Contract): readonly Company[] {
  const seen = new Set<string>();
  return fixedRefusals(
    known,
    contract,
    ({ level, constraint }) => level === 'MUST' && seen.size !== seen.add(constraint).size,
  );
}

/** Any query, valid or with one break. */
export function anyCompany(known: Known, contract: Contract): fc.Arbitrary<Company> {
  const pools = poolsOf(known, contract);
  const valid = validQuery(contract, pools).map(contract.operation.write);
  return fc.oneof(
    { arbitrary: valid.map((query) => ({ base: query, query })), weight: 3 },
    { arbitrary: invalidQuery(contract, pools).map(({ base, query }) => ({ base, query })), weight: 1 },
  );
}

/**
 * Asks without the right credential, once the valid query was answered with a list.
 * @returns the reply; undefined where the case is void
 */
export async function askPresented(
  { base, query, credential }: Presented,
  deployment: Deployment,
): Promise<Reply | undefined> {
  if (!(await startsFrom(base, deployment))) return undefined;
  return deployment.ask(query, { credential });
}

/**
 * Returns what is wrong with an answer that had to refuse: it must be 401 or 403, or any 4xx where the query is invalid or
 * not every server reads the credential; and it must show no backup.
 */
export function notRefused(
  reply: Reply,
  { base, query, kind, says }: Presented,
  { known }: Deployment,
): Violation | undefined {
  const { status, listing } = reply;
  const isOpen = reply.exchange.request.meaning === 'unreadable' || writeQuery(base) !== writeQuery(query);
  const isRefused = status === 401 || status === 403 || (isOpen && status >= 400 && status < 500);
  const shown = knownIdIn(reply, known);
  if (isRefused && shown === undefined) return undefined;
  const rows = listing === undefined ? '' : `, a list of ${listing.rows.length} backups`;
  // Nothing was let in: which wrong credential it was does not matter.
  const isTurnedAway = !isRefused && status >= 300 && shown === undefined;
  const constraint = isTurnedAway ? 'status' : kind;
  return {
    rule: isRefused
      ? 'backups-without-credential'
      : isTurnedAway
        ? 'credential-refusal-status'
        : 'credential-not-refused',
    place: { parameter: 'credential', constraint },
    expected: `${isOpen ? 'a 4xx' : '401 or 403'} and no backups: ${says}`,
    observed: `${status}${rows}${shown === undefined ? '' : `, backup ${shown} in the body`}`,
    reply,
  };
}
