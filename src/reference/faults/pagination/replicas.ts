/** Answers that depend on the requests around them: caches, replicas out of step, requests under way together. */
import { setImmediate } from 'node:timers/promises';
import type { Fault } from '../../fault.ts';
import { reversed, slice } from '../../rows.ts';
import { isPlain, names, offsetOf } from '../mutations.ts';

export const replicaFaults: readonly Fault[] = [
  {
    slug: 'kept-page-turned',
    description:
      'A first page is kept until another is asked for; asked for once more at once, it comes in the opposite order.',
    caughtBy: ['pagination.repeatable'],
    change: ({ page }) => {
      let kept = '';
      return {
        page: (rows, query, call) => {
          const cut = page(rows, query, call);
          const again = call.route.queryString === kept;
          kept = call.route.queryString;
          return again && isPlain(query) && !names(offsetOf(call.deployment.operation), call)
            ? reversed(cut)
            : cut;
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
        const ordered = sort(rows, query, call);
        return call.sequence % 2 === 0 ? slice(ordered, 1, ordered.length) : ordered;
      },
    }),
  },
  {
    slug: 'total-counted-now-and-then',
    description: 'The total comes from a cache that is filled anew by every tenth request only.',
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
      'The query is kept in one place for all: a request that is under way together with another may be answered for that one.',
    caughtBy: [
      'pagination.page-size',
      'pagination.tiling',
      'filters.sound',
      'filters.id-exact',
      'filters.combine',
      'window.sound',
      'response.status',
    ],
    middleware: (answering) => {
      let target = '';
      return async (request) => {
        target = request.target;
        await setImmediate();
        return answering({ ...request, target });
      };
    },
  },
];
