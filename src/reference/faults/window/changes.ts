/** How faults of the window are made: by reading a time wrongly, by accepting other pairs, by keeping other rows. */
import { isKnownZone, isRealDate, readTimeParts, type TimeParts } from '../../../contract/time.ts';
import type { Texts } from '../../changes.ts';
import { wrongParameter } from '../../errors.ts';
import { textOf } from '../../query-validation.ts';
import type { Rows } from '../../rows.ts';
import type { Call, Change, QueryTexts, Window } from '../../stages.ts';

export const MINUTE = 60;
export const HOUR = 3_600;
export const DAY = 86_400;
export const YEAR = 366 * DAY;

/** Reads also texts that are no valid time. */
export function alsoRead(read: (text: string) => number | undefined): Change {
  return ({ time }) => ({ time: (text) => time(text) ?? read(text) });
}

/** Reads valid times wrongly. */
export function misread(instant: (parts: TimeParts) => number | undefined): Change {
  return ({ time }) => ({
    time: (text) => {
      const parts = readTimeParts(text);
      return parts === undefined || time(text) === undefined ? time(text) : instant(parts);
    },
  });
}

/** Epoch seconds of date and clock, as if the zone were UTC. Fields beyond their bounds carry over. */
export function wallSeconds({ year, month, day, hour, minute, second }: TimeParts): number {
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight / 1000 + hour * HOUR + minute * MINUTE + second;
}

/** Seconds east of UTC. */
export function zoneSeconds({ zone }: TimeParts): number {
  return zone.sign * (zone.hours * HOUR + zone.minutes * MINUTE);
}

export function epochSeconds(parts: TimeParts): number {
  return wallSeconds(parts) - zoneSeconds(parts);
}

/** Whether the calendar and the clock know such a date, time and zone. */
export function isReal(parts: TimeParts): boolean {
  const { hour, minute, second, zone } = parts;
  return isRealDate(parts) && hour <= 23 && minute <= 59 && second <= 59 && isKnownZone(zone);
}

/** One end of a window as it was asked for. */
export interface WindowEnd {
  readonly text: string;
  /** Epoch seconds. */
  readonly instant: number;
}

/** Validates a pair of valid times by another rule than which instant is later. */
export function acceptPairs(accepts: (begin: WindowEnd, end: WindowEnd) => boolean): Change {
  return ({ validate }) => ({
    validate: (texts, call) => {
      const { window } = call.deployment.operation;
      const begin = endOf(window.begin, texts, call);
      const end = endOf(window.end, texts, call);
      if (begin === undefined || end === undefined) return validate(texts, call);
      if (!accepts(begin, end)) throw wrongParameter(window.end, `contradicts ${window.begin}`);
      const others: Texts = new Map(texts);
      others.delete(window.begin);
      others.delete(window.end);
      return { ...validate(others, call), window: { from: begin.instant, to: end.instant } };
    },
  });
}

function endOf(name: string, texts: QueryTexts, { stages }: Call): WindowEnd | undefined {
  const text = textOf(texts, name);
  const instant = text === undefined ? undefined : stages.time(text);
  return text === undefined || instant === undefined ? undefined : { text, instant };
}

/** Lists another window than the one asked for. */
export function moveWindow(move: (window: Window) => Window): Change {
  return ({ inWindow }) => ({ inWindow: (rows, window, call) => inWindow(rows, move(window), call) });
}

/** Changes the rows that belong to a window. */
export function changeWindow(change: (inside: Rows, window: Window, call: Call, all: Rows) => Rows): Change {
  return ({ inWindow }) => ({
    inWindow: (rows, window, call) => change(inWindow(rows, window, call), window, call, rows),
  });
}
