/** What a proof tries: faults and conformant variants of the reference deployment. */
import { UsageError } from '../config/usage-error.ts';
import { suggestion } from '../contract/nearest-name.ts';
import type { Fault } from '../reference/mutation.ts';
import { faults, variants } from '../reference/registry.ts';

export type SubjectKind = 'fault' | 'variant';

export interface Subject {
  readonly kind: SubjectKind;
  readonly slug: string;
}

const subjectOf = (kind: SubjectKind, { slug }: { readonly slug: string }): Subject => ({ kind, slug });

/** The faults, then the variants, each in the order of its registry. */
export const allSubjects: readonly Subject[] = [
  ...faults.map((fault) => subjectOf('fault', fault)),
  ...variants.map((variant) => subjectOf('variant', variant)),
];

/**
 * Returns the faults and variants with these slugs, in the order of the registries.
 * @throws UsageError for a slug that is neither, with those that come near
 */
export function subjectsNamed(slugs: readonly string[]): readonly Subject[] {
  const names = allSubjects.map(({ slug }) => slug);
  for (const name of slugs) {
    if (names.includes(name)) continue;
    throw new UsageError(
      `no fault or variant is called "${name}"${suggestion(name, names)} (see \`list --faults\`, \`list --variants\`)`,
    );
  }
  return allSubjects.filter(({ slug }) => slugs.includes(slug));
}

/** Chapter of the first clause that is named for a fault. */
export function chapterOf({ caughtBy: [first = ''] }: Fault): string {
  return first.split('.')[0] ?? '';
}

/**
 * Returns about `size` faults and variants that represent all: some of the faults of each chapter and some of the
 * variants, in proportion to their number, at least one of each, at even distances.
 * @param turn picks others; as many turns as a group has members pick them all
 */
export function sampleOf(size: number, turn: number): readonly Subject[] {
  const groups = new Map<string, Subject[]>();
  for (const fault of faults) {
    const chapter = chapterOf(fault);
    groups.set(chapter, [...(groups.get(chapter) ?? []), subjectOf('fault', fault)]);
  }
  groups.set('variants', [...variants.map((variant) => subjectOf('variant', variant))]);
  return [...groups.values()].flatMap((group) => {
    const picks = Math.min(group.length, Math.max(1, Math.round((size * group.length) / allSubjects.length)));
    return Array.from({ length: picks }, (_, pick) => {
      const place = Math.floor((pick * group.length) / picks) + turn;
      return group[place % group.length] ?? [];
    }).flat();
  });
}
