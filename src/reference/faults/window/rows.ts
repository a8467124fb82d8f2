/** Faults in choosing the rows of a window. */
import { writeTime } from '../../../contract/time.ts';
import { FAILED } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { textOf } from '../../query-validation.ts';
import { filtered, noRows, slice, toArray } from '../../rows.ts';
import { misunderstood, serverFault } from '../mutations.ts';
import { windowed, windowMoved } from './windowed.ts';

/** Minutes east of UTC in which backups show their times. */
const SHOWN_ZONE = 480;
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;

const down = (instant: number, unit: number) => Math.floor(instant / unit) * unit;

export const windowRowFaults: readonly Fault[] = [
  {
    slug: 'window-ignored',
    description: 'The window is judged and then forgotten.',
    caughtBy: ['window.sound'],
    change: () => ({ inWindow: (rows) => rows }),
  },
  {
    slug: 'window-after-paging',
    description: 'The page is cut first, and the window applied to it.',
    caughtBy: ['window.pages', 'pagination.page-size'],
    change: ({ inWindow, page }) => ({
      inWindow: (rows) => rows,
      page: (rows, query, call) => {
        const cut = page(rows, query, call);
        if (query.window === undefined) return cut;
        const matching = new Set(toArray(inWindow(call.stages.sort(rows, query, call), query.window, call)));
        return filtered(cut, (row) => matching.has(row));
      },
    }),
  },
  {
    slug: 'window-end-ignored',
    description: 'The end of a window is not looked at.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ from }) => ({ from, to: Number.POSITIVE_INFINITY })),
  },
  {
    slug: 'window-begin-ignored',
    description: 'The begin of a window is not looked at.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ to }) => ({ from: Number.NEGATIVE_INFINITY, to })),
  },
  {
    slug: 'window-by-day',
    description: 'A window is widened to whole days.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ from, to }) => ({ from: down(from, DAY), to: down(to, DAY) + DAY - 1 })),
  },
  {
    slug: 'window-by-hour',
    description: 'Minutes and seconds of a window are cut off.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowMoved(({ from, to }) => ({ from: down(from, HOUR), to: down(to, HOUR) })),
  },
  {
    slug: 'window-by-minute',
    description: 'Seconds of a window are cut off.',
    caughtBy: ['window.complete'],
    change: windowMoved(({ from, to }) => ({ from: down(from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'window-rounded-inwards',
    description: 'A window is narrowed to whole minutes.',
    caughtBy: ['window.complete'],
    change: windowMoved(({ from, to }) => ({ from: -down(-from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'short-window-empty',
    description: 'A window shorter than an hour is empty.',
    caughtBy: ['window.complete', 'window.additive'],
    change: windowed((within) => (rows, window, call) => {
      return window.to - window.from < HOUR ? noRows : within(rows, window, call);
    }),
  },
  {
    slug: 'window-shifted-by-zone',
    description: 'A window is shifted by eight hours: times of the database are taken for UTC.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowMoved(({ from, to }) => ({ from: from + 8 * HOUR, to: to + 8 * HOUR })),
  },
  {
    slug: 'window-inverted',
    description: 'A window shows the backups outside it.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = new Set(toArray(within(rows, window, call)));
      return filtered(rows, (row) => !inside.has(row));
    }),
  },
  {
    slug: 'window-in-milliseconds',
    description: 'A window in seconds is compared with begin times in milliseconds, and always empty.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed(() => () => noRows),
  },
  {
    slug: 'window-compared-as-text',
    description: 'A window is compared as text with the begin times that backups show.',
    caughtBy: ['window.sound', 'window.complete', 'window.zone-invariant'],
    change: () => ({
      inWindow: (rows, _window, call) => {
        const { dataset, operation } = call.deployment;
        const texts = call.stages.decode(call.route.queryString, call);
        const begin = textOf(texts, operation.window.begin) ?? '';
        const end = textOf(texts, operation.window.end) ?? '';
        return filtered(rows, (row) => {
          const shown = writeTime(dataset.beginOf(row), SHOWN_ZONE);
          return shown >= begin && shown <= end;
        });
      },
    }),
  },
  {
    slug: 'window-one-row-more',
    description: 'A window shows one backup that began before it.',
    caughtBy: ['window.sound'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      const before = within(rows, { from: Number.NEGATIVE_INFINITY, to: window.from - 1 }, call).length;
      return slice(rows, before - 1, before + inside.length);
    }),
  },
  {
    slug: 'window-one-row-less',
    description: 'A window lacks its newest backup.',
    caughtBy: ['window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return slice(inside, 0, inside.length - 1);
    }),
  },
  {
    slug: 'window-lacks-failed',
    description: 'Failed backups are in no window.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed(
      (within) => (rows, window, call) =>
        filtered(within(rows, window, call), (row) => call.deployment.dataset.backup(row).status !== FAILED),
    ),
  },
  {
    slug: 'window-one-row-a-second',
    description: 'Of the backups that begin in one second, a window shows one.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed((within) => (rows, window, call) => {
      let last = Number.NaN;
      return filtered(within(rows, window, call), (row) => {
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
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return slice(inside, inside.length - 100, inside.length);
    }),
  },
  {
    slug: 'window-thins-out',
    description: 'A window longer than a week shows every second backup.',
    caughtBy: ['window.monotone', 'window.whole-history', 'window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return window.to - window.from <= 7 * DAY ? inside : filtered(inside, (row) => row % 2 === 0);
    }),
  },
  {
    slug: 'window-of-recent-days',
    description: 'A window reaches back ten days from the newest backup, however early it begins.',
    caughtBy: ['window.whole-history', 'window.complete'],
    change: windowed((within) => (rows, { from, to }, call) => {
      const newest = call.deployment.dataset.beginOf(rows.at(rows.length - 1));
      return rows.length === 0 ? rows : within(rows, { from: Math.max(from, newest - 10 * DAY), to }, call);
    }),
  },
  {
    slug: 'window-end-32-bits',
    description: 'A window that ends after January 2038 is empty.',
    caughtBy: ['window.whole-history'],
    change: windowMoved(({ from, to }) => ({ from, to: to >= 2 ** 31 ? to - 2 ** 32 : to })),
  },
  {
    slug: 'window-1970-fails',
    description: 'A window that begins with the epoch, or before, makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: windowed((within) => (rows, window, call) => {
      if (window.from <= 0) throw serverFault();
      return within(rows, window, call);
    }),
  },
  {
    slug: 'window-ignored-beside-type',
    description: 'A list of one type does not regard the window.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: misunderstood(({ window, ...query }) =>
      window === undefined || query.type !== undefined ? query : { ...query, window },
    ),
  },
  {
    slug: 'type-ignored-beside-window',
    description: 'A window does not regard the backup type.',
    caughtBy: ['filters.combine', 'filters.sound'],
    change: misunderstood(({ type, ...query }) =>
      type === undefined || query.window !== undefined ? query : { ...query, type },
    ),
  },
];
