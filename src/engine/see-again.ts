/** Looks for the smallest request that shows again what a watch saw in an answer to another clause. */
import type { Clause, Counterexample, Violation } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import { Unanswered } from '../client/client.ts';
import { readQuery, type WireQuery, withoutPair, withPair } from '../contract/wire.ts';
import type { Requester } from './requester.ts';
import { isSameRule, isTheSame, type Shown } from './shrinking/same-violation.ts';
import { smallerQueries } from './shrinking/smaller.ts';
import type { Sighting } from './sighting.ts';

/**
 * Asks ever larger requests that should show the sighting again. From the first that does, it leaves out what plays no
 * part. A violation of another rule, or at another place, is not the same again.
 */
export async function smallestAgain(
  clause: Clause,
  sighting: Sighting,
  requester: Requester,
  known: Known,
): Promise<Counterexample | undefined> {
  const send = requester.openTrial();
  const isOther = (each: Violation) => !isSameRule(each, sighting);
  const again = async (query: WireQuery): Promise<Shown | undefined> => {
    try {
      const reply = await send(query, known, sighting.how);
      const violation = clause.watch?.(reply, requester.contract, known, isOther);
      if (violation === undefined || isOther(violation)) return undefined;
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
  const whole = readQuery(sighting.request.query);
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
