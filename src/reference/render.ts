/** Backups and lists as JSON, in the fields that the contract names. */
import { writeTime } from '../contract/time.ts';
import type { Backup } from './backup.ts';
import type { Fields } from './json-text.ts';
import type { Question } from './question.ts';
import type { Call, Page, World } from './stages.ts';

/** Beijing's time, as in the document's samples; minutes east of UTC. */
const ZONE = 480;

export function row(backup: Backup, { operation }: World): Fields {
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

export function render({ rows, total }: Page, _question: Question, { world }: Call): Fields {
  const { fields } = world.operation;
  return { [fields.rows]: rows, [fields.total]: total };
}
