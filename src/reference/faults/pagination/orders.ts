/** Orders that do not hold still. */
import type { Fault } from '../../fault.ts';
import { listed, toArray } from '../../rows.ts';
import { draw } from '../../scatter.ts';
import type { Change } from '../../stages.ts';
import { isPlain } from '../making.ts';

/** Lists the matching rows in another order. */
function ordering(
  compare: (one: number, other: number, begins: (row: number) => number, sequence: number) => number,
): Change {
  return () => ({
    order: (rows, _question, { world, sequence }) => {
      const begins = (row: number) => world.data.beginOf(row);
      return listed(toArray(rows).sort((one, other) => compare(one, other, begins, sequence)));
    },
  });
}

export const orderFaults: readonly Fault[] = [
  {
    slug: 'ties-in-any-order',
    says: 'Backups that begin together change places from request to request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: ordering(
      (one, other, begins, sequence) =>
        begins(other) - begins(one) || (sequence % 2 === 0 ? other - one : one - other),
    ),
  },
  {
    slug: 'order-drawn-anew',
    says: 'The order of the list is another one in each request.',
    caughtBy: ['pagination.repeatable', 'pagination.tiling'],
    change: ordering((one, other, _begins, sequence) => draw(sequence, one, 51) - draw(sequence, other, 51)),
  },
  {
    slug: 'order-drifts',
    says: 'The order of the list is another one after every forty requests.',
    caughtBy: ['pagination.repeatable'],
    change: ordering((one, other, _begins, sequence) => {
      const epoch = Math.floor(sequence / 40);
      return draw(epoch, one, 52) - draw(epoch, other, 52);
    }),
  },
  {
    slug: 'order-turns-on-later-pages',
    says: 'The first page is listed newest first and all others oldest first.',
    caughtBy: ['pagination.tiling'],
    change: ({ order }) => ({
      order: (rows, question, call) => (question.offset > 0 ? rows : order(rows, question, call)),
    }),
  },
  {
    slug: 'order-depends-on-limit',
    says: 'Small pages are listed oldest first and large ones newest first.',
    caughtBy: ['pagination.tiling'],
    change: ({ order }) => ({
      order: (rows, question, call) => (question.limit < 10 ? rows : order(rows, question, call)),
    }),
  },
  {
    slug: 'ties-depend-on-limit',
    says: 'In a list without filters, backups that begin together change places between small and large pages.',
    caughtBy: ['pagination.tiling'],
    change: ({ order }) => ({
      order: (rows, question, call) => {
        if (!isPlain(question) || question.limit >= 50) return order(rows, question, call);
        const begins = (row: number) => call.world.data.beginOf(row);
        return listed(toArray(rows).sort((one, other) => begins(other) - begins(one) || one - other));
      },
    }),
  },
  {
    slug: 'pages-sorted-singly',
    says: 'Each page is cut first and then sorted by name.',
    caughtBy: ['pagination.tiling'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const nameOf = (row: number) => call.world.data.backup(row).name;
        return listed(
          toArray(page(rows, question, call)).sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
        );
      },
    }),
  },
];
