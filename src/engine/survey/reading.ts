/**
 * Reads one instance's list: all of it where it is short, else a bounded sample. The survey starts a run with such
 * readings, and stillness is proven by two of them.
 */
import type { Deployment } from '../../clauses/clause.ts';
import { NotListed } from '../../clauses/clause-errors.ts';
import type { FilterValue, KnownInstance } from '../../clauses/known.ts';
import type { EqualityFilter, Listing, Row } from '../../contract/operation.ts';

export interface ReadingPlan {
  /** Most pages of the unfiltered list that one reading may take. */
  readonly pages: number;
  /** Whether the list of every value of every equality filter is read as well. */
  readonly filters: boolean;
  /** Returns a number in [0, 1): picks the random pages of a sample. */
  readonly random: () => number;
}

/** Reads an instance by listing. @throws NotListed when a plain page is refused. */
export async function readInstance(
  deployment: Deployment,
  id: string,
  plan: ReadingPlan,
): Promise<KnownInstance> {
  const { limit } = deployment.contract.operation;
  const { head, isPaged } = await firstPage(deployment, id);
  const offsets = isPaged ? pageOffsets(head.total, limit.maximum, plan) : [];
  const pages = await Promise.all(
    offsets.map((offset) => deployment.list({ instance: id, offset, limit: limit.maximum })),
  );
  const rows = new Map<string, Row>();
  for (const page of [head, ...pages])
    for (const row of page.rows) if (!rows.has(row.id)) rows.set(row.id, row);

  const complete = isPaged ? head.total <= limit.maximum * (offsets.length + 1) : rows.size >= head.total;
  const plain = { id, total: head.total, rows: [...rows.values()], complete, leftOut: [] };
  return plan.filters ? withFilterValues(deployment, plain) : plain;
}

/**
 * The first page of the largest size. Where pages are refused, the plain list is all that is known, and the clauses judge
 * the refusal. @throws NotListed where that is refused too
 */
async function firstPage(
  deployment: Deployment,
  id: string,
): Promise<{ readonly head: Listing; readonly isPaged: boolean }> {
  const { maximum } = deployment.contract.operation.limit;
  try {
    return { head: await deployment.list({ instance: id, offset: 0, limit: maximum }), isPaged: true };
  } catch (problem) {
    if (!(problem instanceof NotListed) || problem.reply.status >= 500) throw problem;
    return { head: await deployment.list({ instance: id }), isPaged: false };
  }
}

/** Adds the rows that the lists of every value of every equality filter show, and which values the plain list leaves out. */
export async function withFilterValues(
  deployment: Deployment,
  instance: KnownInstance,
): Promise<KnownInstance> {
  const { filters } = deployment.contract.operation;
  const { id, total } = instance;
  const rows = new Map(instance.rows.map((row) => [row.id, row]));
  const lists = await Promise.all(filters.map((filter) => readValues(deployment, id, filter)));
  const leftOut = lists.flatMap((values, place) =>
    filters[place]?.mayOmit.length ? valuesLeftOut(total, values) : [],
  );
  for (const { list } of lists.flat())
    for (const row of list?.rows ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  return { ...instance, rows: [...rows.values()], leftOut };
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
 * Reads an instance's rows anew, the same pages each time; which values the unfiltered list leaves out is kept from the
 * survey, and the first page of each of them is read too.
 */
export async function rereadInstance(
  deployment: Deployment,
  earlier: KnownInstance,
  pages: number,
): Promise<KnownInstance> {
  const plain = await readInstance(deployment, earlier.id, { pages, filters: false, random: () => 0.5 });
  const lists = await Promise.all(earlier.leftOut.map((value) => readValue(deployment, earlier.id, value)));
  const rows = [...plain.rows, ...lists.flatMap(({ list }) => list?.rows ?? [])];
  return { ...plain, rows, leftOut: earlier.leftOut };
}

/** The list of a filter's value: one page at most. */
interface ValueList extends FilterValue {
  /** Absent where the query was refused. */
  readonly list?: Listing;
}

function readValues(
  deployment: Deployment,
  instance: string,
  { parameter, values }: EqualityFilter,
): Promise<readonly ValueList[]> {
  return Promise.all(values.map((value) => readValue(deployment, instance, { parameter, value })));
}

async function readValue(deployment: Deployment, instance: string, asked: FilterValue): Promise<ValueList> {
  const { limit } = deployment.contract.operation;
  const filters = { [asked.parameter]: asked.value };
  try {
    return { ...asked, list: await deployment.list({ instance, filters, limit: limit.maximum }) };
  } catch (problem) {
    // A refused value is for the clauses to judge; the survey only goes without its rows.
    if (problem instanceof NotListed) return asked;
    throw problem;
  }
}

/**
 * The value whose rows the unfiltered list leaves out, told by the totals: the totals of all values exceed that of the
 * list by the total of this one.
 */
function valuesLeftOut(total: number, values: readonly ValueList[]): readonly FilterValue[] {
  const surplus = values.reduce((sum, { list }) => sum + (list?.total ?? 0), 0) - total;
  const missing = values.find(({ list }) => surplus > 0 && list?.total === surplus);
  return missing === undefined ? [] : [{ parameter: missing.parameter, value: missing.value }];
}
