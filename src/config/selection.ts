/** Which clauses a run judges. */
import type { Contract } from '../contract/contract.ts';
import { suggestion } from '../contract/nearest-name.ts';
import { UsageError } from './usage-error.ts';

/**
 * Returns the slugs that `only` names by slug or by chapter, in the order of the catalogue; undefined, which selects
 * all, where it is empty.
 * @throws UsageError for a name that is neither, with the nearest names
 */
export function select({ catalogue }: Contract, only: readonly string[]): readonly string[] | undefined {
  if (only.length === 0) return undefined;
  const names = new Set(catalogue.entries.flatMap(({ slug, chapter }) => [slug, chapter]));
  for (const name of only) {
    if (names.has(name)) continue;
    throw new UsageError(
      `no clause or chapter is called "${name}"${suggestion(name, [...names])} (see \`list\`)`,
    );
  }
  return catalogue.entries
    .filter(({ slug, chapter }) => only.includes(slug) || only.includes(chapter))
    .map(({ slug }) => slug);
}
