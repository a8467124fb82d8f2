/** The same instant, written in another zone. */
import * as fc from 'fast-check';
import { parseTime, writeTime } from '../contract/time.ts';
import { ZONES } from './zone.ts';

/** Every way to write the instant of `text` in one of our zones, in UTC first. @throws RangeError where it is no time. */
export function spellingsOfInstant(text: string): readonly string[] {
  const second = parseTime(text);
  if (second === undefined) throw new RangeError(`not a time: ${text}`);
  return ZONES.map((minutes) => writeTime(second, minutes));
}

/** The instant of `text` in any zone; shrinks to UTC. @throws RangeError where it is no time. */
export function sameInstant(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(...spellingsOfInstant(text));
}
