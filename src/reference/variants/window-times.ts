/** Other ways to keep, to show and to bound the times that windows are compared with. */
import { parseTime, readTimeParts, writeTime } from '../../contract/time.ts';
import { changeListAnswer, isCompleted, windowTexts } from '../changes.ts';
import type { Backup } from '../dataset.ts';
import { type Belongs, belonging, byContainment, byEnd, byOverlap } from '../membership.ts';
import type { Variant } from '../mutation.ts';
import { ZONE } from '../rendering.ts';
import { filtered } from '../rows.ts';
import { mix32 } from '../seeded-random.ts';
import type { Call, Change } from '../stages.ts';

/** A backup under way counts as ending when the newest backups are under way, which is now. */
function endingNow(belongs: Belongs): Change {
  return () => ({
    inWindow: (rows, window, call) => {
      const now = newestOf(call);
      return belonging(rows, window, call, (begin, end, within) =>
        belongs(begin, end ?? Math.max(begin, now), within),
      );
    },
  });
}

/** Epoch seconds, shortly after the newest backup of all began. */
function newestOf({ deployment: { dataset } }: Call): number {
  const lasts = dataset.instances
    .filter(({ from, to }) => from < to)
    .map(({ to }) => dataset.beginOf(to - 1));
  return Math.max(0, ...lasts) + 90;
}

/** The part of a second by which a backup begins, and ends, later than its whole seconds say. */
function fractionOf(row: number): number {
  return (mix32(row) % 1000) / 1000;
}

/** Keeps times in milliseconds and compares these; shows them rounded. Cut to seconds they would look as if the end of a window did not belong. */
function finer(belongs: Belongs): Change {
  return ({ renderRow }) => ({
    inWindow: (rows, window, { deployment: { dataset } }) =>
      filtered(rows, (row) => {
        const [fraction, end] = [fractionOf(row), dataset.endOf(row)];
        return belongs(
          dataset.beginOf(row) + fraction,
          end === undefined ? undefined : end + fraction,
          window,
        );
      }),
    renderRow: (backup: Backup, deployment) => {
      const { begin, end } = deployment.operation.fields;
      const write = (second: number) => writeTime(Math.round(second + fractionOf(backup.row)), ZONE);
      const ended = backup.end === undefined ? {} : { [end]: write(backup.end) };
      return { ...renderRow(backup, deployment), [begin]: write(backup.begin), ...ended };
    },
  });
}

/** Characters of date and clock, without the zone. */
const CLOCK = 'yyyy-mm-ddThh:mm:ss'.length;

/** Times as the reference writes them. */
const SHOWN = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800)"/g;

const withoutZ = (text: string) => text.replace(/Z$/, '+0000');

/** Writes an instant in the zone of another time, and the zone as that writes it. */
function writeAs(instant: number, like: string): string | undefined {
  const zone = readTimeParts(withoutZ(like))?.zone;
  if (zone === undefined || parseTime(withoutZ(like)) === undefined) return undefined;
  const minutes = zone.sign * (zone.hours * 60 + zone.minutes);
  return writeTime(instant, minutes).slice(0, CLOCK) + like.slice(CLOCK);
}

const zoneOfTheQuery: Variant = {
  slug: 'zone-of-the-query',
  description:
    'Writes the times of backups in the zone of the begin of the window, as the query writes it; it may be a literal Z.',
  change: (stages) => ({
    time: (text) => stages.time(text) ?? stages.time(withoutZ(text)),
    ...changeListAnswer((answer, call) => {
      const [begin] = windowTexts(call);
      const body = String(answer.body).replaceAll(
        SHOWN,
        (shown, text: string) => `"${writeAs(parseTime(text) ?? 0, begin) ?? shown.slice(1, -1)}"`,
      );
      return { ...answer, body };
    })(stages),
  }),
};

const FIRST_YEAR = 0;
const LAST_YEAR = Date.UTC(2101, 0, 1) / 1000;

const boundedYears: Variant = {
  slug: 'years-bounded',
  description: 'Refuses times before 1970 and after 2100.',
  change: ({ time }) => ({
    time: (text) => {
      const instant = time(text);
      return instant === undefined || instant < FIRST_YEAR || instant >= LAST_YEAR ? undefined : instant;
    },
  }),
};

/** Requests between two corrections. */
const REQUESTS_PER_CORRECTION = 40;

/** Its data count as changed after each correction, so that no row that was rendered before is used again. */
const corrected: Variant = {
  slug: 'sizes-corrected',
  description: `Every ${REQUESTS_PER_CORRECTION} requests the sizes of some completed backups are corrected.`,
  change: ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const row = renderRow(backup, deployment);
      const { operation, dataset } = deployment;
      const { revision } = dataset;
      if (backup.row % 7 !== 3 || !isCompleted(backup, operation)) return row;
      return { ...row, [operation.fields.size]: 1_000n + BigInt(revision) };
    },
  }),
  middleware: (handler, { deployment }) => {
    let sequence = 0;
    return (request) => {
      sequence++;
      if (sequence % REQUESTS_PER_CORRECTION === 0) deployment.dataset.revision++;
      return handler(request);
    };
  },
};

export const windowTimes: readonly Variant[] = [
  {
    slug: 'window-by-end-building-as-now',
    description: 'Compares a window with end times; a backup under way ends now.',
    change: endingNow(byEnd),
  },
  {
    slug: 'window-by-overlap-building-as-now',
    description: 'Lists backups that were under way at some instant of the window; one under way ends now.',
    change: endingNow(byOverlap),
  },
  {
    slug: 'window-by-containment-building-as-now',
    description: 'Lists backups that began and ended in the window; one under way ends now.',
    change: endingNow(byContainment),
  },
  {
    slug: 'milliseconds-rounded',
    description:
      'Keeps times in milliseconds, lists what overlaps a window, and shows times rounded to seconds.',
    change: finer(byOverlap),
  },
  {
    slug: 'milliseconds-rounded-containment',
    description:
      'Keeps times in milliseconds, lists what a window contains, and shows times rounded to seconds.',
    change: finer(byContainment),
  },
  zoneOfTheQuery,
  boundedYears,
  corrected,
];
