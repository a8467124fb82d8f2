/** Faults in the ids, names, types and statuses of backups. */
import { INCREMENTAL } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { always, hasFailed, miswritten, rarely, someDone } from '../mutations.ts';

export const wordFaults: readonly Fault[] = [
  {
    slug: 'status-lower-case',
    description: 'The status of some backups is in lower case.',
    caughtBy: ['response.schema'],
    change: miswritten('status', rarely, ({ status }) => status.toLowerCase()),
  },
  {
    slug: 'status-of-another-api',
    description: 'A backup that is done has the status SUCCESS now and then.',
    caughtBy: ['response.schema'],
    change: miswritten('status', someDone, () => 'SUCCESS'),
  },
  {
    slug: 'status-missing',
    description: 'Failed backups have no status.',
    caughtBy: ['response.schema'],
    change: miswritten('status', hasFailed, () => undefined),
  },
  {
    slug: 'type-capitalised',
    description: 'The type of some backups begins with a capital.',
    caughtBy: ['response.schema'],
    change: miswritten('type', rarely, ({ type }) => type.charAt(0).toUpperCase() + type.slice(1)),
  },
  {
    slug: 'type-null',
    description: 'The type of some backups is null.',
    caughtBy: ['response.schema'],
    change: miswritten('type', rarely, () => null),
  },
  {
    slug: 'name-null',
    description: 'The name of some backups is null.',
    caughtBy: ['response.schema'],
    change: miswritten('name', rarely, () => null),
  },
  {
    slug: 'name-missing',
    description: 'Incremental backups have no name.',
    caughtBy: ['response.schema'],
    change: miswritten(
      'name',
      ({ type }) => type === INCREMENTAL,
      () => undefined,
    ),
  },
  {
    slug: 'id-a-number',
    description: 'The ids of backups are numbers.',
    caughtBy: ['response.schema'],
    change: miswritten('id', always, ({ row }) => row),
  },
  {
    slug: 'ids-not-unique',
    description: 'Now and then two backups have one id.',
    caughtBy: ['response.unique-ids'],
    change: ({ renderRow }) => ({
      renderRow: (backup, world) => {
        const written = renderRow(backup, world);
        if (backup.row % 131 !== 56) return written;
        // Row 56 and those after it always have a row before them; the last one has none after it.
        return { ...written, [world.operation.fields.id]: world.dataset.backup(backup.row - 1).id };
      },
    }),
  },
  {
    slug: 'instance-missing',
    description: 'Backups do not tell their instance.',
    caughtBy: ['response.schema', 'addressing.instance-owns-rows'],
    change: miswritten('instance', always, () => undefined),
  },
];
