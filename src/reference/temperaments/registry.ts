/** Every temperament that the reference deployment can have. */
import { bySlug } from '../nearest.ts';
import type { Temperament } from '../temperament.ts';
import { fields } from './fields.ts';
import { filtering } from './filtering.ts';
import { leniency } from './leniency.ts';
import { ordering } from './ordering.ts';
import { weather } from './weather.ts';
import { windows } from './windows.ts';
import { wire } from './wire.ts';
import { zones } from './zones.ts';

export const temperaments: readonly Temperament[] = [
  ...ordering,
  ...zones,
  ...windows,
  ...filtering,
  ...fields,
  ...leniency,
  ...wire,
  ...weather,
];

/** @throws Error naming the nearest slugs where there is no such temperament */
export function temperamentOf(slug: string): Temperament {
  return bySlug('temperament', temperaments, slug);
}
