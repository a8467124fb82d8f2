/** Names close to one that does not exist: what its writer may have meant. */

/** The names really near to `wanted`, nearest first and `count` at most: none where nothing comes near. */
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

/** The nearest names in words, for the end of a message; nothing where none is near. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? '' : `; the nearest ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}`;
}

/** Share of its letters that may be other ones before a text is called no misspelling any more. */
const FARTHEST = 0.34;

/** Shortest text that is looked for within names: shorter ones stand in many by chance. */
const SHORTEST_PART = 3;

/** A part of a name that stands whole in it is near, however much is left out; else letters to change, add or drop. */
function distanceOf(wanted: string, name: string): number {
  return wanted.length >= SHORTEST_PART && name.includes(wanted) ? 0.5 : edits(wanted, name);
}

/** Levenshtein's distance. */
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
