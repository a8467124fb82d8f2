/** Faults in the total. */
import type { Fault } from '../../fault.ts';
import { slice } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';
import { everyRow } from '../every-row.ts';
import { listWritten } from '../mutations.ts';

/** Tells another total than the number of rows that match. */
function counting(count: Stages['count']): Change {
  return () => ({ count });
}

export const totalFaults: readonly Fault[] = [
  {
    slug: 'total-of-page',
    description: 'The total counts the backups on the page.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant', 'pagination.total-filtered'],
    change: counting((rows, { offset, limit }) => slice(rows, offset, offset + limit).length),
  },
  {
    slug: 'total-unfiltered',
    description: 'The total counts all backups of the instance, whatever the filters.',
    caughtBy: ['pagination.total-filtered'],
    change: counting((_rows, query, call) => everyRow(query, call).length),
  },
  {
    slug: 'total-ignores-window',
    description: 'The total does not regard the window.',
    caughtBy: ['pagination.total-filtered'],
    change: counting((_rows, { window: _window, ...query }, call) => {
      const { findInstance, filter } = call.stages;
      return filter(findInstance(query, call), query, call).length;
    }),
  },
  {
    slug: 'total-remaining',
    description: 'The total counts the backups from the offset on.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size'],
    change: counting((rows, { offset }) => Math.max(0, rows.length - offset)),
  },
  {
    slug: 'total-pages',
    description: 'The total counts pages.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size', 'pagination.total-filtered'],
    change: counting((rows, { limit }) => Math.ceil(rows.length / limit)),
  },
  {
    slug: 'total-one-more',
    description: 'The total is one too many.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant'],
    change: counting((rows) => rows.length + 1),
  },
  {
    slug: 'total-zero-beyond-end',
    description: 'The total is 0 on an empty page.',
    caughtBy: ['pagination.end-is-empty', 'pagination.total-constant'],
    change: counting((rows, { offset }) => (offset >= rows.length ? 0 : rows.length)),
  },
  {
    slug: 'total-capped-at-hundred',
    description: 'The total never exceeds a hundred.',
    caughtBy: ['pagination.page-size', 'pagination.total-constant'],
    change: counting((rows) => Math.min(rows.length, 100)),
  },
  {
    slug: 'total-one-more-in-between',
    description: 'Pages between the first and the last tell a total that is one too many.',
    caughtBy: ['pagination.total-constant'],
    change: counting((rows, { offset, limit }) =>
      offset > 0 && offset + limit < rows.length ? rows.length + 1 : rows.length,
    ),
  },
  {
    slug: 'total-of-type-beside-id',
    description: 'Where a backup is found by its id and its type, the total counts all backups of that type.',
    caughtBy: ['pagination.total-filtered'],
    change: counting((rows, { id, type, ...query }, call) => {
      if (id === undefined || type === undefined || rows.length === 0) return rows.length;
      const { findInstance, filter } = call.stages;
      return filter(findInstance(query, call), { ...query, type }, call).length;
    }),
  },
  {
    slug: 'total-flickers',
    description: 'Every third request tells a total that is one too few, while no backup comes or goes.',
    caughtBy: ['pagination.total-constant', 'pagination.page-size'],
    change: counting((rows, _query, { sequence }) => Math.max(0, rows.length - (sequence % 3 === 0 ? 1 : 0))),
  },
  {
    slug: 'total-as-text',
    description: 'The total is a string.',
    caughtBy: ['response.schema'],
    change: listWritten((list, { deployment }) => {
      const { total } = deployment.operation.fields;
      return { ...list, [total]: String(list[total]) };
    }),
  },
];
