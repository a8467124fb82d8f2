/**
 * Reads one instance's list: all of it where it is short, else a bounded sample. The survey starts a run with such
 * readings, and stillness is proven by two of them.
 */
import type { Deployment } from '../../clauses/clause.ts';
import { NotListed } from '../../clauses/clause-errors.ts';
import type { KnownInstance } from '../../clauses/known.ts';
import type { Row } from '../../contract/operation.ts';

export interface ReadingPlan {
  /** Most pages of the unfiltered list that one reading may take. */
  readonly pages: number;
  /** Whether the list of every backup type is read as well. */
  readonly types: boolean;
  /** Answers a number in [0, 1): places the random pages of a sample. */
  readonly random: () => number;
}

/** Reads an instance by listing. @throws NotListed when a plain page is refused. */
export async function readInstance(
  deployment: Deployment,
  id: string,
  plan: ReadingPlan,
): Promise<KnownInstance> {
  const { limit, type } = deployment.contract.operation;
  const head = await deployment.list({ instance: id, offset: 0, limit: limit.maximum });
  const offsets = pageOffsets(head.total, limit.maximum, plan);
  const pages = await Promise.all(
    offsets.map((offset) => deployment.list({ instance: id, offset, limit: limit.maximum })),
  );
  const rows = new Map<string, Row>();
  for (const page of [head, ...pages])
    for (const row of page.rows) if (!rows.has(row.id)) rows.set(row.id, row);

  const whole = head.total <= limit.maximum * (offsets.length + 1);
  const lists = plan.types
    ? await Promise.all(type.values.map((value) => readType(deployment, id, value)))
    : [];
  const totals = new Map(lists.flatMap(([value, list]) => (list === undefined ? [] : [[value, list.total]])));
  const leftOut = typesLeftOut(head.total, totals);
  for (const [, list] of lists)
    for (const row of list?.rows ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  return { id, total: head.total, rows: [...rows.values()], complete: whole, totals, leftOut };
}

/** Offsets of the pages after the first: all where the plan allows, else one at random in each stride, and the tail. */
function pageOffsets(total: number, size: number, plan: ReadingPlan): readonly number[] {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  if (last < plan.pages) return Array.from({ length: last }, (_, page) => (page + 1) * size);
  const reach = total - size;
  const strides = Math.max(1, plan.pages - 2);
  const inner = Array.from({ length: strides }, (_, stride) =>
    Math.floor(((stride + plan.random()) / strides) * reach),
  );
  return [...new Set([...inner, reach])].filter((offset) => offset > 0);
}

/**
 * Reads an instance's rows anew, the same pages each time; what the survey learned of its types is kept. Of the types
 * that the unfiltered list leaves out the first page is read too.
 */
export async function rereadInstance(
  deployment: Deployment,
  earlier: KnownInstance,
  pages: number,
): Promise<KnownInstance> {
  const plain = await readInstance(deployment, earlier.id, { pages, types: false, random: () => 0.5 });
  const lists = await Promise.all([...earlier.leftOut].map((type) => readType(deployment, earlier.id, type)));
  const rows = [...plain.rows, ...lists.flatMap(([, list]) => list?.rows ?? [])];
  return { ...plain, rows, totals: earlier.totals, leftOut: earlier.leftOut };
}

async function readType(deployment: Deployment, instance: string, type: string) {
  const { limit, type: filter } = deployment.contract.operation;
  const filters = { [filter.parameter]: type };
  try {
    return [type, await deployment.list({ instance, filters, limit: limit.maximum })] as const;
  } catch (problem) {
    // A refused type is for the clauses to judge; the survey only goes without its rows.
    if (problem instanceof NotListed) return [type, undefined] as const;
    throw problem;
  }
}

/** The types whose rows the unfiltered list does without, told by the totals: all of them less those make the whole. */
function typesLeftOut(total: number, totals: ReadonlyMap<string, number>): ReadonlySet<string> {
  const surplus = [...totals.values()].reduce((sum, count) => sum + count, 0) - total;
  const missing = [...totals].find(([, count]) => surplus > 0 && count === surplus);
  return new Set(missing === undefined ? [] : [missing[0]]);
}
