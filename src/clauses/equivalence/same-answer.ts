/** One request said in several ways: what the answers must have in common. */
import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../../client/reply.ts';
import type { WireQuery } from '../../contract/wire.ts';
import type { Deployment, Listed, RequestOverrides, Violation } from '../clause.ts';
import { NotListed, Stale } from '../clause-errors.ts';
import { isOfFront } from '../front.ts';
import { differentListings } from '../rows.ts';

/** Another way to say a request. */
export interface Saying {
  readonly kind: string;
  readonly query: WireQuery;
  readonly overrides?: RequestOverrides;
  /** In what it differs, in words. */
  readonly says: string;
}

/** A request, and other ways to say it. */
export interface Said {
  readonly base: WireQuery;
  readonly sayings: readonly Saying[];
}

/** Returns the first saying alone, for the smallest run, and then the others. */
export function firstAlone(said: Said): readonly Said[] {
  const [first, ...others] = said.sayings;
  if (first === undefined) return [];
  return [{ ...said, sayings: [first] }, ...(others.length > 0 ? [{ ...said, sayings: others }] : [])];
}

/**
 * Lists the request as it is usually said.
 * @throws Stale where an id that the rest of the query rules out is refused as unknown; NotListed as elsewhere
 */
export async function usually(base: WireQuery, deployment: Deployment): Promise<Listed> {
  const reply = await deployment.ask(base);
  if (reply.listing !== undefined) return { ...reply.listing, reply };
  const { parameter } = deployment.contract.operation.id;
  const mayBeUnknown = base.some(({ name }) => name === parameter) && isRefusal(reply);
  throw mayBeUnknown ? new Stale('a backup that the whole query lists') : new NotListed(reply);
}

/** Asks each saying in turn. Returns the first violation that `judge` finds. */
export async function eachSaying(
  { base, sayings }: Said,
  deployment: Deployment,
  judge: (reply: Reply, saying: Saying, usual: Listed) => Violation | undefined,
): Promise<Violation | undefined> {
  const usual = await usually(base, deployment);
  for (const saying of sayings) {
    const reply = await deployment.ask(saying.query, saying.overrides);
    const violation = judge(reply, saying, usual);
    if (violation !== undefined) return violation;
  }
  return undefined;
}

/** The same answer is due: the same rows in the same order, and the same total. */
export function mustBeSame(reply: Reply, saying: Saying, usual: Listed): Violation | undefined {
  if (isOfFront(reply)) return undefined;
  return refused(reply, saying) ?? other(reply, saying, usual);
}

/** Another answer than the usual one; undefined where there is no list. */
export function other({ listing, ...reply }: Reply, saying: Saying, usual: Listed): Violation | undefined {
  if (listing === undefined) return undefined;
  const listed = { ...listing, reply: { ...reply, listing } };
  const differs = differentListings(usual, listed, saying.says, 'equivalent-answer-differs');
  return differs && { ...differs, place: placeOf(saying) };
}

/** No list at all; undefined where there is one. */
export function refused(reply: Reply, saying: Saying): Violation | undefined {
  if (reply.listing !== undefined) return undefined;
  return {
    rule: 'equivalent-without-list',
    place: placeOf(saying),
    expected: `the answer that the same request gets otherwise: ${saying.says}`,
    observed: `${reply.status} ${reply.unreadable?.message ?? ''}: ${reply.text.slice(0, 120)}`,
    reply,
  };
}

export function placeOf({ kind }: Saying): { readonly parameter: string; readonly constraint: string } {
  return { parameter: '*', constraint: kind };
}

function isRefusal({ status }: Reply): boolean {
  return status >= 400 && status < 500;
}

/** Whether two lists are the same. */
export function isSame(one: Listed, other: Listed): boolean {
  const told = ({ rows, total }: Listed) => [total, rows.map(({ settled }) => settled)];
  return isDeepStrictEqual(told(one), told(other));
}
