/** Faults in the times of backups. */
import { writeTime } from '../../../contract/time.ts';
import { type Backup, BUILDING, INCREMENTAL } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { always, hasFailed, miswritten, rarely, someDone } from '../mutations.ts';

const someEnded = ({ row, end }: Backup) => end !== undefined && row % 31 === 4;

const utc = (instant: number) => writeTime(instant, 0);

export const timeFieldFaults: readonly Fault[] = [
  {
    slug: 'end-missing',
    description: 'A backup that is done lacks its end time now and then.',
    caughtBy: ['response.schema'],
    change: miswritten('end', someDone, () => undefined),
  },
  {
    slug: 'end-null-when-failed',
    description: 'A failed backup has null for its end time.',
    caughtBy: ['response.schema'],
    change: miswritten('end', hasFailed, () => null),
  },
  {
    slug: 'end-empty',
    description: 'A backup that is done has an empty end time now and then.',
    caughtBy: ['response.time-format'],
    change: miswritten('end', someDone, () => ''),
  },
  {
    slug: 'end-is-zero-date',
    description: 'A backup under way ends at 0000-00-00T00:00:00+0000.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten(
      'end',
      ({ status }) => status === BUILDING,
      () => '0000-00-00T00:00:00+0000',
    ),
  },
  {
    slug: 'end-before-begin',
    description: 'Some full backups end before they begin.',
    caughtBy: ['response.end-not-before-begin'],
    change: miswritten(
      'end',
      ({ row, end, type }) => end !== undefined && type !== INCREMENTAL && row % 29 === 8,
      ({ begin }) => utc(begin - 60),
    ),
  },
  {
    slug: 'incremental-ends-before-begin',
    description:
      'Incremental backups tell the time of their last transaction as the end, which may lie before the begin.',
    caughtBy: ['response.incremental-end-not-before-begin'],
    change: miswritten(
      'end',
      ({ end, type }) => end !== undefined && type === INCREMENTAL,
      ({ begin }) => utc(begin - 5),
    ),
  },
  {
    slug: 'begin-null',
    description: 'The begin time of some backups is null.',
    caughtBy: ['response.schema'],
    change: miswritten('begin', rarely, () => null),
  },
  {
    slug: 'zone-with-colon',
    description: 'The zone of a time has a colon now and then.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('begin', rarely, ({ begin }) => writeTime(begin, 480).replace(/00$/, ':00')),
  },
  {
    slug: 'zone-as-letter',
    description: 'Times in UTC end with the letter Z.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('end', someEnded, ({ end = 0 }) => utc(end).replace('+0000', 'Z')),
  },
  {
    slug: 'zone-missing',
    description: 'The times of some backups have no zone.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('begin', rarely, ({ begin }) => utc(begin).slice(0, 19)),
  },
  {
    slug: 'blank-between-date-and-time',
    description: 'Date and time of an end are parted by a blank.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('end', someEnded, ({ end = 0 }) => utc(end).replace('T', ' ')),
  },
  {
    slug: 'times-in-milliseconds',
    description: 'Times are numbers of milliseconds.',
    caughtBy: ['response.schema'],
    change: miswritten('begin', always, ({ begin }) => begin * 1000),
  },
  {
    slug: 'fractions-of-seconds',
    description: 'Times have fractions of a second.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('end', someEnded, ({ end = 0 }) => utc(end).replace('+', '.000+')),
  },
  {
    slug: 'impossible-date',
    description: 'The end of a backup falls on 31 June now and then.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('end', someEnded, () => '2018-06-31T12:00:00+0800'),
  },
  {
    slug: 'hour-twenty-four',
    description: 'Midnight is written as the hour 24.',
    caughtBy: ['response.time-format', 'response.schema'],
    change: miswritten('end', someEnded, ({ end = 0 }) => utc(end).replace(/T[0-9]{2}/, 'T24')),
  },
];
