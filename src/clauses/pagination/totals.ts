/** What `total_count` counts, and what is listed beyond it (table 2: total_count). */
import * as fc from 'fast-check';
import type { Reply } from '../../client/reply.ts';
import type { Ask } from '../../contract/operation.ts';
import { FARTHEST, wholeNumber } from '../../query/parameter-values.ts';
import { validQuery, WITHOUT_PAGE } from '../../query/valid-query.ts';
import { type Clause, type Deployment, trials, type Violation } from '../clause.ts';
import { fixedQueries, queriesById } from '../fixed-queries.ts';
import { gather } from '../gather.ts';
import { ofRichest, richest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import type { Rule } from '../rules.ts';

interface PagesOf {
  readonly query: Ask;
  readonly pages: readonly Pick<Ask, 'offset' | 'limit'>[];
}

/** One filter has one total: the same on every page, and as many rows as can be gathered. */
export const totalConstant: Clause = {
  slug: 'pagination.total-constant',
  budgetWeight: 2,
  check: trials<PagesOf>({
    cost: 4,
    probes: (known, contract) => {
      const { minimum, maximum } = contract.operation.limit;
      const { total } = richest(known);
      const pages = [
        { limit: minimum },
        { limit: maximum },
        { offset: 1, limit: maximum },
        { offset: Math.max(0, total - 1), limit: maximum },
        { offset: Math.floor(total / 2), limit: minimum },
        {},
      ];
      const [plain, ...filtered] = fixedQueries(known, contract);
      return [
        { query: plain, pages: pages.slice(0, 2) },
        { query: plain, pages },
        ...filtered.map((query) => ({ query, pages: pages.slice(1, 5) })),
      ];
    },
    cases: (known, contract) => {
      const { limit, offset } = contract.operation;
      const totals = known.instances.map(({ total }) => total);
      const page = fc.record(
        { offset: wholeNumber(offset, totals), limit: wholeNumber(limit) },
        { requiredKeys: [] },
      );
      return fc.record({
        query: validQuery(contract, poolsOf(known, contract), WITHOUT_PAGE),
        pages: fc.array(page, { minLength: 2, maxLength: 6 }),
      });
    },
    trial: async ({ query, pages }, deployment) => {
      const listed = await Promise.all(pages.map((page) => deployment.list({ ...query, ...page })));
      const [first] = listed;
      const other = listed.find((each) => each.total !== first?.total);
      if (first !== undefined && other !== undefined) {
        return {
          rule: 'total-differs-between-pages',
          expected: `total_count ${first.total} on every page of one filter`,
          observed: `total_count ${other.total} on another page`,
          reply: other.reply,
        };
      }
      return isPlain(query) ? miscounted(query, deployment) : undefined;
    },
  }),
};

/** Whether the query asks for the whole list of its instance. */
function isPlain({ id, filters, others, window }: Ask): boolean {
  return [id, filters, others, window].every((part) => part === undefined);
}

/**
 * Gathers all rows under a filter, and a page more: their number must be the total. Long lists are not judged. A row that
 * is listed twice counts twice, for that is judged by response.unique-ids and pagination.tiling.
 */
async function miscounted(query: Ask, deployment: Deployment): Promise<Violation | undefined> {
  const { maximum } = deployment.contract.operation.limit;
  const all = await gather(deployment, query);
  if (all === undefined) return undefined;
  const beyond = await deployment.list({ ...query, offset: all.rows.length, limit: maximum });
  const ids = new Set(all.rows.map((row) => row.id));
  const count = all.rows.length + beyond.rows.filter((row) => !ids.has(row.id)).length;
  if (count === all.total) return undefined;
  return {
    rule: all.total < count ? 'total-too-small' : 'total-too-large',
    expected: `total_count to be the number of backups under the filter, ${count} of which could be gathered`,
    observed: `total_count ${all.total}`,
    reply: all.reply,
  };
}

/** Under a filter `total_count` counts the rows that match it: as many as gathering them page by page brings. */
export const totalFiltered: Clause = {
  slug: 'pagination.total-filtered',
  budgetWeight: 2,
  check: trials<Ask>({
    smokeProbes: 2,
    cost: 3,
    probes: (known, contract) => [
      ...fixedQueries(known, contract).slice(1),
      ...ofRichest(known, 1, (instance) => queriesById(instance, contract)),
    ],
    cases: (known, contract) =>
      validQuery(contract, poolsOf(known, contract), WITHOUT_PAGE).filter((query) => !isPlain(query)),
    trial: miscounted,
  }),
};

interface PastEnd {
  /** A query with an offset of its own, or without one. */
  readonly query: Ask;
  /** How many rows past the last one the page begins, where the query has no offset. */
  readonly past: number;
}

/** From `offset == total_count` on the answer is 200, an empty array and the same total. */
export const endIsEmpty: Clause = {
  slug: 'pagination.end-is-empty',
  budgetWeight: 1,
  check: trials<PastEnd>({
    smokeProbes: 3,
    cost: 2,
    probes: (known, contract) => {
      const [plain, ...filtered] = fixedQueries(known, contract);
      const { minimum, maximum } = contract.operation.limit;
      const atEnd = (query: Ask) => ({ query, past: 0 });
      const byId = ofRichest(known, 1, (instance) => queriesById(instance, contract)).slice(0, 2);
      return [
        atEnd(plain),
        atEnd({ ...plain, offset: FARTHEST }),
        ...byId.slice(0, 1).map(atEnd),
        atEnd({ ...plain, offset: FARTHEST - 1 }),
        { query: plain, past: 1 },
        ...[minimum, maximum].map((limit) => atEnd({ ...plain, limit })),
        { query: plain, past: maximum },
        ...known.instances.slice(1).map(({ id }) => atEnd({ instance: id })),
        ...filtered.map(atEnd),
        ...byId.slice(1).map(atEnd),
      ];
    },
    cases: (known, contract) =>
      fc.record({
        query: validQuery(contract, poolsOf(known, contract), { offset: 'absent' }),
        past: wholeNumber({ minimum: 0, maximum: FARTHEST - 1 }, [100]),
      }),
    trial: async ({ query, past }, deployment) => {
      const { fields, write } = deployment.contract.operation;
      const { total } = await deployment.list({ ...query, offset: undefined, limit: 1 });
      const start = query.offset ?? Math.min(total + past, FARTHEST);
      if (start < total) return undefined;
      const reply = await deployment.ask(write({ ...query, offset: start }));
      const expected = `200, "${fields.rows}": [] and total_count ${total}: offset ${start} is past the last backup`;
      const { listing, status } = reply;
      if (status === 200 && listing?.rows.length === 0 && listing.total === total) return undefined;
      const seen =
        listing === undefined
          ? reply.text.slice(0, 120)
          : `${listing.rows.length} backups, total_count ${listing.total}`;
      return { rule: ruleOfEnd(reply), expected, observed: `${status} ${seen}`, reply };
    },
  }),
};

function ruleOfEnd({ listing, status }: Reply): Rule {
  if (listing === undefined) return 'page-past-end-unreadable';
  if (listing.rows.length > 0) return 'rows-past-end';
  return status === 200 ? 'total-past-end-differs' : 'status-past-end-differs';
}
