/** The engines whose backups the data set holds, and what is peculiar to each. */
import { INCREMENTAL } from './backup.ts';

export interface Engine {
  readonly name: string;
  readonly versions: readonly string[];
  /** Backup types that its instances have. */
  readonly types: readonly string[];
  /** The two digits that end the ids of its instances and backups. */
  readonly suffix: string;
  /** Whether a manual backup may be of some databases only. */
  readonly partial: boolean;
}

const FULL_TYPES = ['auto', 'manual', 'fragment'];

export const MYSQL: Engine = {
  name: 'MySQL',
  versions: ['5.6', '5.7'],
  types: ['auto', INCREMENTAL, 'manual', 'fragment'],
  suffix: '01',
  partial: false,
};

export const POSTGRESQL: Engine = {
  name: 'PostgreSQL',
  versions: ['9.5', '9.6'],
  types: FULL_TYPES,
  suffix: '03',
  partial: false,
};

export const SQLSERVER: Engine = {
  name: 'SQLServer',
  versions: ['2014_WEB', '2014_SE'],
  types: FULL_TYPES,
  suffix: '04',
  partial: true,
};
