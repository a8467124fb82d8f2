/** Answers that depend on the requests around them: caches, replicas out of step, requests under way together. */
import { setImmediate } from 'node:timers/promises';
import { isPlain } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { reversed, slice } from '../../rows.ts';

/** Offset from which a page is a later one. */
const LATER = 20;

export const replicaFaults: readonly Fault[] = [
  {
    slug: 'kept-page-turned',
    description: 'A later page that is asked for twice in a row comes in the opposite order the second time.',
    caughtBy: ['pagination.repeatable'],
    change: ({ page }) => {
      let last = '';
      return {
        page: (list, query, call) => {
          const { queryString } = call.route;
          const isAgain = queryString === last;
          last = queryString;
          const isLater = isPlain(query) && query.offset >= LATER;
          return isAgain && isLater ? reversed(page(list, query, call)) : page(list, query, call);
        },
      };
    },
  },
  {
    slug: 'replicas-in-turn',
    description: 'Two replicas answer in turn, and one of them lacks the newest backup.',
    caughtBy: ['pagination.total-constant', 'pagination.repeatable', 'pagination.tiling'],
    change: ({ sort }) => ({
      sort: (rows, query, call) => {
        const list = sort(rows, query, call);
        return call.sequence % 2 === 0 ? slice(list, 1, list.length) : list;
      },
    }),
  },
  {
    slug: 'total-counted-now-and-then',
    description: 'The total comes from a cache that only every tenth request refreshes.',
    caughtBy: ['pagination.total-constant', 'pagination.total-filtered', 'pagination.page-size'],
    change: ({ count }) => {
      let counted: number | undefined;
      return {
        count: (rows, query, call) => {
          if (counted === undefined || call.sequence % 10 === 0) counted = count(rows, query, call);
          return counted;
        },
      };
    },
  },
  {
    slug: 'queries-mixed-up',
    description:
      'All requests share one place for their query: one that is under way together with another may be answered for that one.',
    caughtBy: [
      'pagination.page-size',
      'pagination.tiling',
      'filters.sound',
      'filters.id-exact',
      'filters.combine',
      'window.sound',
      'response.status',
    ],
    middleware: (handler) => {
      let target = '';
      return async (request) => {
        target = request.target;
        await setImmediate();
        return handler({ ...request, target });
      };
    },
  },
];
