/** The clauses about equality filters and the id. */
import { asks, lists, testChapter, type Wrong } from './wrong.ts';

/** Finds the id in every instance, whichever was asked for. */
const anyInstance: Wrong = async (asked, next, { instances }) => {
  if (!asked.query.has('backup_id')) return next(asked);
  for (const instance of instances) {
    asked.query.set('instance_id', instance);
    const answer = await next(asked);
    if (!answer.body.includes('"backups":[]')) return answer;
  }
  return next(asked);
};

testChapter('filters', {
  'filters.sound': asks((query) => query.delete('backup_type')),
  'filters.complete': lists((list, query) =>
    query.has('backup_type') ? { backups: list.backups.slice(1), total_count: list.total_count - 1 } : list,
  ),
  'filters.totals': lists((list, query) =>
    query.has('backup_type') ? { ...list, total_count: list.total_count + 1 } : list,
  ),
  'filters.outside-enum': asks((query) => {
    if (!['auto', 'manual', 'fragment', 'incremental'].includes(query.get('backup_type') ?? ''))
      query.delete('backup_type');
  }),
  'filters.id-exact': asks((query) => query.delete('backup_id')),
  'filters.id-spelling': asks((query) => {
    const id = query.get('backup_id');
    if (id !== null) query.set('backup_id', id.replaceAll(/[\s\0"'`;]/g, ''));
  }),
  'filters.empty-value': lists((list, query) =>
    query.get('backup_id') === '' ? { ...list, backups: list.backups.slice(1) } : list,
  ),
  'filters.id-of-other-instance': anyInstance,
  'filters.combine': asks((query) => query.has('begin_time') && query.delete('backup_type')),
});
