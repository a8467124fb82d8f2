/** Other zones in which the times of rows are written. */
import { writeTime } from '../../contract/time.ts';
import type { Backup } from '../dataset.ts';
import type { Variant } from '../mutation.ts';
import { mix32 } from '../seeded-random.ts';
import type { Change } from '../stages.ts';

/** Writes both times of a backup in its own zone, in minutes east of UTC. */
function zoned(zoneOf: (backup: Backup) => number): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const { begin, end } = deployment.operation.fields;
      const zone = zoneOf(backup);
      const ended = backup.end === undefined ? {} : { [end]: writeTime(backup.end, zone) };
      return { ...renderRow(backup, deployment), [begin]: writeTime(backup.begin, zone), ...ended };
    },
  });
}

const ZONES = [0, 480, -210, 330, 840, -720, 765, -30];

export const zones: readonly Variant[] = [
  { slug: 'utc-times', description: 'Writes the times of backups in UTC.', change: zoned(() => 0) },
  {
    slug: 'minus-0330-times',
    description: 'Writes the times of backups in the western zone -0330.',
    change: zoned(() => -210),
  },
  {
    slug: 'mixed-zones',
    description: 'Writes the times of different backups in different zones.',
    change: zoned(({ row }) => ZONES[mix32(row) % ZONES.length] ?? 0),
  },
];
