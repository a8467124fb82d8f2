/** Backups and lists as JSON, in the fields that the contract names. */
import { writeTime } from '../contract/time.ts';
import type { Backup } from './dataset.ts';
import { type Fields, isFields, type Writable } from './json-text.ts';
import { randomAt } from './seeded-random.ts';
import type { Call, Deployment, ListQuery, Page } from './stages.ts';

/** Beijing's time, as in the document's samples; minutes east of UTC. */
export const ZONE = 480;

export function renderRow(backup: Backup, { operation, seed }: Deployment): Fields {
  const { fields } = operation;
  const [datastore = '', engine = ''] = fields.engine;
  const row: Fields = {
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
  return operation.filters.reduce((filled, { field, values }, place) => {
    if (fieldText(filled, field) !== undefined) return filled;
    // A field that an edition adds, of which a backup here knows nothing.
    return withText(filled, field, values[randomAt(seed, backup.row, 61 + place) % values.length] ?? '');
  }, row);
}

/** The text in a field of a row; undefined where there is none. */
export function fieldText(row: Writable | undefined, path: readonly string[]): string | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return typeof row === 'string' ? row : undefined;
  return isFields(row) ? fieldText(row[name], rest) : undefined;
}

function withText(row: Fields, [name = '', ...rest]: readonly string[], text: string): Fields {
  const inner = row[name];
  return { ...row, [name]: rest.length === 0 ? text : withText(isFields(inner) ? inner : {}, rest, text) };
}

export function renderList({ rows, total }: Page, _query: ListQuery, { deployment }: Call): Fields {
  const { fields } = deployment.operation;
  return { [fields.rows]: rows, [fields.total]: total };
}
