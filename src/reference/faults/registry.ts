/** Every fault that the reference deployment can be given. */
import type { Fault } from '../fault.ts';
import { bySlug } from '../nearest.ts';

export const faults: readonly Fault[] = [];

/** @throws Error naming the nearest slugs where there is no such fault */
export function faultOf(slug: string): Fault {
  return bySlug('fault', faults, slug);
}
