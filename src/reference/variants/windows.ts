/** Other ways to compare a backup with a window. The document states neither the time compared nor the ends. */
import { LONGEST } from '../generated-backup.ts';
import type { Variant } from '../mutation.ts';
import { filtered, firstNot, slice } from '../rows.ts';
import type { Change, Window } from '../stages.ts';

/** Whether a backup belongs to a window. All in epoch seconds; `end` is undefined while it is being built. */
type Belongs = (begin: number, end: number | undefined, window: Window) => boolean;

/** Looks only at backups that could meet the window: those that begin in it, or shortly enough before. */
function comparing(belongs: Belongs): Change {
  return () => ({
    inWindow: (rows, window, { deployment }) => {
      const { dataset } = deployment;
      const near = slice(
        rows,
        firstNot(rows, (row) => dataset.beginOf(row) < window.from - LONGEST),
        firstNot(rows, (row) => dataset.beginOf(row) <= window.to),
      );
      return filtered(near, (row) => belongs(dataset.beginOf(row), dataset.endOf(row), window));
    },
  });
}

export const windows: readonly Variant[] = [
  {
    slug: 'window-open-ends',
    description: 'Compares a window with begin times, both ends excluded.',
    change: comparing((begin, _end, { from, to }) => begin > from && begin < to),
  },
  {
    slug: 'window-half-open',
    description: 'Compares a window with begin times, its first instant included and its last excluded.',
    change: comparing((begin, _end, { from, to }) => begin >= from && begin < to),
  },
  {
    slug: 'window-by-end',
    description: 'Compares a window with end times; a backup without one is in no window.',
    change: comparing((_begin, end, { from, to }) => end !== undefined && end >= from && end <= to),
  },
  {
    slug: 'window-by-end-open-ends',
    description: 'Compares a window with end times, both ends excluded.',
    change: comparing((_begin, end, { from, to }) => end !== undefined && end > from && end < to),
  },
  {
    slug: 'window-by-overlap',
    description: 'Lists backups that were under way at some instant of the window.',
    change: comparing((begin, end, { from, to }) => begin <= to && (end === undefined || end >= from)),
  },
  {
    slug: 'window-by-overlap-open-ends',
    description: 'Lists backups that were under way at some instant strictly within the window.',
    change: comparing((begin, end, { from, to }) => begin < to && (end === undefined || end > from)),
  },
  {
    slug: 'window-by-containment',
    description: 'Lists backups that began and ended in the window; one without an end is in no window.',
    change: comparing((begin, end, { from, to }) => begin >= from && end !== undefined && end <= to),
  },
  {
    slug: 'window-by-containment-open-ends',
    description: 'Lists backups that began and ended strictly within the window.',
    change: comparing((begin, end, { from, to }) => begin > from && end !== undefined && end < to),
  },
];
