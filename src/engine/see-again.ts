/** Looks for the smallest request that shows again what a watch saw in an answer to another clause. */
import {
  type Clause,
  type Counterexample,
  type RequestOverrides,
  type Violation,
  violationIn,
} from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import { Unanswered } from '../client/unanswered.ts';
import { readQuery, type WireQuery, withoutPair, withPair } from '../contract/wire.ts';
import { smallerQueries } from '../query/smaller-query.ts';
import type { Detection } from './detection.ts';
import type { Requester } from './requester.ts';
import { isSameRule, isTheSame, type Shown } from './same-violation.ts';

/**
 * Asks ever larger requests that should show the detection again. From the first that does, it leaves out what plays no
 * part. A violation of another rule, or at another place, is not the same again.
 */
export async function smallestAgain(
  clause: Clause,
  detection: Detection,
  requester: Requester,
  known: Known,
): Promise<Counterexample | undefined> {
  const send = requester.openTrial();
  const isOther = (each: Violation) => !isSameRule(each, detection);
  let isStopped = false;
  const askedAs = (overrides: RequestOverrides) => async (query: WireQuery) => {
    if (isStopped) return undefined;
    try {
      const reply = await send(query, known, overrides);
      const violation = violationIn(clause.watch?.(reply, requester.contract, known, isOther));
      if (violation === undefined || isOther(violation)) return undefined;
      return { violation: { reply, ...violation }, replies: [reply] };
    } catch (problem) {
      if (!(problem instanceof Unanswered)) throw problem;
      isStopped = problem.stop !== undefined;
      return undefined;
    }
  };
  for (const overrides of plainestFirst(detection.overrides)) {
    const again: Again = askedAs(overrides);
    const shown = await requester.confirming(() => firstOf(queriesAround(detection, requester), again));
    if (shown === undefined) continue;
    const { violation, replies } = await reduced(shown, partsToKeep(detection, requester), again, requester);
    return { violation, transcript: replies, input: undefined };
  }
  return undefined;
}

/** How the request was an extraordinary one, first without what may play no part: its raw text, headers, connection. */
function plainestFirst(overrides: RequestOverrides): readonly RequestOverrides[] {
  const { queryText, headers, isFirstOnConnection, ...plain } = overrides;
  const isExtraordinary = [queryText, headers, isFirstOnConnection].some((each) => each !== undefined);
  return isExtraordinary ? [plain, overrides] : [overrides];
}

type Again = (query: WireQuery) => Promise<Shown | undefined>;

async function firstOf(queries: readonly WireQuery[], again: Again): Promise<Shown | undefined> {
  for (const query of queries) {
    const shown = await again(query);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

/** Leaves parameters out, one or two at a time, as long as the same violation is shown. */
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

/** Without the instance nothing is listed; offset and limit show a row alone. */
function partsToKeep({ pointer }: Detection, { contract }: Requester): readonly string[] {
  const { instance, offset, limit } = contract.operation;
  return rowIndexOf(pointer) === undefined ? [instance] : [instance, offset.parameter, limit.parameter];
}

/** Returns the index of the row that a pointer leads into. */
function rowIndexOf(pointer: string | undefined): string | undefined {
  return /^\/[^/]+\/(\d+)(\/|$)/.exec(pointer ?? '')?.[1];
}

/** Returns the queries to try: where one row is at fault, that row alone by its offset; then the query as it was. */
function queriesAround(detection: Detection, requester: Requester): readonly WireQuery[] {
  const { offset, limit } = requester.contract.operation;
  const whole = readQuery(detection.request.query);
  const index = rowIndexOf(detection.pointer);
  if (index === undefined) return [whole];
  const start = Number(whole.find((pair) => pair.name === offset.parameter)?.text ?? offset.default);
  const alone = withPair(
    withPair(whole, offset.parameter, String(start + Number(index))),
    limit.parameter,
    '1',
  );
  const instanceOnly = alone.filter((pair) =>
    [requester.contract.operation.instance, offset.parameter, limit.parameter].includes(pair.name),
  );
  return [instanceOnly, alone, withoutPair(whole, limit.parameter), whole];
}
