/** The clauses about where a request is sent to. */
import { asks, refuses, rows, testChapter } from './wrong.ts';

testChapter('addressing', {
  'addressing.version-case': asks((_, asked) => {
    asked.path = asked.path.toLowerCase();
  }),
  'addressing.version-value': asks((_, asked) => {
    asked.path = asked.path.replace(/^\/v\w*/, '/v3');
  }),
  'addressing.version-older': asks((_, asked) => {
    asked.path = asked.path.replace(/^\/v[12]\//, '/v3/');
  }),
  'addressing.path-spelling': asks((_, asked) => {
    asked.path = asked.path.replaceAll(/;|%3B/gi, '').replaceAll(/%20|%00|%22/g, '');
  }),
  'addressing.project-owned': asks((_, asked, { projectId }) => {
    asked.path = `/v3/${projectId}/backups`;
  }),
  'addressing.instance-required': asks((query, _, { instances }) => {
    if (!query.has('instance_id')) query.set('instance_id', instances[0] ?? '');
  }),
  'addressing.instance-empty': asks((query, _, { instances }) => {
    if (query.get('instance_id') === '') query.set('instance_id', instances[0] ?? '');
  }),
  'addressing.instance-exact': asks((query, _, { instances }) => {
    const like = query.get('instance_id')?.slice(0, 8) ?? '';
    query.set('instance_id', instances.find((id) => id.startsWith(like)) ?? like);
  }),
  'addressing.instance-spelling': asks((query) => {
    query.set('instance_id', query.get('instance_id')?.replaceAll(/[\s\0"';]/g, '') ?? '');
  }),
  'addressing.instance-owns-rows': rows((row, place) =>
    place === 0 ? { ...row, instance_id: 'other' } : row,
  ),
  'addressing.sample-request': refuses(({ text }) => text.includes('+')),
});
