/** Other orders of the list. The document states none; each of these is stable. */
import { listed, type Rows, toArray } from '../rows.ts';
import { gather, scatter } from '../scatter.ts';
import type { Variant } from '../variant.ts';

const oldestFirst: Variant = {
  slug: 'oldest-first',
  says: 'Lists the oldest backup first.',
  change: () => ({ order: (rows) => rows }),
};

const unordered: Variant = {
  slug: 'unordered-but-stable',
  says: 'Lists backups in an order that means nothing and never changes, as a hash index gives it.',
  change: () => ({ order: scattered }),
};

/** Sorts by the scattered row number: one-to-one, so the rows themselves come back out of it. */
function scattered(rows: Rows): Rows {
  const keys = Uint32Array.from(toArray(rows), scatter).sort();
  return { length: keys.length, at: (place) => gather(keys[place] ?? 0) };
}

const bySize: Variant = {
  slug: 'largest-first',
  says: 'Lists the largest backup first.',
  change: () => ({
    order: (rows, _question, { world }) => {
      const sized = toArray(rows).map((row) => ({ row, size: world.data.backup(row).size }));
      sized.sort((one, other) =>
        one.size === other.size ? one.row - other.row : one.size < other.size ? 1 : -1,
      );
      return listed(sized.map(({ row }) => row));
    },
  }),
};

const windowsOtherwise: Variant = {
  slug: 'windows-in-another-order',
  says: 'Lists the oldest backup first under a window and the newest first without one, as two indexes give them.',
  change: ({ order }) => ({
    order: (rows, question, call) => (question.window === undefined ? order(rows, question, call) : rows),
  }),
};

export const ordering: readonly Variant[] = [oldestFirst, unordered, bySize, windowsOtherwise];
