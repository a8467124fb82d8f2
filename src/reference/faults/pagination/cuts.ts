/** Pages that lack rows, repeat them, or are cut out of the wrong list. */
import { DELETING } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import type { ListQuery } from '../../list-query.ts';
import { filtered, listed, noRows, type Rows, slice, toArray } from '../../rows.ts';
import type { Change } from '../../stages.ts';
import { everyRow } from '../every-row.ts';
import { names } from '../mutations.ts';

/** Filters only some of the rows. The total is right. */
function filteringLate(pick: (all: Rows, query: ListQuery, keeps: (row: number) => boolean) => Rows): Change {
  return ({ page }) => ({
    page: (rows, query, call) => {
      const { id, type, window } = query;
      if (id === undefined && type === undefined && window === undefined) return page(rows, query, call);
      const matching = new Set(toArray(rows));
      return pick(everyRow(query, call), query, (row) => matching.has(row));
    },
  });
}

/** Remembers pages, and forgets to tell apart questions that differ in one part. */
function cachedWithout(part: 'offset' | 'limit' | 'type'): Change {
  return ({ page }) => {
    const pages = new Map<string, Rows>();
    return {
      page: (rows, query, call) => {
        const key = JSON.stringify({ ...query, [part]: undefined });
        const known = pages.get(key);
        if (known !== undefined) return known;
        const fresh = page(rows, query, call);
        pages.set(key, fresh);
        return fresh;
      },
    };
  };
}

export const cutFaults: readonly Fault[] = [
  {
    slug: 'last-row-lost',
    description: 'The last page lacks its last backup.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const cut = page(rows, query, call);
        const isLast = query.offset > 0 && query.offset + query.limit >= rows.length;
        return isLast ? slice(cut, 0, cut.length - 1) : cut;
      },
    }),
  },
  {
    slug: 'one-full-page-empty',
    description: 'Without an offset, a list that fills exactly one page of the largest size is empty.',
    caughtBy: ['pagination.page-size'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const { limit, offset } = call.deployment.operation;
        const isFull = rows.length === limit.maximum && query.limit === limit.maximum;
        return isFull && !names(offset.parameter, call) ? noRows : page(rows, query, call);
      },
    }),
  },
  {
    slug: 'full-last-page-empty',
    description: 'Where the number of backups is a multiple of a hundred, the last full page is empty.',
    caughtBy: ['pagination.page-size'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const { maximum } = call.deployment.operation.limit;
        const { offset, limit } = query;
        const isLast = limit === maximum && rows.length > 0 && offset === rows.length - maximum;
        return isLast && rows.length % maximum === 0 ? noRows : page(rows, query, call);
      },
    }),
  },
  {
    slug: 'hundredth-row-lost',
    description: 'Every hundredth backup of the list is counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const cut = toArray(page(rows, query, call));
        return listed(cut.filter((_row, place) => (query.offset + place) % 100 !== 99));
      },
    }),
  },
  {
    slug: 'deleting-rows-counted-not-shown',
    description: 'Backups that are being deleted are counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, query, call) =>
        filtered(page(rows, query, call), (row) => call.deployment.dataset.backup(row).status !== DELETING),
    }),
  },
  {
    slug: 'page-ends-twice',
    description: 'The last backup of a full page is the one before it once more.',
    caughtBy: ['response.unique-ids', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const cut = toArray(page(rows, query, call));
        const before = cut.at(-2);
        return before === undefined || cut.length < query.limit
          ? listed(cut)
          : listed([...cut.slice(0, -1), before]);
      },
    }),
  },
  {
    slug: 'joined-rows-repeated',
    description: 'A backup of several databases is listed once for each of them.',
    caughtBy: ['response.unique-ids'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => {
        const { dataset } = call.deployment;
        const times = (row: number) => Math.max(1, dataset.backup(row).databases.length);
        const ordered = toArray(sort(rows, query, call));
        return listed(ordered.flatMap((row) => new Array<number>(times(row)).fill(row)));
      },
    }),
  },
  {
    slug: 'limit-before-filters',
    description: 'The page is cut out of the unfiltered list, and filtered then.',
    caughtBy: ['pagination.page-size', 'window.pages', 'filters.complete'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      filtered(slice(all, offset, offset + limit), keeps),
    ),
  },
  {
    slug: 'offset-before-filters',
    description: 'The offset skips backups of the unfiltered list.',
    caughtBy: ['pagination.page-size', 'pagination.tiling', 'window.pages'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, offset, all.length), keeps), 0, limit),
    ),
  },
  {
    slug: 'filters-see-first-page-only',
    description: 'Filters look at the newest hundred backups only.',
    caughtBy: ['filters.complete', 'window.complete', 'pagination.page-size'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, 0, 100), keeps), offset, offset + limit),
    ),
  },
  {
    slug: 'cache-forgets-offset',
    description: 'A cache of pages takes every page of a list for the one that was asked for first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: cachedWithout('offset'),
  },
  {
    slug: 'cache-forgets-limit',
    description: 'A cache of pages takes pages of any size for the one that was asked for first.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: cachedWithout('limit'),
  },
  {
    slug: 'cache-forgets-type',
    description: 'A cache of pages takes a list of one type for the list of another.',
    caughtBy: ['filters.sound', 'filters.combine'],
    change: cachedWithout('type'),
  },
];
