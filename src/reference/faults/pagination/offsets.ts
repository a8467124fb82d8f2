/** Faults in the offset, and beyond the end of the list. */
import type { Fault } from '../../fault.ts';
import { Refusal } from '../../refusal.ts';
import { slice } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';
import { misread, misunderstood, names, offsetOf, serverFault } from '../mutations.ts';
import { tolerating } from './bounds.ts';

function withOffset(change: (offset: number, limit: number) => number): Change {
  return misunderstood((query) => ({ ...query, offset: change(query.offset, query.limit) }));
}

/** What happens beyond the last row. */
function beyondEnd(isBeyond: (offset: number, length: number) => boolean, page: Stages['page']): Change {
  return (stages) => ({
    page: (rows, query, call) =>
      isBeyond(query.offset, rows.length) ? page(rows, query, call) : stages.page(rows, query, call),
  });
}

const isPast = (offset: number, length: number) => offset > 0 && offset >= length;

export const offsetFaults: readonly Fault[] = [
  {
    slug: 'offset-ignored',
    description: 'The offset is not looked at: every page is the first.',
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
    change: misread((texts, { offset }) => {
      if (!texts.has(offset.parameter)) texts.set(offset.parameter, ['1']);
    }),
  },
  {
    slug: 'default-offset-one-of-many',
    description: 'Without an offset, a list that does not fit its page begins with the second backup.',
    caughtBy: ['pagination.default-offset'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const isLong = rows.length > query.limit && !names(offsetOf(call.deployment.operation), call);
        return page(rows, isLong ? { ...query, offset: 1 } : query, call);
      },
    }),
  },
  {
    slug: 'offset-ignored-when-filtered',
    description: 'The offset is not looked at in a list of one type.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: misunderstood((query) => (query.type === undefined ? query : { ...query, offset: 0 })),
  },
  {
    slug: 'negative-offset-clamped',
    description: 'A negative offset is taken for 0.',
    caughtBy: ['pagination.offset-negative'],
    change: tolerating(offsetOf, (offset) => Math.max(0, offset)),
  },
  {
    slug: 'negative-offset-from-end',
    description: 'A negative offset counts from the end of the list.',
    caughtBy: ['pagination.offset-negative'],
    change: ({ validate, page }) => ({
      validate: (parameters, call) => {
        const name = offsetOf(call.deployment.operation);
        const text = parameters.get(name)?.[0] ?? '';
        if (!/^-[0-9]+$/.test(text)) return validate(parameters, call);
        return { ...validate(new Map(parameters).set(name, ['0']), call), offset: Number(text) };
      },
      page: (rows, query, call) => {
        const offset = query.offset < 0 ? Math.max(0, rows.length + query.offset) : query.offset;
        return page(rows, { ...query, offset }, call);
      },
    }),
  },
  {
    slug: 'beyond-end-404',
    description: 'A page at or beyond the end of the list is answered with 404.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, () => {
      throw new Refusal(404, 'DBS.200002', 'There is no such page.');
    }),
  },
  {
    slug: 'at-end-refused',
    description: 'An offset that equals the total is refused, while one beyond it gives an empty page.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(
      (offset, length) => offset > 0 && offset === length,
      () => {
        throw new Refusal(400, 'DBS.280271', 'Out of range: offset.');
      },
    ),
  },
  {
    slug: 'beyond-end-fails',
    description: 'A page beyond the end of the list makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: beyondEnd(isPast, () => {
      throw serverFault();
    }),
  },
  {
    slug: 'beyond-end-last-page',
    description: 'A page beyond the end of the list shows the last page again.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, (rows, { limit }) => slice(rows, rows.length - limit, rows.length)),
  },
  {
    slug: 'beyond-end-wraps',
    description: 'A page beyond the end of the list begins again at its start.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, (rows, { limit }) => slice(rows, 0, limit)),
  },
  {
    slug: 'offset-32-bits-fails',
    description: 'An offset that does not fit 32 bits makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: misunderstood((query) => {
      if (query.offset >= 2 ** 31) throw serverFault();
      return query;
    }),
  },
  {
    slug: 'offset-32-bits-wraps',
    description: 'An offset that does not fit 32 bits begins at the start of the list.',
    caughtBy: ['pagination.end-is-empty'],
    change: withOffset((offset) => (offset >= 2 ** 31 ? 0 : offset)),
  },
  {
    slug: 'offset-ten-thousand-refused',
    description: 'An offset above ten thousand is refused.',
    caughtBy: ['pagination.end-is-empty', 'response.status'],
    change: misunderstood((query) => {
      if (query.offset > 10_000) throw new Refusal(400, 'DBS.280271', 'Out of range: result window.');
      return query;
    }),
  },
];
