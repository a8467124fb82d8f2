/** Orders that are not stable. */

import { backupAt, changePage, isPlain } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { listed, toArray } from '../../rows.ts';
import { randomAt } from '../../seeded-random.ts';
import type { Change, ListQuery } from '../../stages.ts';

/** Sorts the list of some queries in another way. */
function sorted(
  compare: (one: number, other: number, begins: (row: number) => number, sequence: number) => number,
  when: (query: ListQuery) => boolean = () => true,
): Change {
  return ({ sort }) => ({
    sort: (rows, query, call) => {
      if (!when(query)) return sort(rows, query, call);
      const begins = (row: number) => call.deployment.dataset.beginOf(row);
      return listed(toArray(rows).sort((one, other) => compare(one, other, begins, call.sequence)));
    },
  });
}

/** Lists the oldest backup first for some queries. */
function oldestFirst(when: (query: ListQuery) => boolean): Change {
  return ({ sort }) => ({ sort: (rows, query, call) => (when(query) ? rows : sort(rows, query, call)) });
}

export const orderFaults: readonly Fault[] = [
  {
    slug: 'ties-in-any-order',
    description: 'Backups that begin together change places from request to request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: sorted(
      (one, other, begins, sequence) =>
        begins(other) - begins(one) || (sequence % 2 === 0 ? other - one : one - other),
    ),
  },
  {
    slug: 'order-drawn-anew',
    description: 'The order of the list is a different one in each request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: sorted((one, other, _begins, sequence) => {
      return randomAt(sequence, one, 51) - randomAt(sequence, other, 51);
    }),
  },
  {
    slug: 'order-drifts',
    description: 'The order of the list changes after every forty requests.',
    caughtBy: ['pagination.repeatable'],
    change: sorted((one, other, _begins, sequence) => {
      const epoch = Math.floor(sequence / 40);
      return randomAt(epoch, one, 52) - randomAt(epoch, other, 52);
    }),
  },
  {
    slug: 'order-turns-on-later-pages',
    description: 'The first page is listed newest first and all others oldest first.',
    caughtBy: ['pagination.tiling'],
    change: oldestFirst(({ offset }) => offset > 0),
  },
  {
    slug: 'order-depends-on-limit',
    description: 'Small pages are listed oldest first and large ones newest first.',
    caughtBy: ['pagination.tiling'],
    change: oldestFirst(({ limit }) => limit < 10),
  },
  {
    slug: 'ties-depend-on-limit',
    description:
      'In a list without filters, backups that begin together change places between small and large pages.',
    caughtBy: ['pagination.tiling'],
    change: sorted(
      (one, other, begins) => begins(other) - begins(one) || one - other,
      (query) => isPlain(query) && query.limit < 50,
    ),
  },
  {
    slug: 'pages-sorted-singly',
    description: 'Each page is cut first and then sorted by name.',
    caughtBy: ['pagination.tiling'],
    change: changePage((page, _query, call) => {
      const nameOf = (row: number) => backupAt(row, call).name;
      return listed(toArray(page).sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)));
    }),
  },
];
