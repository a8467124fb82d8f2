/** Pages that lack rows, repeat them, or are cut out of the wrong list. */
import { DELETING } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import type { Question } from '../../question.ts';
import { filtered, listed, noRows, type Rows, slice, toArray } from '../../rows.ts';
import type { Change } from '../../stages.ts';
import { everyRow } from '../every-row.ts';
import { names } from '../making.ts';

/** Filters only some of the rows. The total is right. */
function filteringLate(
  pick: (all: Rows, question: Question, keeps: (row: number) => boolean) => Rows,
): Change {
  return ({ page }) => ({
    page: (rows, question, call) => {
      const { id, type, window } = question;
      if (id === undefined && type === undefined && window === undefined) return page(rows, question, call);
      const matching = new Set(toArray(rows));
      return pick(everyRow(question, call), question, (row) => matching.has(row));
    },
  });
}

/** Remembers pages, and forgets to tell apart questions that differ in one part. */
function cachedWithout(part: 'offset' | 'limit' | 'type'): Change {
  return ({ page }) => {
    const pages = new Map<string, Rows>();
    return {
      page: (rows, question, call) => {
        const key = JSON.stringify({ ...question, [part]: undefined });
        const known = pages.get(key);
        if (known !== undefined) return known;
        const fresh = page(rows, question, call);
        pages.set(key, fresh);
        return fresh;
      },
    };
  };
}

export const cutFaults: readonly Fault[] = [
  {
    slug: 'last-row-lost',
    says: 'The last page lacks its last backup.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const cut = page(rows, question, call);
        const isLast = question.offset > 0 && question.offset + question.limit >= rows.length;
        return isLast ? slice(cut, 0, cut.length - 1) : cut;
      },
    }),
  },
  {
    slug: 'one-full-page-empty',
    says: 'Without an offset, a list that fills exactly one page of the largest size is empty.',
    caughtBy: ['pagination.page-size'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const { limit, offset } = call.world.operation;
        const isFull = rows.length === limit.maximum && question.limit === limit.maximum;
        return isFull && !names(offset.parameter, call) ? noRows : page(rows, question, call);
      },
    }),
  },
  {
    slug: 'full-last-page-empty',
    says: 'Where the number of backups is a multiple of a hundred, the last full page is empty.',
    caughtBy: ['pagination.page-size'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const { maximum } = call.world.operation.limit;
        const { offset, limit } = question;
        const isLast = limit === maximum && rows.length > 0 && offset === rows.length - maximum;
        return isLast && rows.length % maximum === 0 ? noRows : page(rows, question, call);
      },
    }),
  },
  {
    slug: 'hundredth-row-lost',
    says: 'Every hundredth backup of the list is counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const cut = toArray(page(rows, question, call));
        return listed(cut.filter((_row, place) => (question.offset + place) % 100 !== 99));
      },
    }),
  },
  {
    slug: 'deleting-rows-counted-not-shown',
    says: 'Backups that are being deleted are counted and not shown.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, question, call) =>
        filtered(page(rows, question, call), (row) => call.world.data.backup(row).status !== DELETING),
    }),
  },
  {
    slug: 'page-ends-twice',
    says: 'The last backup of a full page is the one before it once more.',
    caughtBy: ['response.unique-ids', 'pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const cut = toArray(page(rows, question, call));
        const before = cut.at(-2);
        return before === undefined || cut.length < question.limit
          ? listed(cut)
          : listed([...cut.slice(0, -1), before]);
      },
    }),
  },
  {
    slug: 'joined-rows-repeated',
    says: 'A backup of several databases is listed once for each of them.',
    caughtBy: ['response.unique-ids'],
    change: ({ order }) => ({
      order: (rows, question, call) => {
        const { data } = call.world;
        const times = (row: number) => Math.max(1, data.backup(row).databases.length);
        const ordered = toArray(order(rows, question, call));
        return listed(ordered.flatMap((row) => new Array<number>(times(row)).fill(row)));
      },
    }),
  },
  {
    slug: 'limit-before-filters',
    says: 'The page is cut out of the unfiltered list, and filtered then.',
    caughtBy: ['pagination.page-size', 'window.pages', 'filters.type-complete'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      filtered(slice(all, offset, offset + limit), keeps),
    ),
  },
  {
    slug: 'offset-before-filters',
    says: 'The offset skips backups of the unfiltered list.',
    caughtBy: ['pagination.page-size', 'pagination.tiling', 'window.pages'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, offset, all.length), keeps), 0, limit),
    ),
  },
  {
    slug: 'filters-see-first-page-only',
    says: 'Filters look at the newest hundred backups only.',
    caughtBy: ['filters.type-complete', 'window.complete', 'pagination.page-size'],
    change: filteringLate((all, { offset, limit }, keeps) =>
      slice(filtered(slice(all, 0, 100), keeps), offset, offset + limit),
    ),
  },
  {
    slug: 'cache-forgets-offset',
    says: 'A cache of pages takes every page of a list for the one that was asked for first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: cachedWithout('offset'),
  },
  {
    slug: 'cache-forgets-limit',
    says: 'A cache of pages takes pages of any size for the one that was asked for first.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: cachedWithout('limit'),
  },
  {
    slug: 'cache-forgets-type',
    says: 'A cache of pages takes a list of one type for the list of another.',
    caughtBy: ['filters.type-sound', 'filters.combine'],
    change: cachedWithout('type'),
  },
];
