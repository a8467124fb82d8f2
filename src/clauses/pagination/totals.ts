/** What `total_count` counts, and what stands beyond it (table 2: total_count). */
import * as fc from 'fast-check';
import type { Reply } from '../../client/reply.ts';
import { type Clause, type Deployment, trials, type Violation } from '../clause.ts';
import {
  anyFilter,
  askFor,
  certainFilters,
  type Filter,
  filtersWithId,
  gather,
  type Page,
} from '../filter.ts';
import { instanceOf, ofRichest, richest, withRows } from '../known.ts';
import type { Rule } from '../rules.ts';

interface PagesOf {
  readonly filter: Filter;
  readonly pages: readonly Page[];
}

/** One filter has one total: the same on every page, and as many rows as can be gathered. */
export const totalConstant: Clause = {
  slug: 'pagination.total-constant',
  budgetWeight: 2,
  check: trials<PagesOf>({
    cost: 4,
    probes: (known, contract) => {
      const { minimum, maximum } = contract.operation.limit;
      const { id, total } = richest(known);
      const pages: readonly Page[] = [
        { limit: minimum },
        { limit: maximum },
        { offset: 1, limit: maximum },
        { offset: Math.max(0, total - 1), limit: maximum },
        { offset: Math.floor(total / 2), limit: minimum },
        {},
      ];
      return [
        { filter: { instance: id }, pages: pages.slice(0, 2) },
        ...certainFilters(known, contract).map((filter) => ({ filter, pages })),
      ];
    },
    cases: (known, contract) =>
      anyFilter(known, contract).chain((filter) => {
        const { minimum, maximum } = contract.operation.limit;
        const { total } = instanceOf(known, filter.instance);
        const page = fc.record({
          offset: fc.nat(total + 1),
          limit: fc.integer({ min: minimum, max: maximum }),
        });
        return fc.record({
          filter: fc.constant(filter),
          pages: fc.array(page, { minLength: 2, maxLength: 4 }),
        });
      }),
    trial: async ({ filter, pages }, deployment) => {
      const listed = await Promise.all(pages.map((page) => deployment.list(askFor(filter, page))));
      const [first] = listed;
      const other = listed.find((each) => each.total !== first?.total);
      if (first !== undefined && other !== undefined) {
        return {
          rule: 'total-differs-between-pages',
          expected: `total_count ${first.total} on every page of one filter`,
          observed: `total_count ${other.total} on another page`,
          culprit: other.reply,
        };
      }
      return isPlain(filter) ? miscounted(filter, deployment) : undefined;
    },
  }),
};

function isPlain({ id, filters, span }: Filter): boolean {
  return id === undefined && filters === undefined && span === undefined;
}

/** Gathers all rows under a filter, and a page more: their number must be the total. Long lists are let be. */
async function miscounted(filter: Filter, deployment: Deployment): Promise<Violation | undefined> {
  const { maximum } = deployment.contract.operation.limit;
  const all = await gather(deployment, filter);
  if (all === undefined) return undefined;
  const beyond = await deployment.list(askFor(filter, { offset: all.rows.length, limit: maximum }));
  const ids = new Set([...all.rows, ...beyond.rows].map((row) => row.id));
  if (ids.size === all.total) return undefined;
  return {
    rule: all.total < ids.size ? 'total-too-small' : 'total-too-large',
    expected: `total_count to be the number of backups under the filter, ${ids.size} of which could be gathered`,
    observed: `total_count ${all.total}`,
    culprit: all.reply,
  };
}

/** Under a filter `total_count` counts the rows that match it: as many as gathering them page by page brings. */
export const totalFiltered: Clause = {
  slug: 'pagination.total-filtered',
  budgetWeight: 2,
  check: trials<Filter>({
    smokeProbes: 2,
    cost: 3,
    probes: (known, contract) => [
      ...certainFilters(known, contract).slice(1),
      ...ofRichest(known, 1, (instance) => filtersWithId(instance, contract)),
    ],
    cases: (known, contract) => anyFilter(known, contract).filter((filter) => !isPlain(filter)),
    trial: miscounted,
  }),
};

interface Beyond {
  readonly filter: Filter;
  /** How far past the total; the offset itself where `exactly`. */
  readonly offset: number;
  readonly exactly: boolean;
  readonly limit?: number;
}

/** From `offset == total_count` on the answer is 200, an empty array and the same total. */
export const endIsEmpty: Clause = {
  slug: 'pagination.end-is-empty',
  budgetWeight: 1,
  check: trials<Beyond>({
    smokeProbes: 3,
    cost: 2,
    probes: (known, contract) => {
      const filters = certainFilters(known, contract);
      const plain: Filter = { instance: richest(known).id };
      const { minimum, maximum } = contract.operation.limit;
      const ofIds = ofRichest(known, 1, (instance) => filtersWithId(instance, contract))
        .slice(0, 2)
        .map((filter) => ({ filter, offset: 0, exactly: false }));
      return [
        { filter: plain, offset: 0, exactly: false },
        { filter: plain, offset: 2 ** 31, exactly: true },
        ...ofIds.slice(0, 1),
        { filter: plain, offset: 2 ** 31 - 1, exactly: true },
        { filter: plain, offset: 1, exactly: false },
        ...[minimum, maximum].map((limit) => ({ filter: plain, offset: 0, exactly: false, limit })),
        { filter: plain, offset: maximum, exactly: false },
        ...known.instances
          .slice(1)
          .map(({ id }) => ({ filter: { instance: id }, offset: 0, exactly: false })),
        ...filters.slice(1).map((filter) => ({ filter, offset: 0, exactly: false })),
        ...ofIds.slice(1),
      ];
    },
    cases: (known, contract) =>
      fc.record({
        filter:
          withRows(known).length === 0
            ? fc.constant({ instance: richest(known).id })
            : anyFilter(known, contract),
        offset: fc.oneof(fc.nat(100), fc.nat(2 ** 31 - 1)),
        exactly: fc.constant(false),
      }),
    trial: async ({ filter, offset, exactly, limit }, deployment) => {
      const { fields } = deployment.contract.operation;
      const total = (await deployment.list(askFor(filter, { limit: 1 }))).total;
      const start = exactly ? offset : Math.min(total + offset, 2 ** 31);
      if (start < total) return undefined;
      const page = { offset: start, ...(limit === undefined ? {} : { limit }) };
      const reply = await deployment.ask(deployment.contract.operation.write(askFor(filter, page)));
      const expected = `200, "${fields.rows}": [] and total_count ${total}: offset ${start} is past the last backup`;
      const { listing, status } = reply;
      if (status === 200 && listing?.rows.length === 0 && listing.total === total) return undefined;
      const seen =
        listing === undefined
          ? reply.text.slice(0, 120)
          : `${listing.rows.length} backups, total_count ${listing.total}`;
      return { rule: ruleOfEnd(reply), expected, observed: `${status} ${seen}`, culprit: reply };
    },
  }),
};

function ruleOfEnd({ listing, status }: Reply): Rule {
  if (listing === undefined) return 'page-past-end-unreadable';
  if (listing.rows.length > 0) return 'rows-past-end';
  return status === 200 ? 'total-past-end-differs' : 'status-past-end-differs';
}
