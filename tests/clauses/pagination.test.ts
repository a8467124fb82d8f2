/** The clauses about pages and totals. */
import { answers, asks, lists, testChapter } from './wrong.ts';

let count = 0;

testChapter('pagination', {
  'pagination.default-limit': asks((query) => query.has('limit') || query.set('limit', '10')),
  'pagination.default-offset': asks((query) => query.has('offset') || query.set('offset', '1')),
  'pagination.page-size': lists((list) => ({ ...list, backups: list.backups.slice(1) })),
  'pagination.tiling': asks((query) => {
    const offset = Number(query.get('offset'));
    if (offset > 0) query.set('offset', `${offset + 1}`);
  }),
  'pagination.repeatable': lists((list) => {
    count += 1;
    return count % 2 === 0 ? list : { ...list, backups: list.backups.toReversed() };
  }),
  'pagination.total-constant': lists((list) => ({ ...list, total_count: list.backups.length })),
  'pagination.total-filtered': lists((list) => ({ ...list, total_count: 260 })),
  'pagination.end-is-empty': answers('lists', ({ body }) =>
    body.includes('"backups":[]') ? { status: 404 } : {},
  ),
  'pagination.limit-bounds': asks((query) => Number(query.get('limit')) > 100 && query.set('limit', '100')),
  'pagination.offset-negative': asks((query) => Number(query.get('offset')) < 0 && query.set('offset', '0')),
  'pagination.not-a-number': asks((query) => {
    for (const name of ['limit', 'offset']) {
      const number = Number.parseInt(query.get(name) ?? '', 10);
      if (number >= 0) query.set(name, `${number}`);
    }
  }),
  'pagination.no-integer': asks((query) => {
    for (const name of ['limit', 'offset']) if (/[^\d]/.test(query.get(name) ?? '')) query.delete(name);
  }),
  'pagination.number-spelling': asks((query) => {
    for (const name of ['limit', 'offset']) {
      const number = Number(query.get(name) ?? Number.NaN);
      if (Number.isInteger(number)) query.set(name, `${number}`);
    }
  }),
});
