/** The proof as a page: the complaints first, then every fault against every clause. */
import type { CatalogueEntry, Wording } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import { variantOf } from '../reference/registry.ts';
import { headRow, html, type Markup, scrollable } from '../report/kit/markup.ts';
import { pageDocument } from '../report/kit/page.ts';
import { duration } from '../report/terminal/progress.ts';
import { chapterMatrix } from './page-matrix.ts';
import { type Proof, WITHOUT_FAULT } from './proof.ts';
import { PROOF_STYLE } from './proof-style.ts';
import { rowsOf, type SubjectRow } from './rows.ts';

/** Returns `index.html` of a proof: one file that also works without its script. */
export function proofPage(proof: Proof, { catalogue }: Contract): Promise<string> {
  const chapters = [...new Set(catalogue.entries.map(({ chapter }) => chapter))];
  const faults = rowsOf(proof.results, 'fault');
  const variants = rowsOf(proof.results, 'variant');
  const heading = proof.verdict === 'holds' ? 'The proof holds' : 'The proof is broken';
  return pageDocument({
    title: inEnglish(`${heading}: faults against clauses`),
    skip: { to: 'matrix', words: inEnglish('Skip to the matrix') },
    style: PROOF_STYLE,
    main: html`<h1>${heading}</h1>
${facts(proof, faults, variants)}
${complaints(proof)}
${
  faults.length === 0
    ? ''
    : html`<h2 id="matrix">Faults against clauses</h2>
<p class="muted legend">A fault is listed in the chapter of the first clause that is named for it. A chapter has a column for each clause that caught one of its faults or could not decide. <b class="named">●</b> a clause named for the fault caught it, <b class="some-seeds">◐</b> it caught it with some seeds, <b class="other">○</b> another clause caught it, <b class="undecided">?</b> a clause could not decide. <em>First catch</em>: ${FIRST_CATCH} Unfold a fault to see what each clause found.</p>
${chapters.map((chapter) => chapterMatrix(chapter, faults, catalogue.entries))}`
}
${variants.length === 0 ? '' : variantTable(variants)}
${proof.only === undefined ? caughtAlone(proof, catalogue.entries) : ''}`,
    footer: `${proof.suite.name} ${proof.suite.version} · proof.json`,
  });
}

/** The page of a proof is in English alone. */
function inEnglish(text: string): Wording {
  return { en: text, zh: text };
}

const FIRST_CATCH =
  'the number of answers of the run up to the first that violates a clause named for the fault.';

function facts(
  { seeds, budget, milliseconds, workers, suite, only }: Proof,
  faults: readonly SubjectRow[],
  variants: readonly SubjectRow[],
): Markup {
  const caught = faults.filter(({ firstCatches, seeds }) => firstCatches.length === seeds).length;
  const cleared = variants.filter(isCleared).length;
  return html`<dl class="facts">
<div><dt>Faults caught by a clause named for them</dt><dd>${caught} of ${faults.length}</dd></div>
<div><dt>Conformant variants cleared</dt><dd>${cleared} of ${variants.length}</dd></div>
<div><dt>Seeds</dt><dd>${seeds.join(', ')}</dd></div>
<div><dt>Budget</dt><dd>${budget}</dd></div>
<div><dt>Time</dt><dd>${duration(milliseconds / 1000)}, ${workers} at a time</dd></div>
<div><dt>Suite</dt><dd>${suite.name} ${suite.version}</dd></div>
</dl>
${only === undefined ? '' : html`<p role="note">Only some faults and variants were tried: the page says nothing of clauses that catch no fault alone.</p>`}`;
}

function complaints({ complaints }: Proof): Markup {
  if (complaints.length === 0) return html``;
  return html`<h2 id="complaints">Why the proof is broken</h2>
<ol class="complaints">${complaints.map((complaint) => html`<li>${complaint}</li>`)}</ol>`;
}

function variantTable(rows: readonly SubjectRow[]): Markup {
  const row = (each: SubjectRow) =>
    html`<tr id="${each.slug}" class="${isCleared(each) ? 'cleared' : 'failed'}"><th scope="row"><code>${each.slug}</code> <span class="muted">${variantOf(each.slug).description}</span></th><td>${each.verdicts}</td><td>${slugsWith(each, 'fail')}</td><td>${slugsWith(each, 'warn')}</td><td>${each.undecided.join(', ')}</td></tr>`;
  return html`<h2 id="variants">Conformant variants</h2>
${scrollable(
  'variants',
  html`<table>
${headRow(['Variant', 'Verdict of the run', 'Failed', 'Warned', 'Could not decide'])}
<tbody>${rows.map(row)}</tbody></table>`,
)}`;
}

function isCleared(row: SubjectRow): boolean {
  return slugsWith(row, 'fail') === '';
}

function slugsWith({ catches }: SubjectRow, verdict: 'fail' | 'warn'): string {
  return catches
    .filter((each) => each.verdict === verdict)
    .map(({ slug }) => slug)
    .join(', ');
}

function caughtAlone({ caughtAlone }: Proof, entries: readonly CatalogueEntry[]): Markup {
  const musts = entries.filter(({ level }) => level === 'MUST');
  const faultsOf = (slug: string) =>
    caughtAlone[slug]?.map((fault) => html`<a href="#${fault}"><code>${fault}</code></a> `) ??
    WITHOUT_FAULT[slug] ??
    html`<strong class="none">none</strong>`;
  return html`<h2 id="alone">What each MUST clause alone catches</h2>
${scrollable(
  'alone',
  html`<table>
${headRow(['Clause', 'Faults that no other clause fails'])}
<tbody>${musts.map(({ slug }) => html`<tr><th scope="row"><code>${slug}</code></th><td>${faultsOf(slug)}</td></tr>`)}</tbody>
</table>`,
)}`;
}
