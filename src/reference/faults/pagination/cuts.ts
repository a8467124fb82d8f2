/** Pages that lack rows, repeat them, or are cut out of the wrong list. */

import {
  backupAt,
  changePage,
  cutPage,
  everyRow,
  isDeleting,
  isPlain,
  names,
  offsetOf,
  withoutType,
} from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { filtered, listed, noRows, type Rows, slice, toArray } from '../../rows.ts';
import type { Call, Change, ListQuery } from '../../stages.ts';

/** Filters only some of the rows. The total is right. */
function filteredLate(pick: (all: Rows, query: ListQuery, keeps: (row: number) => boolean) => Rows): Change {
  return cutPage((page, list, query, call) => {
    if (isPlain(query)) return page(list, query, call);
    const matching = new Set(toArray(list));
    return pick(everyRow(query, call), query, (row) => matching.has(row));
  });
}

/** Caches pages under a part of the query only. */
function cachedBy(keyOf: (query: ListQuery, call: Call) => object): Change {
  return ({ page }) => {
    const pages = new Map<string, Rows>();
    return {
      page: (list, query, call) => {
        const key = JSON.stringify(keyOf(query, call));
        const known = pages.get(key) ?? page(list, query, call);
        pages.set(key, known);
        return known;
      },
    };
  };
}

export const cutFaults: readonly Fault[] = [
  {
    slug: 'last-row-lost',
    description: 'The last page lacks its last backup.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: changePage((page, { offset, limit }, _call, list) =>
      offset > 0 && offset + limit >= list.length ? slice(page, 0, page.length - 1) : page,
    ),
  },
  {
    slug: 'one-full-page-empty',
    description: 'Without an offset, a list that fills exactly one page of the largest size is empty.',
    caughtBy: ['pagination.page-size'],
    change: changePage((page, { limit }, call, list) => {
      const { operation } = call.deployment;
      const { maximum } = operation.limit;
      const isFull = list.length === maximum && limit === maximum;
      return isFull && !names(offsetOf(operation), call) ? noRows : page;
    }),
  },
  {
    slug: 'full-last-page-empty',
    description: 'Where the last page of the largest size is full, it is empty.',
    caughtBy: ['pagination.page-size'],
    change: changePage((page, { offset, limit }, call, list) => {
      const { maximum } = call.deployment.operation.limit;
      const isLast = limit === maximum && list.length > 0 && offset === list.length - maximum;
      return isLast && list.length % maximum === 0 ? noRows : page;
    }),
  },
  {
    slug: 'hundredth-row-lost',
    description: 'Every hundredth backup of the list is counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: changePage((page, { offset }) =>
      listed(toArray(page).filter((_row, place) => (offset + place) % 100 !== 99)),
    ),
  },
  {
    slug: 'deleting-rows-counted-not-shown',
    description: 'Backups that are being deleted are counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: changePage((page, _query, call) =>
      filtered(page, (row) => !isDeleting(backupAt(row, call), call.deployment.operation)),
    ),
  },
  {
    slug: 'page-ends-twice',
    description: 'The last backup of a full page is the one before it again.',
    caughtBy: ['response.unique-ids', 'pagination.tiling'],
    change: changePage((page, { limit }) => {
      const rows = toArray(page);
      const before = rows.at(-2);
      return before === undefined || rows.length < limit ? page : listed([...rows.slice(0, -1), before]);
    }),
  },
  {
    slug: 'joined-rows-repeated',
    description: 'A backup of several databases is listed once for each of them.',
    caughtBy: ['response.unique-ids'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => {
        const times = (row: number) => Math.max(1, backupAt(row, call).databases.length);
        const once = toArray(sort(rows, query, call));
        return listed(once.flatMap((row) => new Array<number>(times(row)).fill(row)));
      },
    }),
  },
  {
    slug: 'limit-before-filters',
    description: 'The page is cut out of the unfiltered list, and filtered then.',
    caughtBy: ['pagination.page-size', 'window.pages', 'filters.complete'],
    change: filteredLate((all, { offset, limit }, keeps) =>
      filtered(slice(all, offset, offset + limit), keeps),
    ),
  },
  {
    slug: 'offset-before-filters',
    description: 'The offset skips backups of the unfiltered list.',
    caughtBy: ['pagination.page-size', 'pagination.tiling', 'window.pages'],
    change: filteredLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, offset, all.length), keeps), 0, limit),
    ),
  },
  {
    slug: 'filters-see-first-page-only',
    description: 'Filters search the newest hundred backups only.',
    caughtBy: ['filters.complete', 'window.complete', 'pagination.page-size'],
    change: filteredLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, 0, 100), keeps), offset, offset + limit),
    ),
  },
  {
    slug: 'cache-forgets-offset',
    description: 'A cache takes every page of a list for the one that was asked for first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: cachedBy(({ offset: _offset, ...others }) => others),
  },
  {
    slug: 'cache-forgets-limit',
    description: 'A cache takes pages of any size for the one that was asked for first.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: cachedBy(({ limit: _limit, ...others }) => others),
  },
  {
    slug: 'cache-forgets-type',
    description: 'A cache takes the list of one type for the list of another.',
    caughtBy: ['filters.sound', 'filters.combine'],
    change: cachedBy(withoutType),
  },
  {
    slug: 'pages-empty',
    description: 'Every page is empty, while the total counts the backups.',
    caughtBy: ['pagination.page-size'],
    change: () => ({ page: () => noRows }),
  },
];
