/**
 * A watch's finding in a reply that some other clause asked for, as plain data: it travels between processes, and the
 * watched clause later looks for the smallest request that shows the same.
 */
import type { Clause, Counterexample, RequestOverrides, Violation } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import { Unanswered } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import { readQuery, type WireQuery, withoutPair, withPair } from '../contract/wire.ts';
import { type ShownRequest, show } from '../result/shown.ts';
import type { Requester } from './requester.ts';
import { isTheSame, type Shown } from './shrinking/same-violation.ts';
import { smallerQueries } from './shrinking/smaller.ts';
import type { WaivedViolations } from './waived-violations.ts';

export interface Sighting {
  /** The clause that the reply violates. */
  readonly slug: string;
  readonly fingerprint: string;
  readonly expected: string;
  readonly observed: string;
  readonly pointer?: string;
  readonly request: ShownRequest;
  readonly query: string;
  /** How the request departed from the ordinary one. */
  readonly how: RequestOverrides;
  /** Replies that showed a violation of this clause. */
  readonly count: number;
}

export function sight(
  slug: string,
  violation: Violation,
  reply: Reply,
  how: RequestOverrides,
  fingerprint: string,
): Sighting {
  const { expected, observed, pointer } = violation;
  const where = pointer === undefined ? {} : { pointer };
  return {
    slug,
    fingerprint,
    expected,
    observed,
    ...where,
    request: show(reply),
    query: reply.exchange.request.query,
    how,
    count: 1,
  };
}

/** Of several sightings of one clause the one that took the smallest request; its count is that of all. */
export function smallestOf(sightings: readonly Sighting[]): Sighting | undefined {
  const [first, ...rest] = sightings;
  if (first === undefined) return undefined;
  const smallest = rest.reduce((best, each) => (isSmaller(each, best) ? each : best), first);
  return { ...smallest, count: sightings.reduce((sum, each) => sum + each.count, 0) };
}

/** An order that does not depend on which reply arrived first. */
function isSmaller({ request, observed }: Sighting, other: Sighting): boolean {
  const { target, curl } = request;
  if (target.length !== other.request.target.length) return target.length < other.request.target.length;
  if (target !== other.request.target) return target < other.request.target;
  return curl === other.request.curl ? observed < other.observed : curl < other.request.curl;
}

/**
 * Asks ever larger requests that should show the sighting again; of the first that does it leaves out what plays no part.
 * What is waived stands for nothing but a sighting that is waived too.
 */
export async function smallestAgain(
  clause: Clause,
  sighting: Sighting,
  requester: Requester,
  known: Known,
  kinds: WaivedViolations,
): Promise<Counterexample | undefined> {
  const trial = requester.openTrial();
  const isWaived = kinds.waives(sighting.fingerprint);
  const again = async (query: WireQuery): Promise<Shown | undefined> => {
    try {
      const reply = await trial.send(query, known, sighting.how);
      const overlooked = (each: Violation) => kinds.isWaived(each, [reply]);
      const violation = clause.watch?.(reply, requester.contract, known, overlooked);
      if (violation === undefined || overlooked(violation) !== isWaived) return undefined;
      return { violation: { culprit: reply, ...violation }, replies: [reply] };
    } catch (problem) {
      if (problem instanceof Unanswered) return undefined;
      throw problem;
    }
  };
  const shown = await firstOf(queriesAround(sighting, requester), again);
  if (shown === undefined) return undefined;
  const { violation, replies } = await reduced(shown, partsToKeep(sighting, requester), again, requester);
  return { violation, transcript: replies, input: undefined };
}

type Again = (query: WireQuery) => Promise<Shown | undefined>;

async function firstOf(queries: readonly WireQuery[], again: Again): Promise<Shown | undefined> {
  for (const query of queries) {
    const shown = await again(query);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

/** Leaves one parameter after the other out, and two at a time, as long as the same is shown. */
async function reduced(
  shown: Shown,
  keep: readonly string[],
  again: Again,
  requester: Requester,
): Promise<Shown> {
  const candidates = smallerQueries(shown.replies[0]?.query ?? [], keep);
  const smaller = await firstOf(candidates, async (query) => {
    const candidate = await again(query);
    return candidate !== undefined && isTheSame(candidate, shown, requester.contract) ? candidate : undefined;
  });
  return smaller === undefined ? shown : reduced(smaller, keep, again, requester);
}

/** The instance is what is listed; offset and limit are what shows a row alone. */
function partsToKeep({ pointer }: Sighting, { contract }: Requester): readonly string[] {
  const { instance, offset, limit } = contract.operation;
  return placeOf(pointer) === undefined ? [instance] : [instance, offset.parameter, limit.parameter];
}

/** Place of the row that a pointer points into. */
function placeOf(pointer: string | undefined): string | undefined {
  return /^\/[^/]+\/(\d+)(\/|$)/.exec(pointer ?? '')?.[1];
}

/** The row alone by its offset, where one row is at fault; then the request as it was. */
function queriesAround(sighting: Sighting, requester: Requester): readonly WireQuery[] {
  const { offset, limit } = requester.contract.operation;
  const whole = readQuery(sighting.query);
  const place = placeOf(sighting.pointer);
  if (place === undefined) return [whole];
  const start = Number(whole.find((pair) => pair.name === offset.parameter)?.text ?? offset.default);
  const alone = withPair(
    withPair(whole, offset.parameter, String(start + Number(place))),
    limit.parameter,
    '1',
  );
  const instanceOnly = alone.filter((pair) =>
    [requester.contract.operation.instance, offset.parameter, limit.parameter].includes(pair.name),
  );
  return [instanceOnly, alone, withoutPair(whole, limit.parameter), whole];
}
