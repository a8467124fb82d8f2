/** Every variant that the reference deployment can have. */
import { bySlug } from '../../contract/nearest-name.ts';
import type { Variant } from '../variant.ts';
import { fields } from './fields.ts';
import { filtering } from './filtering.ts';
import { leniency } from './leniency.ts';
import { noise } from './noise.ts';
import { ordering } from './ordering.ts';
import { windows } from './windows.ts';
import { wire } from './wire.ts';
import { zones } from './zones.ts';

export const variants: readonly Variant[] = [
  ...ordering,
  ...zones,
  ...windows,
  ...filtering,
  ...fields,
  ...leniency,
  ...wire,
  ...noise,
];

/** @throws Error naming the nearest slugs where there is no such variant */
export function variantOf(slug: string): Variant {
  return bySlug('variant', variants, slug);
}
