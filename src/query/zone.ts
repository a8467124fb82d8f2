/** Zones to write times in: whole hours, half and quarter hours, both sides of UTC, and the ends of the inhabited world. */
import * as fc from 'fast-check';

/** Minutes east of UTC, the plainest first: +0000, +0800, +0530, +0545, -0330, +1400, -1200. */
export const ZONES: readonly number[] = [0, 480, 330, 345, -210, 840, -720];

/** One of {@link ZONES}; shrinks to UTC. */
export function zone(): fc.Arbitrary<number> {
  return fc.constantFrom(...ZONES);
}
