/** Orders that do not hold still. */
import type { Fault } from '../../fault.ts';
import { listed, toArray } from '../../rows.ts';
import { randomAt } from '../../seeded-random.ts';
import type { Change } from '../../stages.ts';
import { isPlain } from '../mutations.ts';

/** Lists the matching rows in another order. */
function ordering(
  compare: (one: number, other: number, begins: (row: number) => number, sequence: number) => number,
): Change {
  return () => ({
    sort: (rows, _query, { deployment, sequence }) => {
      const begins = (row: number) => deployment.dataset.beginOf(row);
      return listed(toArray(rows).sort((one, other) => compare(one, other, begins, sequence)));
    },
  });
}

export const orderFaults: readonly Fault[] = [
  {
    slug: 'ties-in-any-order',
    description: 'Backups that begin together change places from request to request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: ordering(
      (one, other, begins, sequence) =>
        begins(other) - begins(one) || (sequence % 2 === 0 ? other - one : one - other),
    ),
  },
  {
    slug: 'order-drawn-anew',
    description: 'The order of the list is another one in each request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: ordering(
      (one, other, _begins, sequence) => randomAt(sequence, one, 51) - randomAt(sequence, other, 51),
    ),
  },
  {
    slug: 'order-drifts',
    description: 'The order of the list is another one after every forty requests.',
    caughtBy: ['pagination.repeatable'],
    change: ordering((one, other, _begins, sequence) => {
      const epoch = Math.floor(sequence / 40);
      return randomAt(epoch, one, 52) - randomAt(epoch, other, 52);
    }),
  },
  {
    slug: 'order-turns-on-later-pages',
    description: 'The first page is listed newest first and all others oldest first.',
    caughtBy: ['pagination.tiling'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => (query.offset > 0 ? rows : sort(rows, query, call)),
    }),
  },
  {
    slug: 'order-depends-on-limit',
    description: 'Small pages are listed oldest first and large ones newest first.',
    caughtBy: ['pagination.tiling'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => (query.limit < 10 ? rows : sort(rows, query, call)),
    }),
  },
  {
    slug: 'ties-depend-on-limit',
    description:
      'In a list without filters, backups that begin together change places between small and large pages.',
    caughtBy: ['pagination.tiling'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => {
        if (!isPlain(query) || query.limit >= 50) return sort(rows, query, call);
        const begins = (row: number) => call.deployment.dataset.beginOf(row);
        return listed(toArray(rows).sort((one, other) => begins(other) - begins(one) || one - other));
      },
    }),
  },
  {
    slug: 'pages-sorted-singly',
    description: 'Each page is cut first and then sorted by name.',
    caughtBy: ['pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const nameOf = (row: number) => call.deployment.dataset.backup(row).name;
        return listed(
          toArray(page(rows, query, call)).sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
        );
      },
    }),
  },
];
