/** Faults in the engines of backups, and in the databases they hold. */
import type { ListOperation } from '../../../contract/operation.ts';
import { type Concerns, changeField, hasFailed, isIncremental, rarely } from '../../changes.ts';
import type { Backup } from '../../dataset.ts';
import type { Writable } from '../../json-text.ts';
import type { Fault } from '../../mutation.ts';
import type { Change } from '../../stages.ts';

/** Writes the engine of some rows wrongly. */
function changeEngine(
  change: (
    datastore: { readonly type: string; readonly version: string },
    backup: Backup,
    operation: ListOperation,
  ) => Writable,
): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const { operation } = deployment;
      const [datastore = ''] = operation.fields.engine;
      const value = { type: backup.engine, version: backup.version };
      return { ...renderRow(backup, deployment), [datastore]: change(value, backup, operation) };
    },
  });
}

/** Writes the name of some engines wrongly. */
function renameEngine(rename: (name: string, operation: ListOperation) => string): Change {
  return changeEngine((datastore, _backup, operation) => ({
    ...datastore,
    type: rename(datastore.type, operation),
  }));
}

/** Whether the backup is of the engine whose backups may name databases. */
const isPartial: Concerns = ({ engine }, { partial }) => engine === partial;

/** Whether the backup is of the document's first engine. */
const isFirst: Concerns = ({ engine }, { engines }) => engine === engines[0];

export const engineFaults: readonly Fault[] = [
  {
    slug: 'engine-lower-case',
    description: 'The engine is written in lower case.',
    caughtBy: ['response.engine-spelling', 'response.schema'],
    change: renameEngine((name) => name.toLowerCase()),
  },
  {
    slug: 'engine-full-name',
    description: 'The engine SQLServer is called Microsoft SQL Server.',
    caughtBy: ['response.engine-spelling', 'response.schema'],
    change: renameEngine((name, { partial }) => (name === partial ? 'Microsoft SQL Server' : name)),
  },
  {
    slug: 'mysql-misspelled',
    description: 'The engine MySQL is written Mysql.',
    caughtBy: ['response.engine-spelling'],
    change: renameEngine((name, { engines }) =>
      name === engines[0] ? name.charAt(0) + name.slice(1).toLowerCase() : name,
    ),
  },
  {
    slug: 'engine-as-text',
    description: 'Engine and version are one string.',
    caughtBy: ['response.schema'],
    change: changeEngine(({ type, version }) => `${type} ${version}`),
  },
  {
    slug: 'engine-missing',
    description: 'Failed backups have no engine.',
    caughtBy: ['response.schema'],
    change: changeEngine((datastore, backup, operation) => (hasFailed(backup, operation) ? null : datastore)),
  },
  {
    slug: 'version-a-number',
    description: 'The version of the engine is a number.',
    caughtBy: ['response.schema'],
    change: changeEngine(({ type, version }) => ({ type, version: Number.parseFloat(version) })),
  },
  {
    slug: 'version-missing',
    description: 'Some backups lack the version of the engine.',
    caughtBy: ['response.schema'],
    change: changeEngine((datastore, backup, operation) =>
      rarely(backup, operation) ? { type: datastore.type } : datastore,
    ),
  },
  {
    slug: 'engine-changes',
    description: 'Some backups have another engine than the rest of their instance.',
    caughtBy: ['response.one-engine'],
    change: changeEngine((datastore, backup, operation) => {
      const { engines, partial } = operation;
      const other = engines.find((engine) => engine !== datastore.type && engine !== partial);
      const isMeant =
        rarely(backup, operation) && !isIncremental(backup, operation) && backup.databases.length === 0;
      return isMeant && other !== undefined ? { ...datastore, type: other } : datastore;
    }),
  },
  {
    slug: 'incremental-on-sqlserver',
    description: 'Some backups of SQLServer are called incremental.',
    caughtBy: ['response.incremental-engine'],
    change: changeField(
      'type',
      (backup, operation) => isPartial(backup, operation) && backup.row % 9 === 4,
      (_backup, { incremental }) => incremental,
    ),
  },
  {
    slug: 'databases-everywhere',
    description: 'Some backups of MySQL name databases.',
    caughtBy: ['response.databases', 'response.schema'],
    change: changeField(
      'databases',
      (backup, operation) => isFirst(backup, operation) && backup.row % 17 === 3,
      () => [{ name: 'mysql' }],
    ),
  },
  {
    slug: 'databases-as-texts',
    description: 'The databases of a partial backup are a list of strings.',
    caughtBy: ['response.schema'],
    change: changeField(
      'databases',
      ({ databases }) => databases.length > 0,
      ({ databases }) => databases,
    ),
  },
  {
    slug: 'database-alone',
    description: 'A partial backup of one database has an object in place of a list.',
    caughtBy: ['response.schema'],
    change: changeField(
      'databases',
      ({ databases }) => databases.length === 1,
      ({ databases: [name] }) => ({ name }),
    ),
  },
];
