/** Other orders of the list. The document states none; each of these is stable. */
import { listed, type Rows, toArray } from '../rows.ts';
import { mix32, unmix32 } from '../seeded-random.ts';
import type { Variant } from '../variant.ts';

const oldestFirst: Variant = {
  slug: 'oldest-first',
  description: 'Lists the oldest backup first.',
  change: () => ({ sort: (rows) => rows }),
};

const unordered: Variant = {
  slug: 'unordered-but-stable',
  description: 'Lists backups in an order that means nothing and never changes, as a hash index gives it.',
  change: () => ({ sort: scattered }),
};

/** Sorts by the scattered row number: one-to-one, so the rows themselves come back out of it. */
function scattered(rows: Rows): Rows {
  const keys = Uint32Array.from(toArray(rows), mix32).sort();
  return { length: keys.length, at: (place) => unmix32(keys[place] ?? 0) };
}

const bySize: Variant = {
  slug: 'largest-first',
  description: 'Lists the largest backup first.',
  change: () => ({
    sort: (rows, _query, { deployment }) => {
      const sized = toArray(rows).map((row) => ({ row, size: deployment.dataset.backup(row).size }));
      sized.sort((one, other) =>
        one.size === other.size ? one.row - other.row : one.size < other.size ? 1 : -1,
      );
      return listed(sized.map(({ row }) => row));
    },
  }),
};

const windowsOtherwise: Variant = {
  slug: 'windows-in-another-order',
  description:
    'Lists the oldest backup first under a window and the newest first without one, as two indexes give them.',
  change: ({ sort }) => ({
    sort: (rows, query, call) => (query.window === undefined ? sort(rows, query, call) : rows),
  }),
};

export const ordering: readonly Variant[] = [oldestFirst, unordered, bySize, windowsOtherwise];
