/** Finding a value by its slug, and saying which slugs come near when there is none. */

/** The value of that slug. @throws Error naming the nearest known slugs */
export function bySlug<T extends { readonly slug: string }>(
  kind: string,
  all: readonly T[],
  slug: string,
): T {
  const found = all.find((one) => one.slug === slug);
  if (found !== undefined) return found;
  const near = all
    .map((one) => ({ slug: one.slug, likeness: likeness(one.slug, slug) }))
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, 3)
    .map((one) => one.slug);
  throw new Error(`no ${kind} is called "${slug}"; the nearest are ${near.join(', ')}`);
}

/** From 0 to 1: the share of neighbouring letter pairs that two texts have in common. */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * common) / (pairs.size + others.size);
}

function pairsOf(text: string): Set<string> {
  const padded = ` ${text.toLowerCase()} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, place) => padded.slice(place, place + 2)));
}
