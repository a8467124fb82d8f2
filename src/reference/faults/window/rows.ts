/** Faults in choosing the rows of a window. */
import { writeTime } from '../../../contract/time.ts';
import { FAILED } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { textOf } from '../../judge.ts';
import { filtered, noRows, slice, toArray } from '../../rows.ts';
import { misunderstood, serverFault } from '../making.ts';
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
    says: 'The window is judged and then forgotten.',
    caughtBy: ['window.sound'],
    change: () => ({ within: (rows) => rows }),
  },
  {
    slug: 'window-after-paging',
    says: 'The page is cut first, and the window applied to it.',
    caughtBy: ['window.pages', 'pagination.page-size'],
    change: ({ within, page }) => ({
      within: (rows) => rows,
      page: (rows, question, call) => {
        const cut = page(rows, question, call);
        if (question.window === undefined) return cut;
        const matching = new Set(
          toArray(within(call.stages.order(rows, question, call), question.window, call)),
        );
        return filtered(cut, (row) => matching.has(row));
      },
    }),
  },
  {
    slug: 'window-end-ignored',
    says: 'The end of a window is not looked at.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ from }) => ({ from, to: Number.POSITIVE_INFINITY })),
  },
  {
    slug: 'window-begin-ignored',
    says: 'The begin of a window is not looked at.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ to }) => ({ from: Number.NEGATIVE_INFINITY, to })),
  },
  {
    slug: 'window-by-day',
    says: 'A window is widened to whole days.',
    caughtBy: ['window.sound'],
    change: windowMoved(({ from, to }) => ({ from: down(from, DAY), to: down(to, DAY) + DAY - 1 })),
  },
  {
    slug: 'window-by-hour',
    says: 'Minutes and seconds of a window are cut off.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowMoved(({ from, to }) => ({ from: down(from, HOUR), to: down(to, HOUR) })),
  },
  {
    slug: 'window-by-minute',
    says: 'Seconds of a window are cut off.',
    caughtBy: ['window.complete'],
    change: windowMoved(({ from, to }) => ({ from: down(from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'window-rounded-inwards',
    says: 'A window is narrowed to whole minutes.',
    caughtBy: ['window.complete'],
    change: windowMoved(({ from, to }) => ({ from: -down(-from, MINUTE), to: down(to, MINUTE) })),
  },
  {
    slug: 'short-window-empty',
    says: 'A window shorter than an hour is empty.',
    caughtBy: ['window.complete', 'window.additive'],
    change: windowed((within) => (rows, window, call) => {
      return window.to - window.from < HOUR ? noRows : within(rows, window, call);
    }),
  },
  {
    slug: 'window-shifted-by-zone',
    says: 'A window is shifted by eight hours: times of the database are taken for UTC.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowMoved(({ from, to }) => ({ from: from + 8 * HOUR, to: to + 8 * HOUR })),
  },
  {
    slug: 'window-inverted',
    says: 'A window shows the backups outside it.',
    caughtBy: ['window.sound', 'window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = new Set(toArray(within(rows, window, call)));
      return filtered(rows, (row) => !inside.has(row));
    }),
  },
  {
    slug: 'window-in-milliseconds',
    says: 'A window in seconds is compared with begin times in milliseconds, and always empty.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed(() => () => noRows),
  },
  {
    slug: 'window-compared-as-text',
    says: 'A window is compared as text with the begin times that backups show.',
    caughtBy: ['window.sound', 'window.complete', 'window.zone-invariant'],
    change: () => ({
      within: (rows, _window, call) => {
        const { data, operation } = call.world;
        const texts = call.stages.read(call.route.query, call);
        const begin = textOf(texts, operation.window.begin) ?? '';
        const end = textOf(texts, operation.window.end) ?? '';
        return filtered(rows, (row) => {
          const shown = writeTime(data.beginOf(row), SHOWN_ZONE);
          return shown >= begin && shown <= end;
        });
      },
    }),
  },
  {
    slug: 'window-one-row-more',
    says: 'A window shows one backup that began before it.',
    caughtBy: ['window.sound'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      const before = within(rows, { from: Number.NEGATIVE_INFINITY, to: window.from - 1 }, call).length;
      return slice(rows, before - 1, before + inside.length);
    }),
  },
  {
    slug: 'window-one-row-less',
    says: 'A window lacks its newest backup.',
    caughtBy: ['window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return slice(inside, 0, inside.length - 1);
    }),
  },
  {
    slug: 'window-lacks-failed',
    says: 'Failed backups are in no window.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed(
      (within) => (rows, window, call) =>
        filtered(within(rows, window, call), (row) => call.world.data.backup(row).status !== FAILED),
    ),
  },
  {
    slug: 'window-one-row-a-second',
    says: 'Of the backups that begin in one second, a window shows one.',
    caughtBy: ['window.complete', 'window.whole-history'],
    change: windowed((within) => (rows, window, call) => {
      let last = Number.NaN;
      return filtered(within(rows, window, call), (row) => {
        const begin = call.world.data.beginOf(row);
        const isNew = begin !== last;
        last = begin;
        return isNew;
      });
    }),
  },
  {
    slug: 'window-newest-hundred',
    says: 'A window shows its newest hundred backups at most.',
    caughtBy: ['window.whole-history', 'window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return slice(inside, inside.length - 100, inside.length);
    }),
  },
  {
    slug: 'window-thins-out',
    says: 'A window longer than a week shows every second backup.',
    caughtBy: ['window.monotone', 'window.whole-history', 'window.complete'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return window.to - window.from <= 7 * DAY ? inside : filtered(inside, (row) => row % 2 === 0);
    }),
  },
  {
    slug: 'window-of-recent-days',
    says: 'A window reaches back ten days from the newest backup, however early it begins.',
    caughtBy: ['window.whole-history', 'window.complete'],
    change: windowed((within) => (rows, { from, to }, call) => {
      const newest = call.world.data.beginOf(rows.at(rows.length - 1));
      return rows.length === 0 ? rows : within(rows, { from: Math.max(from, newest - 10 * DAY), to }, call);
    }),
  },
  {
    slug: 'window-end-32-bits',
    says: 'A window that ends after January 2038 is empty.',
    caughtBy: ['window.whole-history'],
    change: windowMoved(({ from, to }) => ({ from, to: to >= 2 ** 31 ? to - 2 ** 32 : to })),
  },
  {
    slug: 'window-1970-fails',
    says: 'A window that begins with the epoch, or before, makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: windowed((within) => (rows, window, call) => {
      if (window.from <= 0) throw serverFault();
      return within(rows, window, call);
    }),
  },
  {
    slug: 'window-ignored-beside-type',
    says: 'A list of one type does not regard the window.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: misunderstood(({ window, ...question }) =>
      window === undefined || question.type !== undefined ? question : { ...question, window },
    ),
  },
  {
    slug: 'type-ignored-beside-window',
    says: 'A window does not regard the backup type.',
    caughtBy: ['filters.combine', 'filters.type-sound'],
    change: misunderstood(({ type, ...question }) =>
      type === undefined || question.window !== undefined ? question : { ...question, type },
    ),
  },
];
