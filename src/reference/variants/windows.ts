/** Other ways to compare a backup with a window. The document states neither the time compared nor the ends. */
import { byBeginHalfOpen, byContainment, byEnd, byOverlap, comparing } from '../membership.ts';
import type { Variant } from '../mutation.ts';

export const windows: readonly Variant[] = [
  {
    slug: 'window-open-ends',
    description: 'Compares a window with begin times, both ends excluded.',
    change: comparing((begin, _end, { from, to }) => begin > from && begin < to),
  },
  {
    slug: 'window-half-open',
    description: 'Compares a window with begin times, its first instant included and its last excluded.',
    change: comparing(byBeginHalfOpen),
  },
  {
    slug: 'window-open-begin',
    description: 'Compares a window with begin times, its first instant excluded and its last included.',
    change: comparing((begin, _end, { from, to }) => begin > from && begin <= to),
  },
  {
    slug: 'window-by-end',
    description: 'Compares a window with end times; a backup without one is in no window.',
    change: comparing(byEnd),
  },
  {
    slug: 'window-by-end-open-ends',
    description: 'Compares a window with end times, both ends excluded.',
    change: comparing((_begin, end, { from, to }) => end !== undefined && end > from && end < to),
  },
  {
    slug: 'window-by-end-half-open',
    description: 'Compares a window with end times, its first instant included and its last excluded.',
    change: comparing((_begin, end, { from, to }) => end !== undefined && end >= from && end < to),
  },
  {
    slug: 'window-by-end-open-begin',
    description: 'Compares a window with end times, its first instant excluded and its last included.',
    change: comparing((_begin, end, { from, to }) => end !== undefined && end > from && end <= to),
  },
  {
    slug: 'window-by-overlap',
    description: 'Lists backups that were under way at some instant of the window.',
    change: comparing(byOverlap),
  },
  {
    slug: 'window-by-overlap-open-ends',
    description: 'Lists backups that were under way at some instant strictly within the window.',
    change: comparing((begin, end, { from, to }) => begin < to && (end === undefined || end > from)),
  },
  {
    slug: 'window-by-overlap-half-open',
    description: 'Lists backups that were under way at some instant of the window, its last one excluded.',
    change: comparing((begin, end, { from, to }) => begin < to && (end === undefined || end >= from)),
  },
  {
    slug: 'window-by-overlap-open-begin',
    description: 'Lists backups that were under way at some instant of the window, its first one excluded.',
    change: comparing((begin, end, { from, to }) => begin <= to && (end === undefined || end > from)),
  },
  {
    slug: 'window-by-overlap-lacks-building',
    description:
      'Lists backups that were under way at some instant of the window and have ended; others are in no window.',
    change: comparing((begin, end, window) => end !== undefined && byOverlap(begin, end, window)),
  },
  {
    slug: 'window-by-containment',
    description: 'Lists backups that began and ended in the window; one without an end is in no window.',
    change: comparing(byContainment),
  },
  {
    slug: 'window-by-containment-open-ends',
    description: 'Lists backups that began and ended strictly within the window.',
    change: comparing((begin, end, { from, to }) => begin > from && end !== undefined && end < to),
  },
  {
    slug: 'window-by-containment-half-open',
    description: 'Lists backups that began and ended in the window, before its last instant.',
    change: comparing((begin, end, { from, to }) => begin >= from && end !== undefined && end < to),
  },
  {
    slug: 'window-by-containment-open-begin',
    description: 'Lists backups that began and ended in the window, after its first instant.',
    change: comparing((begin, end, { from, to }) => begin > from && end !== undefined && end <= to),
  },
];
