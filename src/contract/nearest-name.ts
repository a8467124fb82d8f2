/** Names close to one that does not exist: what its writer may have meant. */

/**
 * Share of the letters that may differ before a name is no misspelling any more. At a third, `limit-one-mor` finds
 * `limit-one-more` and `budgets` finds `budget`, and an arbitrary word finds nothing.
 */
const FARTHEST = 0.34;

/** Shortest text that is looked for within names: shorter ones are part of many by chance. */
const SHORTEST_PART = 3;

/** Returns the names close to `wanted`, nearest first, `count` at most; none where nothing comes near. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): readonly string[] {
  const distances = names.map((name) => ({
    name,
    distance: distanceOf(wanted.toLowerCase(), name.toLowerCase()),
  }));
  return distances
    .filter(({ distance }) => distance <= wanted.length * FARTHEST)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Returns the nearest names in words, for the end of a message; empty where none is near. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? '' : `; the nearest ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}`;
}

/** Returns the value of that slug. @throws Error with the nearest slugs where there is none */
export function bySlug<T extends { readonly slug: string }>(
  kind: string,
  all: readonly T[],
  slug: string,
): T {
  const found = all.find((one) => one.slug === slug);
  if (found !== undefined) return found;
  const near = suggestion(
    slug,
    all.map((one) => one.slug),
  );
  throw new Error(`no ${kind} is called "${slug}"${near}`);
}

/** A name that contains the wanted text whole is near, however much is left out; else the letters to edit count. */
function distanceOf(wanted: string, name: string): number {
  return wanted.length >= SHORTEST_PART && name.includes(wanted) ? 0.5 : edits(wanted, name);
}

/** Levenshtein's distance: letters to replace, add or drop. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [place, against] of [...other].entries()) {
      const replaced = (row[place] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
