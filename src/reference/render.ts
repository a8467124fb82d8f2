/** Backups and lists as JSON, in the fields that the contract names. */
import { writeTime } from '../contract/time.ts';
import type { Backup } from './backup.ts';
import type { Fields } from './json-text.ts';
import type { ListQuery } from './list-query.ts';
import type { Call, Deployment, Page } from './stages.ts';

/** Beijing's time, as in the document's samples; minutes east of UTC. */
const ZONE = 480;

export function renderRow(backup: Backup, { operation }: Deployment): Fields {
  const { fields } = operation;
  const [datastore = '', engine = ''] = fields.engine;
  return {
    [fields.id]: backup.id,
    [fields.name]: backup.name,
    [fields.type]: backup.type,
    [fields.size]: backup.size,
    [fields.status]: backup.status,
    [fields.begin]: writeTime(backup.begin, ZONE),
    [fields.end]: backup.end === undefined ? undefined : writeTime(backup.end, ZONE),
    [datastore]: { [engine]: backup.engine, version: backup.version },
    [fields.databases]:
      backup.databases.length === 0 ? undefined : backup.databases.map((name) => ({ name })),
    [fields.instance]: backup.instance,
  };
}

export function renderList({ rows, total }: Page, _query: ListQuery, { deployment }: Call): Fields {
  const { fields } = deployment.operation;
  return { [fields.rows]: rows, [fields.total]: total };
}
