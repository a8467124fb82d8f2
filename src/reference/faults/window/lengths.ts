/** Faults of windows of some length, as where another table or another index answers them. */
import type { Fault } from '../../fault.ts';
import type { Window } from '../../list-query.ts';
import { filtered, reversed, slice } from '../../rows.ts';
import { windowed, windowMoved } from './windowed.ts';

const DAY = 86_400;

const isShort = ({ from, to }: Window) => to - from < 5 * DAY;
const isLong = ({ from, to }: Window) => to - from > 366 * DAY;

export const windowLengthFaults: readonly Fault[] = [
  {
    slug: 'short-window-open-begin',
    description:
      'A window shorter than five days leaves out the second it begins with; a longer one does not.',
    caughtBy: ['window.additive'],
    change: windowMoved((window) => (isShort(window) ? { ...window, from: window.from + 1 } : window)),
  },
  {
    slug: 'long-window-lacks-building',
    description: 'A window longer than a year is read from the archive, which lacks the backups under way.',
    caughtBy: ['window.monotone'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      const { dataset } = call.deployment;
      return isLong(window) ? filtered(inside, (row) => dataset.endOf(row) !== undefined) : inside;
    }),
  },
  {
    slug: 'long-window-newest-two-hundred',
    description: 'A window longer than a year shows its newest two hundred backups at most.',
    caughtBy: ['window.whole-history'],
    change: windowed((within) => (rows, window, call) => {
      const inside = within(rows, window, call);
      return isLong(window) ? slice(inside, inside.length - 200, inside.length) : inside;
    }),
  },
  {
    slug: 'long-window-small-pages-turned',
    description: 'Small pages of a window longer than a year are cut from its other end.',
    caughtBy: ['window.pages'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const { window, limit } = query;
        const isTurned =
          window !== undefined && isLong(window) && limit < call.deployment.operation.limit.maximum;
        return page(isTurned ? reversed(rows) : rows, query, call);
      },
    }),
  },
];
