/** One chapter of the matrix: a row for each fault, a column for each clause that caught one or could not decide. */
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { faultOf } from '../reference/registry.ts';
import { html, type Markup } from '../report/kit/markup.ts';
import type { Catch } from './job.ts';
import type { Mark, SubjectRow } from './rows.ts';

/** Empty where the chapter has no fault. */
export function chapterMatrix(
  chapter: string,
  faults: readonly SubjectRow[],
  entries: readonly CatalogueEntry[],
): Markup {
  const rows = faults.filter(({ named }) => chapterOf(named[0], entries) === chapter);
  if (rows.length === 0) return html``;
  const columns = entries.filter(({ slug }) => rows.some(({ marks }) => marks.has(slug)));
  const missed = rows.filter(({ firstCatches, seeds }) => firstCatches.length < seeds).length;
  const summary = `${count(rows, 'fault')}, ${count(columns, 'clause')}${missed === 0 ? '' : `, ${missed} not caught by a clause named for them`}`;
  return html`<details class="chapter" open><summary><h3>${chapter}</h3> <span class="muted">${summary}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="Matrix of ${chapter}"><table class="matrix">
<thead><tr><th scope="col">Fault</th><th scope="col" class="number">First catch</th>${columns.map(({ slug }) => html`<th scope="col" class="clause"><span>${slug}</span></th>`)}</tr></thead>
<tbody>${rows.map((row) => faultRow(row, columns))}</tbody>
</table></div></details>`;
}

function count(things: readonly unknown[], name: string): string {
  return `${things.length} ${name}${things.length === 1 ? '' : 's'}`;
}

function chapterOf(slug: string | undefined, entries: readonly CatalogueEntry[]): string | undefined {
  return entries.find((entry) => entry.slug === slug)?.chapter;
}

function faultRow(row: SubjectRow, columns: readonly CatalogueEntry[]): Markup {
  const { slug, catches, named } = row;
  return html`<tr id="${slug}"><th scope="row"><details><summary><code>${slug}</code> <span class="muted">${faultOf(slug).description}</span></summary>
<ul>${catches.map((each) => html`<li>${caughtText(each, named)}</li>`)}<li>named for it: ${named.join(', ')}</li></ul></details></th>
<td class="number">${firstCatchText(row)}</td>${columns.map((column) => cell(row, column.slug))}</tr>
`;
}

/** Characters of a detail that the page shows; proof.json has it whole. */
const DETAIL = 240;

function caughtText({ slug, verdict, requests, first, detail }: Catch, named: readonly string[]): string {
  const whose = named.includes(slug) ? '' : ', not named for it,';
  const short = detail.length > DETAIL ? `${detail.slice(0, DETAIL)}…` : detail;
  return `${slug}${whose} ${verdict}s: ${short} (at request ${first}; ${requests} requests of the clause)`;
}

/** The smallest and the largest number over all seeds. */
function firstCatchText({ firstCatches, seeds }: SubjectRow): string {
  if (firstCatches.length === 0) return 'missed';
  const counts = firstCatches.map(({ requests }) => requests);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const range = least === most ? String(least) : `${least}–${most}`;
  return firstCatches.length < seeds ? `${range}, missed in ${seeds - firstCatches.length}` : range;
}

const SIGNS: Readonly<Record<Mark, string>> = { named: '●', 'some-seeds': '◐', other: '○', undecided: '?' };
const WORDS: Readonly<Record<Mark, string>> = {
  named: 'caught it, and is named for it',
  'some-seeds': 'is named for it, and caught it with some seeds',
  other: 'caught it too',
  undecided: 'could not decide',
};

function cell({ slug, marks }: SubjectRow, clause: string): Markup {
  const mark = marks.get(clause);
  if (mark === undefined) return html`<td></td>`;
  return html`<td class="${mark}" title="${slug}: ${clause} ${WORDS[mark]}">${SIGNS[mark]}</td>`;
}
