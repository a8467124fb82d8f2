/** The clauses about the answers to valid queries. */
import { answers, rows, testChapter } from './wrong.ts';

const LONG_AGO = '2000-01-01T00:00:00+0000';

testChapter('response', {
  'response.status': answers('lists', () => ({ status: 206 })),
  'response.media-type': answers('lists', () => ({ headers: { 'content-type': 'text/html' } })),
  'response.unique-keys': answers('lists', ({ body }) => ({
    body: body.replaceAll('"size":', '"size":1,"size":'),
  })),
  'response.schema': rows((row) => ({ ...row, status: 'DONE' })),
  'response.integer-spelling': answers('lists', ({ body }) => ({
    body: body.replace(/"total_count":\d+/, '$&.0'),
  })),
  'response.time-format': rows((row) => ({ ...row, begin_time: '2018-08-10 12:00:00' })),
  'response.size-exact': rows((row) => ({ ...row, size: -1 })),
  'response.end-not-before-begin': rows((row) => ({ ...row, end_time: LONG_AGO })),
  'response.incremental-end-not-before-begin': rows((row) => ({ ...row, end_time: LONG_AGO })),
  'response.unique-ids': rows((row) => ({ ...row, id: '43e4feaab48f11e89039fa163ebaa7e4br01' })),
  'response.databases': rows((row) => ({ ...row, databases: [{ name: 'orders' }] })),
  'response.one-engine': rows((row, place) =>
    place === 0 ? { ...row, datastore: { type: 'SQLServer', version: '2014' } } : row,
  ),
  'response.incremental-engine': rows((row) => ({
    ...row,
    datastore: { type: 'SQLServer', version: '2014' },
  })),
  'response.engine-spelling': rows((row) => ({ ...row, datastore: { type: 'mysql', version: '5.7' } })),
});
