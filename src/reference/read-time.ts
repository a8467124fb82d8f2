/** Reads times as the operation writes them: yyyy-mm-ddThh:mm:ss and a zone of sign, hours and minutes. */

const SHAPE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})([+-])([0-9]{2})([0-9]{2})$/;

/** The farthest zone from UTC that is believed, in minutes. */
const FARTHEST_ZONE = 14 * 60;

/** The fields of a time's text; the zone in minutes east of UTC. */
export interface TimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly sign: 1 | -1;
  readonly zoneHour: number;
  readonly zoneMinute: number;
}

/** The parts of a text of the right shape, whatever the calendar says of them. */
export function timeParts(text: string): TimeParts | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [zoneHour = 0, zoneMinute = 0] = match.slice(8).map(Number);
  return { year, month, day, hour, minute, second, sign: match[7] === '-' ? -1 : 1, zoneHour, zoneMinute };
}

/** Epoch seconds of the wall clock's reading, as if it hung in Greenwich. Fields beyond their bounds carry over. */
export function wallSeconds({ year, month, day, hour, minute, second }: TimeParts): number {
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight / 1000 + hour * 3600 + minute * 60 + second;
}

export function zoneSeconds({ sign, zoneHour, zoneMinute }: TimeParts): number {
  return sign * (zoneHour * 60 + zoneMinute) * 60;
}

/** Whether the calendar and the clock know such a date, time and zone. */
export function isReal(parts: TimeParts): boolean {
  const { year, month, day, hour, minute, second, zoneHour, zoneMinute } = parts;
  const date = new Date(new Date(0).setUTCFullYear(year, month - 1, day));
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
  if (hour > 23 || minute > 59 || second > 59 || zoneMinute > 59) return false;
  return zoneHour * 60 + zoneMinute <= FARTHEST_ZONE;
}

/** Epoch seconds; undefined where the text is of another form or names no real time. */
export function readTime(text: string): number | undefined {
  const parts = timeParts(text);
  return parts === undefined || !isReal(parts) ? undefined : wallSeconds(parts) - zoneSeconds(parts);
}
