/**
 * Whether a mock answers in a deployment's place: one that gives the same answer to every query, or draws every answer
 * anew. It is found out with the survey, so that a run names the one cause and stays small.
 */
import type { Deployment } from '../../clauses/clause.ts';
import type { Reply } from '../../client/reply.ts';
import { type WireQuery, withoutPair, withPair } from '../../contract/wire.ts';

/** `same-answer`: every query gets the same bytes. `new-answers`: no two answers to one query have a backup in common. */
export type MockKind = 'same-answer' | 'new-answers';

/** Fewest queries that are answered alike by a mock that does not read them. */
const FEWEST = 3;
/** Times that the same query is asked again where its answers have nothing in common. */
const AGAIN = 3;

/**
 * Returns which kind of mock the deployment is, if it is one.
 * @param plain a query that was answered with a list
 * @param replies all that the survey got so far
 */
export async function mockOf(
  deployment: Deployment,
  plain: WireQuery,
  replies: readonly Reply[],
): Promise<MockKind | undefined> {
  if (await givesSameAnswer(deployment, plain, replies)) return 'same-answer';
  return (await drawsAnew(deployment, plain, replies)) ? 'new-answers' : undefined;
}

/** A deployment whose lists are all empty answers alike too, and refuses what is invalid. */
async function givesSameAnswer(
  deployment: Deployment,
  plain: WireQuery,
  replies: readonly Reply[],
): Promise<boolean> {
  const [first] = replies;
  const isSame = ({ status, text }: Reply) => status === first?.status && text === first.text;
  const targets = new Set(replies.map(({ exchange }) => exchange.request.target));
  if (targets.size < FEWEST || !replies.every(isSame)) return false;
  const { instance, limit } = deployment.contract.operation;
  const invalid = [withoutPair(plain, instance), withPair(plain, limit.parameter, String(limit.maximum + 1))];
  for (const query of invalid) if (!isSame(await deployment.ask(query))) return false;
  return true;
}

/** Data that move replace some rows, never all of them each time. */
async function drawsAnew(
  deployment: Deployment,
  plain: WireQuery,
  replies: readonly Reply[],
): Promise<boolean> {
  const [one, other] = replies.map(idsIn).filter((ids) => ids.length > 0);
  if (one === undefined || other === undefined || one.some((id) => other.includes(id))) return false;
  const seen = new Set<string>();
  let lists = 0;
  for (let asked = 0; asked < AGAIN; asked += 1) {
    const ids = idsIn(await deployment.ask(plain));
    if (ids.some((id) => seen.has(id))) return false;
    for (const id of ids) seen.add(id);
    if (ids.length > 0) lists += 1;
  }
  return lists > 1;
}

function idsIn({ listing }: Reply): readonly string[] {
  return (listing?.rows ?? []).map(({ id }) => id);
}
