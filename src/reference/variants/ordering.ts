/** Other orders of the list. The document states none; each of these is stable. */
import { typeAsked } from '../changes.ts';
import type { Variant } from '../mutation.ts';
import { listed, type Rows, toArray } from '../rows.ts';
import { mix32, unmix32 } from '../seeded-random.ts';

const oldestFirst: Variant = {
  slug: 'oldest-first',
  description: 'Lists the oldest backup first.',
  change: () => ({ sort: (rows) => rows }),
};

const unordered: Variant = {
  slug: 'unordered-but-stable',
  description: 'Lists backups in an arbitrary order that never changes, as a hash index gives it.',
  change: () => ({ sort: mixed }),
};

/** Sorts by the mixed row number. Mixing is one-to-one, so the rows are computed from the sorted keys. */
function mixed(rows: Rows): Rows {
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
    'Lists the oldest backup first under a window and the newest first without one, as two indexes do.',
  change: ({ sort }) => ({
    sort: (rows, query, call) => (query.window === undefined ? sort(rows, query, call) : rows),
  }),
};

const typesOtherwise: Variant = {
  slug: 'types-in-another-order',
  description:
    'Lists the oldest backup first under a type and the newest first without one, as two indexes do.',
  change: ({ sort }) => ({
    sort: (rows, query, call) => (typeAsked(query, call) === undefined ? sort(rows, query, call) : rows),
  }),
};

export const ordering: readonly Variant[] = [
  oldestFirst,
  unordered,
  bySize,
  windowsOtherwise,
  typesOtherwise,
];
