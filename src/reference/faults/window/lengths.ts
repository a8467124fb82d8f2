/** Faults in windows of some length, as if they were read from another table or through another index. */

import { cutPage } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { filtered, reversed, slice } from '../../rows.ts';
import type { Window } from '../../stages.ts';
import { changeWindow, DAY, moveWindow, YEAR } from './changes.ts';

const isShort = ({ from, to }: Window) => to - from < 5 * DAY;
const isLong = ({ from, to }: Window) => to - from > YEAR;

export const windowLengthFaults: readonly Fault[] = [
  {
    slug: 'short-window-open-begin',
    description:
      'A window shorter than five days leaves out the second it begins with; a longer one does not.',
    caughtBy: ['window.additive'],
    change: moveWindow((window) => (isShort(window) ? { ...window, from: window.from + 1 } : window)),
  },
  {
    slug: 'long-window-lacks-building',
    description: 'A window longer than a year is read from the archive, which lacks the backups under way.',
    caughtBy: ['window.monotone'],
    change: changeWindow((inside, window, { deployment }) =>
      isLong(window) ? filtered(inside, (row) => deployment.dataset.endOf(row) !== undefined) : inside,
    ),
  },
  {
    slug: 'long-window-newest-two-hundred',
    description: 'A window longer than a year shows its newest two hundred backups at most.',
    caughtBy: ['window.whole-history'],
    change: changeWindow((inside, window) =>
      isLong(window) ? slice(inside, inside.length - 200, inside.length) : inside,
    ),
  },
  {
    slug: 'long-window-small-pages-turned',
    description: 'Small pages of a window longer than a year are cut from the other end of the list.',
    caughtBy: ['window.pages'],
    change: cutPage((page, list, query, call) => {
      const { window, limit } = query;
      const isSmall = limit < call.deployment.operation.limit.maximum;
      const isTurned = window !== undefined && isLong(window) && isSmall;
      return page(isTurned ? reversed(list) : list, query, call);
    }),
  },
];
