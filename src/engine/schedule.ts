/**
 * The one schedule of a run: first the clauses that only check, then those that watch every exchange, because only then
 * have all the others' exchanges been seen. Of the first, those that may get the client banned come last. The command
 * line, Playwright and the offline judge follow it.
 */
import type { Clause } from '../clauses/clause.ts';
import type { Seen } from './seen.ts';

/** What watches saw, by the slug of the clause whose exchanges showed it. */
export type SeenByClause = ReadonlyMap<string, Seen>;

/** Whether a clause is judged on the exchanges of all the others too. */
export function watchesAll(clause: Clause | undefined): boolean {
  return clause?.watch !== undefined || clause?.suspects !== undefined;
}

/** Whether a ban of this client may be met when the clause is judged: it provokes one, or comes after those that do. */
export function mayMeetBan(clause: Clause): boolean {
  return clause.provokes === true || watchesAll(clause);
}

/**
 * Returns those that only check and provoke nothing, those that check and provoke, then those that watch, each in their
 * order.
 * @param clauseOf undefined: only checks
 */
export function phases<T>(
  items: readonly T[],
  clauseOf: (item: T) => Clause | undefined,
): readonly (readonly T[])[] {
  const phaseOf = (item: T) => {
    const clause = clauseOf(item);
    return watchesAll(clause) ? 2 : clause?.provokes === true ? 1 : 0;
  };
  return [0, 1, 2].map((phase) => items.filter((item) => phaseOf(item) === phase));
}

/**
 * Judges clauses in the order of the schedule.
 * @param judge gets what the clauses that only check saw of others: nothing unless the clause watches. Undefined where
 *   the clause cannot be judged
 * @param sideBySide how many clauses of a phase are judged at the same time
 */
export async function judgeInOrder<J extends { readonly seen: Seen }>(
  clauses: readonly Clause[],
  judge: (clause: Clause, earlier: SeenByClause) => Promise<J | undefined>,
  sideBySide = 1,
): Promise<readonly J[]> {
  const judged = new Map<string, J>();
  for (const phase of phases(clauses, (clause) => clause)) {
    const earlier = new Map([...judged].map(([slug, { seen }]) => [slug, seen]));
    await eachOf(phase, sideBySide, async (clause) => {
      const one = await judge(clause, earlier);
      if (one !== undefined) judged.set(clause.slug, one);
    });
  }
  return [...judged.values()];
}

async function eachOf<T>(
  items: readonly T[],
  sideBySide: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
