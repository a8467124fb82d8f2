/** Durations as people write them: `500ms`, `90s`, `30m`, `4h`. */

/** What messages say that a duration is. */
export const DURATION = 'a duration such as 90s, 30m or 4h, or 0 for none';

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest that a timer of Node can wait. */
const LONGEST = 2 ** 31 - 1;

/** Returns milliseconds, and 0 for `0`, which is no limit; undefined where the text is no duration. */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const [, amount, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (MILLISECONDS[unit] ?? Number.NaN);
  return milliseconds >= 1 && milliseconds <= LONGEST ? milliseconds : undefined;
}

/** Returns the shortest text that reads as so many milliseconds. */
export function writeDuration(milliseconds: number): string {
  const unit = ['h', 'm', 's'].find((each) => milliseconds % (MILLISECONDS[each] ?? 1) === 0) ?? 'ms';
  return milliseconds === 0 ? '0' : `${milliseconds / (MILLISECONDS[unit] ?? 1)}${unit}`;
}
