/** Faults in the times of backups. */
import { writeTime } from '../../../contract/time.ts';
import {
  always,
  type Concerns,
  changeField,
  hasFailed,
  isBuilding,
  isIncremental,
  rarely,
  someCompleted,
} from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { ZONE } from '../../rendering.ts';

const someEnded: Concerns = ({ row, end }) => end !== undefined && row % 31 === 4;

const utc = (instant: number) => writeTime(instant, 0);

/** Writes the end of some backups in another form than their time in UTC. */
const endText = (rewrite: (time: string) => string) =>
  changeField('end', someEnded, ({ end = 0 }) => rewrite(utc(end)));

export const timeFieldFaults: readonly Fault[] = [
  {
    slug: 'end-missing',
    description: 'Some completed backups have no end time.',
    caughtBy: ['response.schema'],
    change: changeField('end', someCompleted, () => undefined),
  },
  {
    slug: 'end-null-when-failed',
    description: 'A failed backup has null for its end time.',
    caughtBy: ['response.schema'],
    change: changeField('end', hasFailed, () => null),
  },
  {
    slug: 'end-empty',
    description: 'Some completed backups have an empty end time.',
    caughtBy: ['response.time-format'],
    change: changeField('end', someCompleted, () => ''),
  },
  {
    slug: 'end-is-zero-date',
    description: 'A backup under way ends at 0000-00-00T00:00:00+0000.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: changeField('end', isBuilding, () => '0000-00-00T00:00:00+0000'),
  },
  {
    slug: 'end-before-begin',
    description: 'Some full backups end before they begin.',
    caughtBy: ['response.end-not-before-begin'],
    change: changeField(
      'end',
      (backup, operation) =>
        backup.end !== undefined && !isIncremental(backup, operation) && backup.row % 29 === 8,
      ({ begin }) => utc(begin - 60),
    ),
  },
  {
    slug: 'incremental-ends-before-begin',
    description:
      'The end of an incremental backup is the time of its last transaction, which may be before its begin.',
    caughtBy: ['response.incremental-end-not-before-begin'],
    change: changeField(
      'end',
      (backup, operation) => backup.end !== undefined && isIncremental(backup, operation),
      ({ begin }) => utc(begin - 5),
    ),
  },
  {
    slug: 'begin-null',
    description: 'The begin time of some backups is null.',
    caughtBy: ['response.schema'],
    change: changeField('begin', rarely, () => null),
  },
  {
    slug: 'zone-with-colon',
    description: 'The zone of some times has a colon.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: changeField('begin', rarely, ({ begin }) => writeTime(begin, ZONE).replace(/00$/, ':00')),
  },
  {
    slug: 'zone-as-letter',
    description: 'Some times in UTC end with the letter Z.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: endText((time) => time.replace('+0000', 'Z')),
  },
  {
    slug: 'zone-missing',
    description: 'The times of some backups have no zone.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: changeField('begin', rarely, ({ begin }) => utc(begin).replace('+0000', '')),
  },
  {
    slug: 'blank-between-date-and-time',
    description: 'Some end times have a blank between date and time.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: endText((time) => time.replace('T', ' ')),
  },
  {
    slug: 'times-in-milliseconds',
    description: 'Times are numbers of milliseconds.',
    caughtBy: ['response.schema'],
    change: changeField('begin', always, ({ begin }) => begin * 1000),
  },
  {
    slug: 'fractions-of-seconds',
    description: 'Some end times have fractions of a second.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: endText((time) => time.replace('+', '.000+')),
  },
  {
    slug: 'impossible-date',
    description: 'Some backups end on 31 June.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: changeField('end', someEnded, () => '2018-06-31T12:00:00+0800'),
  },
  {
    slug: 'hour-twenty-four',
    description: 'Some end times have the hour 24.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: endText((time) => time.replace(/T[0-9]{2}/, 'T24')),
  },
];
