/** Detection strength as a document. */

import { BUDGETS } from '../config/budget.ts';
import type { Contract } from '../contract/contract.ts';
import { faultOf, faults } from '../reference/registry.ts';
import { type Share, type Shares, shareCaught } from './strength.ts';

/** Returns Markdown: what was tried and what was missed, by budget and by fault. */
export function strengthTable(shares: Shares, { catalogue }: Contract): string {
  const measured = Object.keys(BUDGETS).filter((budget) => shares[budget] !== undefined);
  const chapterOf = (slug: string) => catalogue.entry(faultOf(slug).caughtBy[0] ?? '').chapter;
  const chapters = [...new Set(catalogue.entries.map(({ chapter }) => chapter))];
  const sections = chapters.flatMap((chapter) => {
    const rows = faults
      .filter(({ slug }) => chapterOf(slug) === chapter)
      .map(({ slug, description, caughtBy }) => [
        `\`${slug}\`: ${description}`,
        caughtBy.map((clause) => `\`${clause}\``).join(', '),
        ...measured.map((budget) => shareText(shares[budget]?.[slug])),
      ]);
    return rows.length === 0
      ? []
      : [`## ${chapter}`, '', ...table(['fault', 'clauses named for it', ...measured], rows), ''];
  });
  return [
    ...HEAD,
    ...table(
      ['budget', 'seeds', 'faults tried', 'of them caught with every seed', 'trials caught'],
      measured.map((budget) => summary(budget, shares[budget] ?? {})),
    ),
    '',
    ...sections,
  ].join('\n');
}

const HEAD = [
  '# How surely each fault is caught',
  '',
  'Written by `rds-backups-conformance strength`; do not edit. For each fault of the reference deployment: with how many seeds a clause that is named for it caught it, in process, within the budget. A clause has caught a fault when its violation is confirmed; a violation that a single answer shows needs no confirmation. If no clause named for a fault looks at answers to other clauses, the clauses named for it run alone: their cases and their share of the budget are the same as in a whole run. A fault that depends on the number of earlier requests then meets other requests.',
  '',
  'Made by these commands, one after the other, with any number of seeds (each continues the log; trials of other code do not count):',
  '',
  '    npx rds-backups-conformance strength --budget smoke --seeds 50',
  '    npx rds-backups-conformance strength --budget standard --seeds 50',
  '    npx rds-backups-conformance strength --budget exhaustive --seeds 50 --table docs/detection-strength.md',
  '',
];

function summary(budget: string, shares: Readonly<Record<string, Share>>): readonly string[] {
  const tried = Object.values(shares);
  const counts = tried.map((share) => share.tried);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return [
    budget,
    least === most ? String(most) : `${least} to ${most}`,
    `${tried.length} of ${faults.length}`,
    String(tried.filter(({ missed }) => missed.length === 0).length),
    `${(Math.floor(shareCaught(tried) * 10_000) / 100).toFixed(2)} %`,
  ];
}

function shareText(share: Share | undefined): string {
  if (share === undefined) return 'not tried';
  const { tried, missed } = share;
  return missed.length === 0 ? `${tried}/${tried}` : `**${tried - missed.length}/${tried}**`;
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [heading, heading.map(() => '---'), ...rows].map((cells) => {
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
}
