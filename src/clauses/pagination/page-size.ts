/** How many backups a page holds (table 1: offset, limit). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import { type Clause, trials } from '../clause.ts';
import {
  anyFilter,
  askFor,
  certainFilters,
  type Filter,
  filtersWithId,
  type Page,
  type Span,
} from '../filter.ts';
import { type KnownInstance, ofRichest } from '../known.ts';
import { anyPage } from './any-page.ts';

interface PageOf {
  readonly filter: Filter;
  readonly page: Page;
}

/** A page holds exactly min(limit, max(0, total_count - offset)) rows. */
export const pageSize: Clause = {
  slug: 'pagination.page-size',
  budgetWeight: 4,
  check: trials<PageOf>({
    smokeProbes: 4,
    probes: (known, contract) =>
      ofRichest(known, 1, (instance) => {
        const { maximum } = contract.operation.limit;
        const plain = edgePages(instance, contract).map((page) => ({
          filter: { instance: instance.id },
          page,
        }));
        const filtered = certainFilters(known, contract).flatMap((filter) => [
          { filter, page: { limit: maximum } },
          { filter, page: { offset: 1, limit: 2 } },
        ]);
        const full = fullPageWindow(instance, maximum).map((span) => ({
          filter: { instance: instance.id, span },
          page: { limit: maximum },
        }));
        const single = filtersWithId(instance, contract)
          .slice(0, 1)
          .map((filter) => ({ filter, page: { limit: contract.operation.limit.minimum } }));
        return [...plain, ...filtered, ...full, ...single];
      }),
    cases: (known, contract) =>
      fc.record({ filter: anyFilter(known, contract), page: anyPage(known, contract) }),
    trial: async ({ filter, page }, deployment) => {
      const listed = await deployment.list(askFor(filter, page));
      const { limit, offset } = deployment.contract.operation;
      const rest = Math.max(0, listed.total - (page.offset ?? offset.default));
      const due = Math.min(page.limit ?? limit.default, rest);
      if (listed.rows.length === due) return undefined;
      return {
        rule: listed.rows.length < due ? 'page-too-short' : 'page-too-long',
        expected: `${due} backups on the page: limit ${page.limit ?? `${limit.default} by default`}, offset ${page.offset ?? 0}, total_count ${listed.total}`,
        observed: `${listed.rows.length} backups`,
        culprit: listed.reply,
      };
    },
  }),
};

/**
 * A window that holds just one page of the largest size, where begin times are compared with it; none where so many
 * backups cannot be parted from those before and after them.
 */
function fullPageWindow({ rows }: KnownInstance, size: number): readonly Span[] {
  const begins = rows.flatMap(({ begin }) => begin ?? []).sort((one, other) => one - other);
  const isParted = (place: number) => (begins[place - 1] ?? 0) + 1 < (begins[place] ?? 0);
  const first = begins.findIndex(
    (_, place) => isParted(place) && isParted(place + size) && place + size < begins.length,
  );
  const [from, to] = [begins[first], begins[first + size]];
  return from === undefined || to === undefined ? [] : [{ from: from - 1, to: to - 1 }];
}

/** Pages at every edge of limit and offset, the plainest first. */
function edgePages(instance: KnownInstance, contract: Contract): readonly Page[] {
  const { minimum, maximum } = contract.operation.limit;
  const { total } = instance;
  const limits = [minimum, minimum + 1, maximum - 1, maximum];
  const offsets = [0, 1, Math.max(0, total - 1), total, total + 1, Math.floor(total / 2)];
  return [
    { limit: minimum + 1 },
    { limit: maximum },
    {},
    { offset: Math.max(0, total - 1), limit: maximum },
    { offset: 1, limit: minimum },
    ...limits.map((limit) => ({ limit })),
    ...offsets.map((offset) => ({ offset })),
    ...[10, 50].filter((limit) => limit < maximum).map((limit) => ({ limit })),
    ...offsets.flatMap((offset) => [maximum, minimum].map((limit) => ({ offset, limit }))),
  ];
}
