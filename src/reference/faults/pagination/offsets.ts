/** Faults in the offset, and beyond the end of the list. */
import type { Fault } from '../../fault.ts';
import { Refusal } from '../../refusal.ts';
import { slice } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';
import { misread, misunderstood, names, offsetOf, serverFault } from '../making.ts';
import { tolerating } from './bounds.ts';

function withOffset(change: (offset: number, limit: number) => number): Change {
  return misunderstood((question) => ({ ...question, offset: change(question.offset, question.limit) }));
}

/** What happens beyond the last row. */
function beyondEnd(isBeyond: (offset: number, length: number) => boolean, page: Stages['page']): Change {
  return (stages) => ({
    page: (rows, question, call) =>
      isBeyond(question.offset, rows.length) ? page(rows, question, call) : stages.page(rows, question, call),
  });
}

const isPast = (offset: number, length: number) => offset > 0 && offset >= length;

export const offsetFaults: readonly Fault[] = [
  {
    slug: 'offset-ignored',
    says: 'The offset is not looked at: every page is the first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size', 'pagination.end-is-empty'],
    change: withOffset(() => 0),
  },
  {
    slug: 'offset-one-more',
    says: 'One backup too many is skipped before every page but the first.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset) => (offset > 0 ? offset + 1 : 0)),
  },
  {
    slug: 'offset-counted-from-one',
    says: 'The offset counts from 1: every page but the first begins with the last backup of the page before.',
    caughtBy: ['pagination.tiling', 'pagination.page-size', 'pagination.end-is-empty'],
    change: withOffset((offset) => Math.max(0, offset - 1)),
  },
  {
    slug: 'offset-as-page-number',
    says: 'The offset is taken for the number of the page.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset, limit) => offset * limit),
  },
  {
    slug: 'offset-rounded-to-page',
    says: 'The offset is rounded down to a multiple of the limit.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: withOffset((offset, limit) => Math.floor(offset / limit) * limit),
  },
  {
    slug: 'default-offset-one',
    says: 'Without an offset, the first backup is skipped.',
    caughtBy: ['pagination.default-offset'],
    change: misread((texts, { offset }) => {
      if (!texts.has(offset.parameter)) texts.set(offset.parameter, ['1']);
    }),
  },
  {
    slug: 'default-offset-one-of-many',
    says: 'Without an offset, a list that does not fit its page begins with the second backup.',
    caughtBy: ['pagination.default-offset'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const isLong = rows.length > question.limit && !names(offsetOf(call.world.operation), call);
        return page(rows, isLong ? { ...question, offset: 1 } : question, call);
      },
    }),
  },
  {
    slug: 'offset-ignored-when-filtered',
    says: 'The offset is not looked at in a list of one type.',
    caughtBy: ['pagination.tiling', 'pagination.page-size'],
    change: misunderstood((question) =>
      question.type === undefined ? question : { ...question, offset: 0 },
    ),
  },
  {
    slug: 'negative-offset-clamped',
    says: 'A negative offset is taken for 0.',
    caughtBy: ['pagination.offset-negative'],
    change: tolerating(offsetOf, (offset) => Math.max(0, offset)),
  },
  {
    slug: 'negative-offset-from-end',
    says: 'A negative offset counts from the end of the list.',
    caughtBy: ['pagination.offset-negative'],
    change: ({ judge, page }) => ({
      judge: (parameters, call) => {
        const name = offsetOf(call.world.operation);
        const text = parameters.get(name)?.[0] ?? '';
        if (!/^-[0-9]+$/.test(text)) return judge(parameters, call);
        return { ...judge(new Map(parameters).set(name, ['0']), call), offset: Number(text) };
      },
      page: (rows, question, call) => {
        const offset = question.offset < 0 ? Math.max(0, rows.length + question.offset) : question.offset;
        return page(rows, { ...question, offset }, call);
      },
    }),
  },
  {
    slug: 'beyond-end-404',
    says: 'A page at or beyond the end of the list is answered with 404.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, () => {
      throw new Refusal(404, 'DBS.200002', 'There is no such page.');
    }),
  },
  {
    slug: 'at-end-refused',
    says: 'An offset that equals the total is refused, while one beyond it gives an empty page.',
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
    says: 'A page beyond the end of the list makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: beyondEnd(isPast, () => {
      throw serverFault();
    }),
  },
  {
    slug: 'beyond-end-last-page',
    says: 'A page beyond the end of the list shows the last page again.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, (rows, { limit }) => slice(rows, rows.length - limit, rows.length)),
  },
  {
    slug: 'beyond-end-wraps',
    says: 'A page beyond the end of the list begins again at its start.',
    caughtBy: ['pagination.end-is-empty'],
    change: beyondEnd(isPast, (rows, { limit }) => slice(rows, 0, limit)),
  },
  {
    slug: 'offset-32-bits-fails',
    says: 'An offset that does not fit 32 bits makes the service fail.',
    caughtBy: ['pagination.end-is-empty', 'errors.no-server-fault'],
    change: misunderstood((question) => {
      if (question.offset >= 2 ** 31) throw serverFault();
      return question;
    }),
  },
  {
    slug: 'offset-32-bits-wraps',
    says: 'An offset that does not fit 32 bits begins at the start of the list.',
    caughtBy: ['pagination.end-is-empty'],
    change: withOffset((offset) => (offset >= 2 ** 31 ? 0 : offset)),
  },
  {
    slug: 'offset-ten-thousand-refused',
    says: 'An offset above ten thousand is refused.',
    caughtBy: ['pagination.end-is-empty', 'response.status'],
    change: misunderstood((question) => {
      if (question.offset > 10_000) throw new Refusal(400, 'DBS.280271', 'Out of range: result window.');
      return question;
    }),
  },
];
