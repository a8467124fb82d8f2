/** Queries on the wire that go without parameters which another one has. */
import { type WireQuery, withoutPair } from '../contract/wire.ts';

/**
 * The query without each two of its parameters, and without each of them: both ends of a window can only go together.
 * @param keep names of the parameters that stay
 */
export function smallerQueries(query: WireQuery, keep: readonly string[] = []): readonly WireQuery[] {
  const names = [...new Set(query.map(({ name }) => name))].filter((name) => !keep.includes(name));
  const pairs = names.flatMap((one, place) => names.slice(place + 1).map((other) => [one, other]));
  return [...pairs, ...names.map((name) => [name])].map((dropped) => dropped.reduce(withoutPair, query));
}
