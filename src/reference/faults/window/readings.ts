/** Faults by which a window is read in one way in some queries and in another way in others. */
import { readTimeParts } from '../../../contract/time.ts';
import {
  backupAt,
  changeMatches,
  changeQuery,
  cutPage,
  isIncremental,
  typeAsked,
  windowTexts,
} from '../../changes.ts';
import { byBegin, byBeginHalfOpen, byContainment, byEnd, byOverlap, comparingBy } from '../../membership.ts';
import type { Fault } from '../../mutation.ts';
import { filtered, reversed } from '../../rows.ts';
import type { Call, Change, ListQuery, Window } from '../../stages.ts';
import { changeWindow, DAY, epochSeconds, HOUR, misread } from './changes.ts';

/** Moves the window of some queries. */
function moveWhere(
  concerns: (query: ListQuery, call: Call) => boolean,
  move: (window: Window) => Window,
): Change {
  return changeQuery((query, call) =>
    query.window === undefined || !concerns(query, call) ? query : { ...query, window: move(query.window) },
  );
}

const withoutEnd = ({ from, to }: Window): Window => ({ from, to: to - 1 });
const withoutBegin = ({ from, to }: Window): Window => ({ from: from + 1, to });

/** Whether New York keeps summer time, to the month. */
const inSummer = (month: number) => month > 3 && month < 11;

const queryFaults: readonly Fault[] = [
  {
    slug: 'window-end-lost-beside-type',
    description: 'The end of a window belongs to it in a list without a type, and not in one with a type.',
    caughtBy: ['window.one-reading'],
    change: moveWhere((query, call) => typeAsked(query, call) !== undefined, withoutEnd),
  },
  {
    slug: 'window-end-lost-beside-id',
    description: 'The end of a window belongs to it unless a backup is asked for by its id.',
    caughtBy: ['window.one-reading'],
    change: moveWhere(({ id }) => id !== undefined, withoutEnd),
  },
  {
    slug: 'window-begin-lost-on-later-pages',
    description: 'The begin of a window belongs to it on the first page, and not on the later ones.',
    caughtBy: ['window.one-reading'],
    change: moveWhere(({ offset }) => offset > 0, withoutBegin),
  },
  {
    slug: 'window-begin-lost-on-short-pages',
    description: 'The begin of a window does not belong to it where fewer than ten backups are asked for.',
    caughtBy: ['window.one-reading'],
    change: moveWhere(({ limit }) => limit < 10, withoutBegin),
  },
  {
    slug: 'window-end-lost-in-one-zone',
    description: 'The end of a window belongs to it unless it is written in the zone +0545.',
    caughtBy: ['window.one-reading', 'window.zone-invariant'],
    change: moveWhere((_query, call) => windowTexts(call)[1].endsWith('+0545'), withoutEnd),
  },
  {
    slug: 'window-end-counted',
    description: 'The total counts a window with its end, and the page lists it without.',
    caughtBy: ['window.one-reading'],
    change: cutPage((page, list, query, call) => {
      const { window } = query;
      if (window === undefined) return page(list, query, call);
      const { dataset } = call.deployment;
      const before = filtered(list, (row) => dataset.beginOf(row) < window.to);
      return page(before, query, call);
    }),
  },
  {
    slug: 'window-begin-counted-by-type',
    description: 'The total of a type counts a window without its begin, and the page lists it.',
    caughtBy: ['window.one-reading'],
    change: ({ count }) => ({
      count: (rows, query, call) => {
        const { window } = query;
        if (window === undefined || typeAsked(query, call) === undefined) return count(rows, query, call);
        const { dataset } = call.deployment;
        return count(
          filtered(rows, (row) => dataset.beginOf(row) > window.from),
          query,
          call,
        );
      },
    }),
  },
  {
    slug: 'window-by-end-without-type',
    description: 'A window is compared with begin times under a type, and with end times without one.',
    caughtBy: ['window.one-reading'],
    change: comparingBy((query, call) => (typeAsked(query, call) === undefined ? byEnd : byBegin)),
  },
  {
    slug: 'window-overlap-on-first-page',
    description: 'The first page lists what overlaps the window, and later ones what it contains.',
    caughtBy: ['window.one-reading', 'window.pages', 'pagination.tiling'],
    change: comparingBy(({ offset }) => (offset === 0 ? byOverlap : byContainment)),
  },
  {
    slug: 'window-half-open-in-two-zones',
    description: 'A window whose ends are written in two zones excludes its end; another one includes it.',
    caughtBy: ['window.one-reading', 'window.zone-invariant'],
    change: comparingBy((_query, call) => {
      const [begin, end] = windowTexts(call).map((text) => text.slice(-5));
      return begin === end ? byBegin : byBeginHalfOpen;
    }),
  },
  {
    slug: 'incremental-under-window-only',
    description: 'Incremental backups are listed without a type under a window, and not without a window.',
    caughtBy: ['window.one-reading'],
    change: changeMatches((rows, query, call) => {
      const isListed = query.id !== undefined || query.window !== undefined || typeAsked(query, call);
      return isListed
        ? rows
        : filtered(rows, (row) => !isIncremental(backupAt(row, call), call.deployment.operation));
    }),
  },
  {
    slug: 'window-later-pages-turned',
    description: 'Later pages of a window are turned: their last backup comes first.',
    caughtBy: ['window.one-reading', 'window.pages', 'pagination.tiling'],
    change: cutPage((page, list, query, call) => {
      const cut = page(list, query, call);
      return query.window !== undefined && query.offset > 0 ? reversed(cut) : cut;
    }),
  },
];

/** Beginning of the day of an instant, in UTC. */
const dayOf = (instant: number) => new Date(instant * 1000).toISOString().slice(5, 10);

const calendarFaults: readonly Fault[] = [
  {
    slug: 'leap-day-lost',
    description: 'A window shorter than a month lacks the backups that begin on 29 February.',
    caughtBy: ['window.complete'],
    plan: { now: Date.UTC(2020, 2, 11, 7, 30) / 1000 },
    change: changeWindow((inside, { from, to }, { deployment }) =>
      to - from >= 31 * DAY
        ? inside
        : filtered(inside, (row) => dayOf(deployment.dataset.beginOf(row)) !== '02-29'),
    ),
  },
  {
    slug: 'last-evening-of-month-lost',
    description: 'A window lacks the backups that begin in the last hours of a month.',
    caughtBy: ['window.complete'],
    change: changeWindow((inside, { from, to }, { deployment }) => {
      if (to - from >= 10 * DAY) return inside;
      return filtered(inside, (row) => {
        const begin = deployment.dataset.beginOf(row);
        return dayOf(begin).slice(0, 2) === dayOf(begin + 4 * HOUR).slice(0, 2);
      });
    }),
  },
  {
    slug: 'zone-of-new-york',
    description: 'The zone -0500 is taken for that of New York, which is an hour off in summer.',
    caughtBy: ['window.one-reading'],
    change: misread((parts) => {
      const { sign, hours, minutes } = parts.zone;
      const isMeant = sign < 0 && hours === 5 && minutes === 0 && inSummer(parts.month);
      return epochSeconds(parts) - (isMeant ? HOUR : 0);
    }),
  },
  {
    slug: 'zone-of-sydney',
    description: 'The zone +1000 is taken for that of Sydney, which is an hour off in its summer.',
    caughtBy: ['window.one-reading'],
    plan: { now: Date.UTC(2019, 0, 20, 7, 30) / 1000 },
    change: misread((parts) => {
      const { sign, hours, minutes } = parts.zone;
      const isMeant = sign > 0 && hours === 10 && minutes === 0 && !inSummer(parts.month);
      return epochSeconds(parts) - (isMeant ? HOUR : 0);
    }),
  },
  {
    slug: 'zone-of-japan-taken-for-utc',
    description: 'The zone +0900 is taken for UTC.',
    caughtBy: ['window.zone-invariant'],
    change: misread((parts) => {
      const { sign, hours, minutes } = parts.zone;
      return epochSeconds(parts) + (sign > 0 && hours === 9 && minutes === 0 ? 9 * HOUR : 0);
    }),
  },
  {
    slug: 'window-of-far-end-empty',
    description: 'A window that ends in the year 9999 is empty.',
    caughtBy: ['window.one-reading'],
    change: ({ inWindow }) => ({
      inWindow: (rows, window, call) =>
        readTimeParts(windowTexts(call)[1])?.year === 9999
          ? filtered(rows, () => false)
          : inWindow(rows, window, call),
    }),
  },
];

export const readingFaults: readonly Fault[] = [...queryFaults, ...calendarFaults];
