/** Faults in the total. */

import { changeList, everyRow, typeAsked, typeOf } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { slice } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';

/** Reports another total than the number of rows that match. */
function total(count: Stages['count']): Change {
  return () => ({ count });
}

export const totalFaults: readonly Fault[] = [
  {
    slug: 'total-of-page',
    description: 'The total counts the backups on the page.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant', 'pagination.total-filtered'],
    change: total((rows, { offset, limit }) => slice(rows, offset, offset + limit).length),
  },
  {
    slug: 'total-unfiltered',
    description: 'The total counts all backups of the instance, whatever the filters.',
    caughtBy: ['pagination.total-filtered'],
    change: total((_rows, query, call) => everyRow(query, call).length),
  },
  {
    slug: 'total-ignores-window',
    description: 'The total ignores the window.',
    caughtBy: ['pagination.total-filtered'],
    change: total((_rows, { window: _window, ...query }, call) => {
      const { findInstance, filter } = call.stages;
      return filter(findInstance(query, call), query, call).length;
    }),
  },
  {
    slug: 'total-remaining',
    description: 'The total counts the backups from the offset on.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size'],
    change: total((rows, { offset }) => Math.max(0, rows.length - offset)),
  },
  {
    slug: 'total-pages',
    description: 'The total counts pages.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size', 'pagination.total-filtered'],
    change: total((rows, { limit }) => Math.ceil(rows.length / limit)),
  },
  {
    slug: 'total-one-more',
    description: 'The total is one too high.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant'],
    change: total((rows) => rows.length + 1),
  },
  {
    slug: 'total-zero-beyond-end',
    description: 'The total is 0 on an empty page.',
    caughtBy: ['pagination.end-is-empty', 'pagination.total-constant'],
    change: total((rows, { offset }) => (offset >= rows.length ? 0 : rows.length)),
  },
  {
    slug: 'total-capped-at-hundred',
    description: 'The total never exceeds a hundred.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant'],
    change: total((rows) => Math.min(rows.length, 100)),
  },
  {
    slug: 'total-one-more-in-between',
    description: 'Pages between the first and the last report a total that is one too high.',
    caughtBy: ['pagination.total-constant'],
    change: total((rows, { offset, limit }) =>
      offset > 0 && offset + limit < rows.length ? rows.length + 1 : rows.length,
    ),
  },
  {
    slug: 'total-of-type-beside-id',
    description: 'Where a backup is found by its id and its type, the total counts all backups of that type.',
    caughtBy: ['pagination.total-filtered'],
    change: total((rows, query, call) => {
      const type = typeAsked(query, call);
      if (query.id === undefined || type === undefined || rows.length === 0) return rows.length;
      const { findInstance, filter } = call.stages;
      const { id: _id, ...withoutId } = query;
      const ofType = { ...withoutId, filters: { [typeOf(call.deployment.operation)]: type } };
      return filter(findInstance(query, call), ofType, call).length;
    }),
  },
  {
    slug: 'total-flickers',
    description: 'Every third request reports a total that is one too low, while no backup comes or goes.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size'],
    change: total((rows, _query, { sequence }) => Math.max(0, rows.length - (sequence % 3 === 0 ? 1 : 0))),
  },
  {
    slug: 'total-as-text',
    description: 'The total is a string.',
    caughtBy: ['response.schema'],
    change: changeList((list, fields) => ({ ...list, [fields.total]: String(list[fields.total]) })),
  },
];
