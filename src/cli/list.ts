/** `list`: the clauses by chapter, or the faults or variants of the reference deployment. */
import { Command } from 'commander';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { loadContract } from '../contract/contract.ts';
import { faults, variants } from '../reference/registry.ts';

interface ListFlags {
  readonly json?: boolean;
  readonly faults?: boolean;
  readonly variants?: boolean;
}

export function listCommand(): Command {
  return new Command('list')
    .description('list the clauses by chapter')
    .option('--faults', 'list the faults of the reference deployment instead')
    .option('--variants', 'list the conformant variants of the reference deployment instead')
    .option('--json', 'print as JSON')
    .action((flags: ListFlags) => {
      process.stdout.write(
        `${flags.json ? JSON.stringify(entriesOf(flags), null, 2) : linesOf(flags).join('\n')}\n`,
      );
    });
}

function entriesOf(flags: ListFlags): readonly unknown[] {
  if (flags.faults) return faults.map(({ slug, description, caughtBy }) => ({ slug, description, caughtBy }));
  if (flags.variants) return variants.map(({ slug, description }) => ({ slug, description }));
  return loadContract().catalogue.entries;
}

function linesOf(flags: ListFlags): readonly string[] {
  if (flags.faults) return variantLines(faults);
  if (flags.variants) return variantLines(variants);
  return clauseLines(loadContract().catalogue.entries);
}

function clauseLines(entries: readonly CatalogueEntry[]): readonly string[] {
  const width = Math.max(...entries.map(({ slug }) => slug.length));
  const chapters = [...new Set(entries.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter, place) => [
    ...(place === 0 ? [] : ['']),
    chapter,
    ...entries
      .filter((entry) => entry.chapter === chapter)
      .map(({ slug, level, statement }) => `  ${slug.padEnd(width)}  ${level.padEnd(7)}  ${statement.en}`),
  ]);
}

/** Returns a line for each fault or variant. */
export function variantLines(
  variants: readonly { readonly slug: string; readonly description: string }[],
): readonly string[] {
  const width = Math.max(0, ...variants.map(({ slug }) => slug.length));
  return variants.map(({ slug, description }) => `${slug.padEnd(width)}  ${description}`);
}
