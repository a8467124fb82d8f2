/** Faults in the ids, names, types and statuses of backups. */

import { always, changeField, hasFailed, isIncremental, rarely, someCompleted } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';

export const wordFaults: readonly Fault[] = [
  {
    slug: 'status-lower-case',
    description: 'The status of some backups is in lower case.',
    caughtBy: ['response.schema'],
    change: changeField('status', rarely, ({ status }) => status.toLowerCase()),
  },
  {
    slug: 'status-of-another-api',
    description: 'Some completed backups have the status SUCCESS.',
    caughtBy: ['response.schema'],
    change: changeField('status', someCompleted, () => 'SUCCESS'),
  },
  {
    slug: 'status-missing',
    description: 'Failed backups have no status.',
    caughtBy: ['response.schema'],
    change: changeField('status', hasFailed, () => undefined),
  },
  {
    slug: 'type-capitalised',
    description: 'The type of some backups begins with a capital.',
    caughtBy: ['response.schema'],
    change: changeField('type', rarely, ({ type }) => type.charAt(0).toUpperCase() + type.slice(1)),
  },
  {
    slug: 'type-null',
    description: 'The type of some backups is null.',
    caughtBy: ['response.schema'],
    change: changeField('type', rarely, () => null),
  },
  {
    slug: 'name-null',
    description: 'The name of some backups is null.',
    caughtBy: ['response.schema'],
    change: changeField('name', rarely, () => null),
  },
  {
    slug: 'name-missing',
    description: 'Incremental backups have no name.',
    caughtBy: ['response.schema'],
    change: changeField('name', isIncremental, () => undefined),
  },
  {
    slug: 'id-a-number',
    description: 'The ids of backups are numbers.',
    caughtBy: ['response.schema'],
    change: changeField('id', always, ({ row }) => row),
  },
  {
    slug: 'ids-not-unique',
    description: 'Some backups share their id with another backup.',
    caughtBy: ['response.unique-ids'],
    change: ({ renderRow }) => ({
      renderRow: (backup, deployment) => {
        const row = renderRow(backup, deployment);
        if (backup.row % 131 !== 56) return row;
        // Row 56 and those after it always have a row before them; the last one has none after it.
        const { id } = deployment.dataset.backup(backup.row - 1);
        return { ...row, [deployment.operation.fields.id]: id };
      },
    }),
  },
  {
    slug: 'instance-missing',
    description: 'Backups do not name their instance.',
    caughtBy: ['response.schema', 'addressing.instance-owns-rows'],
    change: changeField('instance', always, () => undefined),
  },
];
