/** `explain`: a clause, or a fault or variant of the reference deployment. */
import { Command } from 'commander';
import { UsageError } from '../config/usage-error.ts';
import type { CatalogueEntry, Source } from '../contract/catalogue.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { canonicalJson, isObject } from '../contract/json.ts';
import { suggestion } from '../contract/nearest-name.ts';
import type { Fault, Variant } from '../reference/mutation.ts';
import { faults, variants } from '../reference/registry.ts';
import { LEVEL_WORDS } from '../report/words.ts';

export function explainCommand(): Command {
  return new Command('explain')
    .description('explain a clause, a fault or a variant')
    .argument('<slug>', 'slug of a clause, a fault or a variant')
    .action((slug: string) => {
      process.stdout.write(`${explain(slug).join('\n')}\n`);
    });
}

/** @throws UsageError for an unknown slug, with the nearest ones */
function explain(slug: string): readonly string[] {
  const contract = loadContract();
  const { entries } = contract.catalogue;
  const clause = entries.find((entry) => entry.slug === slug);
  if (clause !== undefined) return explainClause(clause, contract);
  const fault = faults.find((each) => each.slug === slug);
  if (fault !== undefined) return explainFault(fault);
  const variant = variants.find((each) => each.slug === slug);
  if (variant !== undefined) return explainVariant(variant);
  const slugs = [...entries, ...faults, ...variants].map((each) => each.slug);
  throw new UsageError(
    `no clause, fault or variant is called "${slug}"${suggestion(slug, slugs)} (see \`list\`)`,
  );
}

function explainClause(
  { slug, chapter, level, statement, source, needs, recipe, reads }: CatalogueEntry,
  contract: Contract,
): readonly string[] {
  return [
    `${slug} (clause, chapter ${chapter})`,
    '',
    `  ${statement.en}`,
    `  ${statement.zh}`,
    '',
    `  level   ${level}: ${LEVEL_WORDS[level].en}`,
    ...source.map((each, place) => `  ${place === 0 ? 'source' : '      '}  ${whereIn(each)}`),
    `  needs   ${needs.join(', ') || 'only an instance'}`,
    ...(recipe === undefined ? [] : [`  recipe  ${recipe.en}`, `          ${recipe.zh}`]),
    ...reads.map((address, place) => `  ${place === 0 ? 'reads ' : '      '}  ${placeOf(address, contract)}`),
    '',
    `  run it  rds-backups-conformance run --only ${slug}`,
  ];
}

/** Returns a place of the contract by the names of the document, with its value where that is short. */
function placeOf(address: string, contract: Contract): string {
  const { name, node } = contract.locate(address);
  return isObject(node) ? name : `${name}: ${canonicalJson(node)}`;
}

function whereIn({ page, table, row }: Source): string {
  return [page, table, row].filter((part) => part !== undefined).join(', ');
}

function explainFault({ slug, description, caughtBy }: Fault): readonly string[] {
  return [
    `${slug} (fault of the reference deployment)`,
    '',
    `  ${description}`,
    '',
    `  caught by  ${caughtBy.join(', ')}`,
    `  try it     rds-backups-conformance serve --fault ${slug}`,
  ];
}

function explainVariant({ slug, description }: Variant): readonly string[] {
  return [
    `${slug} (conformant variant of the reference deployment)`,
    '',
    `  ${description}`,
    '',
    `  try it     rds-backups-conformance serve --variant ${slug}`,
  ];
}
