/** Every fault that the reference deployment can be given. */

import { bySlug } from '../../contract/nearest-name.ts';
import type { Fault } from '../fault.ts';
import { addressingFaults } from './addressing.ts';
import { authFaults } from './auth.ts';
import { errorFaults } from './errors.ts';
import { idFaults } from './filters/ids.ts';
import { typeFaults } from './filters/types.ts';
import { cutFaults } from './pagination/cuts.ts';
import { limitFaults } from './pagination/limits.ts';
import { numberFaults } from './pagination/numbers.ts';
import { offsetFaults } from './pagination/offsets.ts';
import { orderFaults } from './pagination/orders.ts';
import { replicaFaults } from './pagination/replicas.ts';
import { totalFaults } from './pagination/totals.ts';
import { bodyFaults } from './response/bodies.ts';
import { engineFaults } from './response/engines.ts';
import { sizeFaults } from './response/sizes.ts';
import { timeFieldFaults } from './response/times.ts';
import { wordFaults } from './response/words.ts';
import { windowLengthFaults } from './window/lengths.ts';
import { pairFaults } from './window/pairs.ts';
import { windowRowFaults } from './window/rows.ts';
import { timeFaults } from './window/times.ts';

/** By chapter of the reading. */
export const faults: readonly Fault[] = [
  ...addressingFaults,
  ...authFaults,
  ...limitFaults,
  ...offsetFaults,
  ...totalFaults,
  ...orderFaults,
  ...cutFaults,
  ...numberFaults,
  ...replicaFaults,
  ...pairFaults,
  ...windowRowFaults,
  ...windowLengthFaults,
  ...timeFaults,
  ...typeFaults,
  ...idFaults,
  ...sizeFaults,
  ...wordFaults,
  ...engineFaults,
  ...timeFieldFaults,
  ...bodyFaults,
  ...errorFaults,
];

/** @throws Error naming the nearest slugs where there is no such fault */
export function faultOf(slug: string): Fault {
  return bySlug('fault', faults, slug);
}
