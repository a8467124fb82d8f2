/** The variants of the reference deployment that the suite is tried on: its faults and its conformant temperaments. */
import { faults } from '../reference/faults/registry.ts';
import { temperaments } from '../reference/temperaments/registry.ts';
import { suggestion } from '../run/settings/nearest.ts';
import { SettingsError } from '../run/settings/settings-error.ts';

export type VariantKind = 'fault' | 'temperament';

export interface Variant {
  readonly kind: VariantKind;
  readonly slug: string;
}

const ALL: readonly Variant[] = [
  ...faults.map(({ slug }) => ({ kind: 'fault' as const, slug })),
  ...temperaments.map(({ slug }) => ({ kind: 'temperament' as const, slug })),
];

/**
 * The faults, then the temperaments, each in the order of its registry.
 * @param only slugs of those wanted; all when left out
 * @throws SettingsError for a name that is neither, with those that are near
 */
export function variantsNamed(only?: readonly string[]): readonly Variant[] {
  if (only === undefined) return ALL;
  const names = ALL.map(({ slug }) => slug);
  for (const name of only) {
    if (names.includes(name)) continue;
    throw new SettingsError(
      `no fault or temperament is called "${name}"${suggestion(name, names)} (see \`list --faults\`, \`list --temperaments\`)`,
    );
  }
  return ALL.filter(({ slug }) => only.includes(slug));
}
