/** Every fault and every variant that the reference deployment can be given. */
import { bySlug } from '../contract/nearest-name.ts';
import { addressingFaults } from './faults/addressing.ts';
import { authFaults } from './faults/auth.ts';
import { credentialFaults } from './faults/credentials.ts';
import { equivalenceFaults } from './faults/equivalence.ts';
import { errorFaults } from './faults/errors.ts';
import { failureFaults } from './faults/failures.ts';
import { idFaults } from './faults/filters/ids.ts';
import { typeFaults } from './faults/filters/types.ts';
import { cutFaults } from './faults/pagination/cuts.ts';
import { limitFaults } from './faults/pagination/limits.ts';
import { numberFaults } from './faults/pagination/numbers.ts';
import { offsetFaults } from './faults/pagination/offsets.ts';
import { orderFaults } from './faults/pagination/orders.ts';
import { replicaFaults } from './faults/pagination/replicas.ts';
import { totalFaults } from './faults/pagination/totals.ts';
import { bodyFaults } from './faults/response/bodies.ts';
import { engineFaults } from './faults/response/engines.ts';
import { sizeFaults } from './faults/response/sizes.ts';
import { timeFieldFaults } from './faults/response/times.ts';
import { wordFaults } from './faults/response/words.ts';
import { signatureFaults } from './faults/signatures.ts';
import { textFaults } from './faults/texts.ts';
import { calendarFaults } from './faults/window/calendars.ts';
import { windowLengthFaults } from './faults/window/lengths.ts';
import { pairFaults } from './faults/window/pairs.ts';
import { readingFaults } from './faults/window/readings.ts';
import { windowRowFaults } from './faults/window/rows.ts';
import { timeFaults } from './faults/window/times.ts';
import type { Fault, Variant } from './mutation.ts';
import { access } from './variants/access.ts';
import { bans } from './variants/bans.ts';
import { fields } from './variants/fields.ts';
import { filtering } from './variants/filtering.ts';
import { fronts } from './variants/fronts.ts';
import { leniency } from './variants/leniency.ts';
import { noise } from './variants/noise.ts';
import { ordering } from './variants/ordering.ts';
import { readers } from './variants/readers.ts';
import { windowTimes } from './variants/window-times.ts';
import { windows } from './variants/windows.ts';
import { wire } from './variants/wire.ts';
import { zones } from './variants/zones.ts';

/** By chapter of the reading. */
export const faults: readonly Fault[] = [
  ...addressingFaults,
  ...authFaults,
  ...signatureFaults,
  ...credentialFaults,
  ...limitFaults,
  ...offsetFaults,
  ...totalFaults,
  ...orderFaults,
  ...cutFaults,
  ...numberFaults,
  ...replicaFaults,
  ...pairFaults,
  ...windowRowFaults,
  ...readingFaults,
  ...windowLengthFaults,
  ...timeFaults,
  ...calendarFaults,
  ...typeFaults,
  ...idFaults,
  ...sizeFaults,
  ...wordFaults,
  ...engineFaults,
  ...timeFieldFaults,
  ...bodyFaults,
  ...equivalenceFaults,
  ...errorFaults,
  ...textFaults,
  ...failureFaults,
];

export const variants: readonly Variant[] = [
  ...access,
  ...ordering,
  ...zones,
  ...windows,
  ...windowTimes,
  ...filtering,
  ...fields,
  ...leniency,
  ...wire,
  ...fronts,
  ...bans,
  ...readers,
  ...noise,
];

/** @throws Error where there is no such fault, naming those that come near */
export function faultOf(slug: string): Fault {
  return bySlug('fault', faults, slug);
}

/** @throws Error where there is no such variant, naming those that come near */
export function variantOf(slug: string): Variant {
  return bySlug('variant', variants, slug);
}
