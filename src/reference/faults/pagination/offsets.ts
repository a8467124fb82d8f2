/** Faults in the offset, and beyond the end of the list. */

import {
  changeQuery,
  cutPage,
  isInteger,
  names,
  offsetOf,
  rewriteNumber,
  rewriteTexts,
  typeAsked,
} from '../../changes.ts';
import { OUT_OF_RANGE, Refusal, serverFault } from '../../errors.ts';
import type { Fault } from '../../mutation.ts';
import { slice } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';

function withOffset(change: (offset: number, limit: number) => number): Change {
  return changeQuery((query) => ({ ...query, offset: change(query.offset, query.limit) }));
}

/** Cuts another page beyond the last row. */
function beyondEnd(page: Stages['page']): Change {
  return cutPage((plain, list, query, call) =>
    query.offset > 0 && query.offset >= list.length ? page(list, query, call) : plain(list, query, call),
  );
}

export const offsetFaults: readonly Fault[] = [
  {
    slug: 'offset-ignored',
    description: 'The offset is ignored: every page is the first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size', 'pagination.end-is-empty'],
    change: withOffset(() => 0),
  },
  {
    slug: 'offset-one-more',
    description: 'One backup too many is skipped before every page but the first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset) => (offset > 0 ? offset + 1 : 0)),
  },
  {
    slug: 'offset-counted-from-one',
    description:
      'The offset counts from 1: every page but the first begins with the last backup of the page before.',
    caughtBy: ['pagination.tiling', 'pagination.page-size', 'pagination.end-is-empty'],
    change: withOffset((offset) => Math.max(0, offset - 1)),
  },
  {
    slug: 'offset-as-page-number',
    description: 'The offset is taken for the number of the page.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset, limit) => offset * limit),
  },
  {
    slug: 'offset-rounded-to-page',
    description: 'The offset is rounded down to a multiple of the limit.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset, limit) => Math.floor(offset / limit) * limit),
  },
  {
    slug: 'default-offset-one',
    description: 'Without an offset, the first backup is skipped.',
    caughtBy: ['pagination.default-offset'],
    change: rewriteTexts((texts, { offset }) => {
      if (!texts.has(offset.parameter)) texts.set(offset.parameter, ['1']);
    }),
  },
  {
    slug: 'default-offset-one-of-many',
    description: 'Without an offset, a list that does not fit on its page begins with the second backup.',
    caughtBy: ['pagination.default-offset'],
    change: cutPage((page, list, query, call) => {
      const isLong = list.length > query.limit && !names(offsetOf(call.deployment.operation), call);
      return page(list, isLong ? { ...query, offset: 1 } : query, call);
    }),
  },
  {
    slug: 'offset-ignored-when-filtered',
    description: 'The offset is ignored in a list of one type.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: changeQuery((query, call) =>
      typeAsked(query, call) === undefined ? query : { ...query, offset: 0 },
    ),
  },
  {
    slug: 'negative-offset-clamped',
    description: 'A negative offset is taken for 0.',
    caughtBy: ['pagination.offset-negative'],
    change: rewriteNumber(offsetOf, (offset) => Math.max(0, offset)),
  },
  {
    slug: 'negative-offset-from-end',
    description: 'A negative offset counts from the end of the list.',
    caughtBy: ['pagination.offset-negative'],
    change: ({ validate, page }) => ({
      validate: (texts, call) => {
        const name = offsetOf(call.deployment.operation);
        const text = texts.get(name)?.[0] ?? '';
        if (!isInteger(text) || !text.startsWith('-')) return validate(texts, call);
        return { ...validate(new Map(texts).set(name, ['0']), call), offset: Number(text) };
      },
      page: (list, query, call) => {
        const offset = query.offset < 0 ? Math.max(0, list.length + query.offset) : query.offset;
        return page(list, { ...query, offset }, call);
      },
    }),
  },
  {
    slug: 'beyond-end-404',
    description: 'A page at or beyond the end of the list is answered with 404.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(() => {
      throw new Refusal(404, 'DBS.200002', 'There is no such page.');
    }),
  },
  {
    slug: 'at-end-refused',
    description: 'An offset that equals the total is refused, while one beyond it gives an empty page.',
    caughtBy: ['pagination.end-is-empty'],
    change: cutPage((page, list, query, call) => {
      if (query.offset > 0 && query.offset === list.length) {
        throw new Refusal(400, OUT_OF_RANGE, 'Out of range: offset.');
      }
      return page(list, query, call);
    }),
  },
  {
    slug: 'beyond-end-fails',
    description: 'A page beyond the end of the list makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: beyondEnd(() => {
      throw serverFault();
    }),
  },
  {
    slug: 'beyond-end-last-page',
    description: 'A page beyond the end of the list shows the last page again.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd((list, { limit }) => slice(list, list.length - limit, list.length)),
  },
  {
    slug: 'beyond-end-wraps',
    description: 'A page beyond the end of the list starts again at its beginning.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd((list, { limit }) => slice(list, 0, limit)),
  },
  {
    slug: 'offset-32-bits-fails',
    description: 'An offset that does not fit 32 bits makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: withOffset((offset) => {
      if (offset >= 2 ** 31) throw serverFault();
      return offset;
    }),
  },
  {
    slug: 'offset-32-bits-wraps',
    description: 'An offset that does not fit 32 bits starts at the beginning of the list.',
    caughtBy: ['pagination.end-is-empty'],
    change: withOffset((offset) => (offset >= 2 ** 31 ? 0 : offset)),
  },
  {
    slug: 'offset-ten-thousand-refused',
    description: 'An offset above ten thousand is refused.',
    caughtBy: ['pagination.end-is-empty', 'response.status'],
    change: withOffset((offset) => {
      if (offset > 10_000) throw new Refusal(400, OUT_OF_RANGE, 'Out of range: result window.');
      return offset;
    }),
  },
];
