/**
 * Whether an instance's data stood still between two readings. Judged on the set of rows and their states; order and
 * total_count play no part, for a deployment may flicker in those while its rows stand still.
 */
import { NotListed, type Scene } from '../clauses/clause.ts';
import type { KnownInstance } from '../clauses/known.ts';
import type { Row } from '../contract/operation.ts';

/** Rows looked up one by one before the readings are called different. */
const LOOKUPS = 12;

/**
 * Answers what moved between two readings of an instance, in words, or undefined when nothing did.
 * A row that only one of the readings happened to see (a faulty page walk loses rows) is looked up by its id: where it
 * is listed now and was `seenEarlier`, it was there all the time. Both readings must follow one plan, page for page.
 */
export async function whatMoved(
  scene: Scene,
  before: KnownInstance,
  after: KnownInstance,
  seenEarlier: (instance: string, row: Row) => boolean,
): Promise<string | undefined> {
  const [old, fresh] = [byId(before.rows), byId(after.rows)];
  for (const row of before.rows) {
    const now = fresh.get(row.id);
    if (now !== undefined && stateOf(now) !== stateOf(row)) return `backup ${row.id} went from ${row.status} to ${now.status}`;
  }
  const gone = before.rows.filter((row) => !fresh.has(row.id));
  const come = after.rows.filter((row) => !old.has(row.id));
  const strangers = come.filter((row) => !seenEarlier(before.id, row));
  if (strangers[0] !== undefined) return `${strangers.length} backup(s) appeared, ${strangers[0].id} first`;
  const doubtful = [...gone, ...come];
  if (doubtful.length > LOOKUPS) return `${gone.length} backup(s) vanished and ${come.length} appeared between two readings`;
  const lookups = await Promise.all(doubtful.map(async (row) => ((await isListed(scene, row)) ? undefined : row)));
  const lost = lookups.find((row) => row !== undefined);
  return lost === undefined ? undefined : `backup ${lost.id} vanished`;
}

async function isListed(scene: Scene, row: Row): Promise<boolean> {
  try {
    const found = await scene.list({ instance: row.instance, id: row.id });
    return found.rows.some((listed) => listed.id === row.id && stateOf(listed) === stateOf(row));
  } catch (problem) {
    if (problem instanceof NotListed) return false;
    throw problem;
  }
}

/** What must stay for a row to have stood still. A backup being built may grow: all of it counts as its state. */
function stateOf(row: Row): string {
  return row.end === undefined || row.status === 'BUILDING' ? row.text : `${row.id} ${row.status}`;
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
