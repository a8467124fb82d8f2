/**
 * Whether an instance's data stood still between two readings. What counts is the set of rows and what they show, without
 * the size and the end of a row that is being built; not their order or total_count: a deployment may change those while
 * its rows stand still.
 */
import type { Deployment } from '../../clauses/clause.ts';
import { NotListed } from '../../clauses/clause-errors.ts';
import type { KnownInstance } from '../../clauses/known.ts';
import type { Row } from '../../contract/operation.ts';

/** Most rows that are looked up by id. */
const LOOKUPS = 12;

/**
 * Returns what moved between two readings of an instance, in words; undefined when nothing did. Both readings must
 * follow one plan, page for page.
 *
 * A walk over the pages of an unordered list misses rows that are still there. So a row that only the first reading saw
 * is looked up by its id before it counts as vanished, and a row that only the second saw counts as new only where the
 * list has grown.
 */
export async function whatMoved(
  deployment: Deployment,
  before: KnownInstance,
  after: KnownInstance,
): Promise<string | undefined> {
  const [old, fresh] = [byId(before.rows), byId(after.rows)];
  for (const row of before.rows) {
    const now = fresh.get(row.id);
    if (now !== undefined && now.settled !== row.settled) {
      return now.status === row.status
        ? `backup ${row.id} changed`
        : `backup ${row.id} went from ${row.status} to ${now.status}`;
    }
  }
  const gone = before.rows.filter((row) => !fresh.has(row.id));
  const looked = await Promise.all(
    spread(gone, LOOKUPS).map(async (row) => ((await isListed(deployment, row)) ? undefined : row)),
  );
  const lost = looked.find((row) => row !== undefined);
  if (lost !== undefined) return `backup ${lost.id} vanished`;
  const come = after.rows.find((row) => !old.has(row.id));
  return come !== undefined && after.total > before.total ? `backup ${come.id} appeared` : undefined;
}

/** Returns at most so many of the rows, evenly spread. */
function spread<T>(rows: readonly T[], most: number): readonly T[] {
  const stride = Math.max(1, rows.length / most);
  return Array.from(
    { length: Math.min(most, rows.length) },
    (_, place) => rows[Math.floor(place * stride)],
  ).filter((row) => row !== undefined);
}

async function isListed(deployment: Deployment, row: Row): Promise<boolean> {
  try {
    const found = await deployment.list({ instance: row.instance, id: row.id });
    return found.rows.some((listed) => listed.id === row.id && listed.status === row.status);
  } catch (problem) {
    if (problem instanceof NotListed) return false;
    throw problem;
  }
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
