/** Faults in choosing the rows of a window. */
import { writeTime } from '../../../contract/time.ts';
import { backupAt, changeQuery, hasFailed, typeAsked, windowTexts, withoutType } from '../../changes.ts';
import { serverFault } from '../../errors.ts';
import type { Fault } from '../../mutation.ts';
import { ZONE } from '../../rendering.ts';
import { filtered, noRows, slice, toArray } from '../../rows.ts';
import { changeWindow, DAY, HOUR, MINUTE, moveWindow } from './changes.ts';

const down = (instant: number, unit: number) => Math.floor(instant / unit) * unit;

export const windowRowFaults: readonly Fault[] = [
  {
    slug: 'window-ignored',
    description: 'The window is validated and then ignored.',
    caughtBy: ['window.sound'],
    change: () => ({ inWindow: (rows) => rows }),
  },
  {
    slug: 'window-after-paging',
    description: 'The page is cut first, and the window is applied to it.',
    caughtBy: ['window.pages', 'pagination.page-size'],
    change: ({ inWindow, page }) => ({
      inWindow: (rows) => rows,
      page: (list, query, call) => {
        const cut = page(list, query, call);
        if (query.window === undefined) return cut;
        const inside = new Set(toArray(inWindow(call.stages.sort(list, query, call), query.window, call)));
        return filtered(cut, (row) => inside.has(row));
      },
    }),
  },
  {
    slug: 'window-end-ignored',
    description: 'The end of a window is ignored.',
    caughtBy: ['window.sound'],
    change: moveWindow(({ from }) => ({ from, to: Number.POSITIVE_INFINITY })),
  },
  {
    slug: 'window-begin-ignored',
    description: 'The begin of a window is ignored.',
    caughtBy: ['window.sound'],
    change: moveWindow(({ to }) => ({ from: Number.NEGATIVE_INFINITY, to })),
  },
  {
    slug: 'window-by-day',
    description: 'A window is widened to whole days.',
    caughtBy: ['window.sound'],
    change: moveWindow(({ from, to }) => ({ from: down(from, DAY), to: down(to, DAY) + DAY - 1 })),
  },
  {
    slug: 'window-by-hour',
    description: 'Minutes and seconds of a window are cut off.',
    caughtBy: ['window.sound', 'window.complete'],
    change: moveWindow(({ from, to }) => ({ from: down(from, HOUR), to: down(to, HOUR) })),
  },
  {
    slug: 'window-by-minute',
    description: 'Seconds of a window are cut off.',
    caughtBy: ['window.complete'],
    change: moveWindow(({ from, to }) => ({ from: down(from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'window-rounded-inwards',
    description: 'A window is narrowed to whole minutes.',
    caughtBy: ['window.complete'],
    change: moveWindow(({ from, to }) => ({ from: -down(-from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'short-window-empty',
    description: 'A window shorter than an hour is empty.',
    caughtBy: ['window.complete', 'window.additive'],
    change: changeWindow((inside, { from, to }) => (to - from < HOUR ? noRows : inside)),
  },
  {
    slug: 'window-shifted-by-zone',
    description: 'A window is shifted by eight hours: times of the database are taken for UTC.',
    caughtBy: ['window.sound', 'window.complete'],
    change: moveWindow(({ from, to }) => ({ from: from + 8 * HOUR, to: to + 8 * HOUR })),
  },
  {
    slug: 'window-inverted',
    description: 'A window shows the backups outside it.',
    caughtBy: ['window.sound', 'window.complete'],
    change: changeWindow((inside, _window, _call, all) => {
      const matching = new Set(toArray(inside));
      return filtered(all, (row) => !matching.has(row));
    }),
  },
  {
    slug: 'window-in-milliseconds',
    description: 'A window in seconds is compared with begin times in milliseconds, and always empty.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: () => ({ inWindow: () => noRows }),
  },
  {
    slug: 'window-compared-as-text',
    description: 'A window is compared as text with the begin times that backups show.',
    caughtBy: ['window.sound', 'window.complete', 'window.zone-invariant'],
    change: () => ({
      inWindow: (rows, _window, call) => {
        const [begin, end] = windowTexts(call);
        return filtered(rows, (row) => {
          const shown = writeTime(call.deployment.dataset.beginOf(row), ZONE);
          return shown >= begin && shown <= end;
        });
      },
    }),
  },
  {
    slug: 'window-one-row-more',
    description: 'A window shows one backup that began before it.',
    caughtBy: ['window.sound'],
    change: ({ inWindow }) => ({
      inWindow: (rows, window, call) => {
        const inside = inWindow(rows, window, call);
        const earlier = { from: Number.NEGATIVE_INFINITY, to: window.from - 1 };
        const before = inWindow(rows, earlier, call).length;
        return slice(rows, before - 1, before + inside.length);
      },
    }),
  },
  {
    slug: 'window-one-row-less',
    description: 'A window lacks its newest backup.',
    caughtBy: ['window.complete'],
    change: changeWindow((inside) => slice(inside, 0, inside.length - 1)),
  },
  {
    slug: 'window-lacks-failed',
    description: 'Failed backups are in no window.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: changeWindow((inside, _window, call) =>
      filtered(inside, (row) => !hasFailed(backupAt(row, call), call.deployment.operation)),
    ),
  },
  {
    slug: 'window-one-row-a-second',
    description: 'Of the backups that begin in one second, a window shows one.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: changeWindow((inside, _window, call) => {
      let last = Number.NaN;
      return filtered(inside, (row) => {
        const begin = call.deployment.dataset.beginOf(row);
        const isNew = begin !== last;
        last = begin;
        return isNew;
      });
    }),
  },
  {
    slug: 'window-newest-hundred',
    description: 'A window shows its newest hundred backups at most.',
    caughtBy: ['window.whole-history', 'window.complete'],
    change: changeWindow((inside) => slice(inside, inside.length - 100, inside.length)),
  },
  {
    slug: 'window-thins-out',
    description: 'A window longer than a week shows every second backup.',
    caughtBy: ['window.monotone', 'window.whole-history', 'window.complete'],
    change: changeWindow((inside, { from, to }) =>
      to - from <= 7 * DAY ? inside : filtered(inside, (row) => row % 2 === 0),
    ),
  },
  {
    slug: 'window-of-recent-days',
    description: 'A window reaches back ten days from the newest backup, however early it begins.',
    caughtBy: ['window.whole-history', 'window.complete'],
    change: ({ inWindow }) => ({
      inWindow: (rows, { from, to }, call) => {
        if (rows.length === 0) return rows;
        const newest = call.deployment.dataset.beginOf(rows.at(rows.length - 1));
        return inWindow(rows, { from: Math.max(from, newest - 10 * DAY), to }, call);
      },
    }),
  },
  {
    slug: 'window-end-32-bits',
    description: 'A window that ends after January 2038 is empty.',
    caughtBy: ['window.whole-history'],
    change: moveWindow(({ from, to }) => ({ from, to: to >= 2 ** 31 ? to - 2 ** 32 : to })),
  },
  {
    slug: 'window-1970-fails',
    description: 'A window that begins at the epoch or earlier makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: moveWindow((window) => {
      if (window.from <= 0) throw serverFault();
      return window;
    }),
  },
  {
    slug: 'window-ignored-beside-type',
    description: 'A list of one type ignores the window.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: changeQuery((query, call) => {
      const { window: _window, ...whole } = query;
      return typeAsked(query, call) === undefined ? query : whole;
    }),
  },
  {
    slug: 'type-ignored-beside-window',
    description: 'A window ignores the backup type.',
    caughtBy: ['filters.combine', 'filters.sound'],
    change: changeQuery((query, call) => (query.window === undefined ? query : withoutType(query, call))),
  },
];
