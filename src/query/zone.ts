/** Zones to write times in: whole hours, half and quarter hours, both sides of UTC, and the ends of the inhabited world. */
import * as fc from 'fast-check';
import { parseTime, writeTime } from '../contract/time.ts';
import { shrinkingTo } from './shrinking.ts';

/** Minutes east of UTC, the plainest first: +0000, +0800, -0800, -1200, +0530, +0545, +1400, -0330. */
export const ZONES: readonly number[] = [0, 480, -480, -720, 330, 345, 840, -210];

/** Zones that no generator draws: a deployment has met no time in them, and can have kept none from before. */
export const UNUSED_ZONES: readonly number[] = [540, -540];

/**
 * Zones in which well-known regions keep their winter time, in minutes east of UTC: New York, London, Berlin, Santiago,
 * Sydney, Los Angeles. Each zone is what it says, in summer too.
 */
export const REGIONS: readonly number[] = [-300, 0, 60, -240, 600, -480];

/** One of {@link ZONES}; shrinks towards UTC. */
export function zone(): fc.Arbitrary<number> {
  return shrinkingTo(fc.constantFrom(...ZONES), (minutes) =>
    ZONES.slice(0, ZONES.includes(minutes) ? ZONES.indexOf(minutes) : 1),
  );
}

/** Every way to write the instant of `text` in one of {@link ZONES}, in UTC first. @throws RangeError where it is no time */
export function spellingsOfInstant(text: string): readonly string[] {
  const second = secondOf(text);
  return ZONES.map((minutes) => writeTime(second, minutes));
}

/** The instant of a time, in epoch seconds. @throws RangeError where the text is no time */
export function secondOf(text: string): number {
  const second = parseTime(text);
  if (second === undefined) throw new RangeError(`not a time: ${text}`);
  return second;
}

/** The zone that a time is written in, in minutes east of UTC. */
export function zoneOf(text: string): number {
  const minutes = Number(text.slice(-4, -2)) * 60 + Number(text.slice(-2));
  return text.at(-5) === '-' ? -minutes : minutes;
}
