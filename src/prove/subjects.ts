/** The subjects of the reference deployment that the suite is tried on: its faults and its conformant variants. */

import { UsageError } from '../config/usage-error.ts';
import { suggestion } from '../contract/nearest-name.ts';
import { faults, variants } from '../reference/registry.ts';

export type SubjectKind = 'fault' | 'variant';

export interface Subject {
  readonly kind: SubjectKind;
  readonly slug: string;
}

const ALL: readonly Subject[] = [
  ...faults.map(({ slug }) => ({ kind: 'fault' as const, slug })),
  ...variants.map(({ slug }) => ({ kind: 'variant' as const, slug })),
];

/**
 * The faults, then the variants, each in the order of its registry.
 * @param only slugs of those wanted; all when left out
 * @throws UsageError for a name that is neither, with those that are near
 */
export function subjectsNamed(only?: readonly string[]): readonly Subject[] {
  if (only === undefined) return ALL;
  const names = ALL.map(({ slug }) => slug);
  for (const name of only) {
    if (names.includes(name)) continue;
    throw new UsageError(
      `no fault or variant is called "${name}"${suggestion(name, names)} (see \`list --faults\`, \`list --variants\`)`,
    );
  }
  return ALL.filter(({ slug }) => only.includes(slug));
}
