/** Faults in the engines of backups, and in the databases they hold. */
import { FAILED, INCREMENTAL } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { engineWritten, miswritten, rarely } from '../mutations.ts';

export const engineFaults: readonly Fault[] = [
  {
    slug: 'engine-lower-case',
    description: 'The engine is written in lower case.',
    caughtBy: ['response.engine-spelling', 'response.schema'],
    change: engineWritten((datastore) => ({ ...datastore, type: datastore.type.toLowerCase() })),
  },
  {
    slug: 'engine-full-name',
    description: 'The engine SQLServer is called Microsoft SQL Server.',
    caughtBy: ['response.engine-spelling', 'response.schema'],
    change: engineWritten((datastore) => ({
      ...datastore,
      type: datastore.type.replace('SQLServer', 'Microsoft SQL Server'),
    })),
  },
  {
    slug: 'mysql-misspelled',
    description: 'The engine MySQL is written Mysql.',
    caughtBy: ['response.engine-spelling'],
    change: engineWritten((datastore) => ({ ...datastore, type: datastore.type.replace('MySQL', 'Mysql') })),
  },
  {
    slug: 'engine-as-text',
    description: 'Engine and version are one string.',
    caughtBy: ['response.schema'],
    change: engineWritten(({ type, version }) => `${type} ${version}`),
  },
  {
    slug: 'engine-missing',
    description: 'Failed backups have no engine.',
    caughtBy: ['response.schema'],
    change: engineWritten((datastore, { status }) => (status === FAILED ? null : datastore)),
  },
  {
    slug: 'version-a-number',
    description: 'The version of the engine is a number.',
    caughtBy: ['response.schema'],
    change: engineWritten((datastore) => ({
      ...datastore,
      version: Number.parseFloat(datastore.version),
    })),
  },
  {
    slug: 'version-missing',
    description: 'The version of the engine is missing now and then.',
    caughtBy: ['response.schema'],
    change: engineWritten((datastore, backup) => (rarely(backup) ? { type: datastore.type } : datastore)),
  },
  {
    slug: 'engine-changes',
    description: 'Now and then a backup has another engine than the rest of its instance.',
    caughtBy: ['response.one-engine'],
    change: engineWritten((datastore, { row, type, databases }) =>
      row % 131 === 57 && type !== INCREMENTAL && databases.length === 0
        ? { ...datastore, type: datastore.type === 'MySQL' ? 'PostgreSQL' : 'MySQL' }
        : datastore,
    ),
  },
  {
    slug: 'incremental-on-sqlserver',
    description: 'Backups of SQLServer are now and then called incremental.',
    caughtBy: ['response.incremental-engine'],
    change: miswritten(
      'type',
      ({ row, engine }) => engine === 'SQLServer' && row % 9 === 4,
      () => INCREMENTAL,
    ),
  },
  {
    slug: 'databases-everywhere',
    description: 'Backups of MySQL name databases.',
    caughtBy: ['response.databases', 'response.schema'],
    change: miswritten(
      'databases',
      ({ engine, row }) => engine === 'MySQL' && row % 17 === 3,
      () => [{ name: 'mysql' }],
    ),
  },
  {
    slug: 'databases-as-texts',
    description: 'The databases of a partial backup are a list of strings.',
    caughtBy: ['response.schema'],
    change: miswritten(
      'databases',
      ({ databases }) => databases.length > 0,
      ({ databases }) => databases,
    ),
  },
  {
    slug: 'database-alone',
    description: 'A partial backup of one database has an object in place of a list.',
    caughtBy: ['response.schema'],
    change: miswritten(
      'databases',
      ({ databases }) => databases.length === 1,
      ({ databases }) => ({
        name: databases[0],
      }),
    ),
  },
];
