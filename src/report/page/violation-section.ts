/** A clause that the deployment broke, so that its vendor can see it for himself. */
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';
import type { ClauseResult, ShownCounterexample, ShownRequest } from '../../result/result.ts';
import { levelBadge, toneOf, verdictBadge } from '../kit/badges.ts';
import { both, code, copyable, html, line, lines, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { sourceWords, WORDS } from '../words.ts';
import { walkPicture } from './pictures/page-walk-picture.ts';
import { windowPicture } from './pictures/window-picture.ts';
import { waiverLink, waiverOf } from './waivers.ts';

/** Requests of one trial that are listed. */
const MOST_REQUESTS = 12;
/** Characters of a body that is no JSON. */
const LONGEST_BODY = 2000;

/** @param isOpen whether its details are seen at first sight */
export function violationSection(clause: ClauseResult, contract: Contract, isOpen: boolean): Markup {
  const { slug, level, verdict, detail, counterexample } = clause;
  const entry = contract.catalogue.entry(slug);
  return html`<details class="broken ${toneOf(verdict)}" id="${slug}"${isOpen ? html` open` : ''}>
<summary>
<h3><code translate="no">${slug}</code> ${levelBadge(level)} ${verdictBadge(verdict)}</h3>
<p class="statement">${both(entry.statement)}</p>
${waiverOf(clause)}
</summary>
<div class="inside">
${waiverLink(clause)}
${sources(entry)}
${counterexample === undefined ? html`<p>${line(detail)}</p>` : shown(slug, counterexample, contract)}
</div>
</details>`;
}

/** Where the clause stands in the published pages. */
export function sources({ source }: CatalogueEntry): Markup {
  return html`<p class="quiet source">${both(WORDS.source)}: ${source.map((each, place) => html`${place > 0 ? '; ' : ''}${both(sourceWords(each))}`)}</p>`;
}

function shown(slug: string, found: ShownCounterexample, contract: Contract): Markup {
  const { expected, observed, culprit, reproduce } = found;
  return html`<dl class="versus">
<div><dt>${both(WORDS.expected)}</dt><dd>${line(expected)}</dd></div>
<div><dt>${both(WORDS.observed)}</dt><dd>${line(observed)}</dd></div>
</dl>
${windowPicture(slug, found, contract) ?? walkPicture(slug, found.requests, contract) ?? ''}
${copyable(WORDS.smallest, culprit.curl)}
${answer(found)}
${others(found)}
${reproduce === culprit.curl ? '' : copyable(WORDS.runAgain, reproduce)}`;
}

function answer({ culprit, pointer, excerpt }: ShownCounterexample): Markup {
  return html`<p class="label">${both(WORDS.answer)} <b>${culprit.status}</b>${pointer === undefined || pointer === '' ? '' : html` ${code(pointer)}`}${culprit.unreadable === undefined ? '' : html` <span class="quiet">${line(culprit.unreadable, 300)}</span>`}</p>
<pre dir="ltr" translate="no" tabindex="0">${
    excerpt === undefined
      ? plainBody(culprit)
      : html`<code>${lines(excerpt.before)}${excerpt.marked === '' ? '' : html`<mark>${lines(excerpt.marked)}</mark>`}${lines(excerpt.after)}</code>`
  }</pre>`;
}

function plainBody({ body }: ShownRequest): Markup {
  return body === ''
    ? html`<span class="quiet">${both(WORDS.emptyBody)}</span>`
    : html`<code>${lines(body.slice(0, LONGEST_BODY))}</code>`;
}

/** A relation between answers is seen only in all of them. */
function others({ requests }: ShownCounterexample): Markup | '' {
  if (requests.length < 2) return '';
  const listed = requests.slice(0, MOST_REQUESTS);
  const more = requests.length - listed.length;
  return html`<details class="others"><summary>${both(WORDS.allRequests)} (${requests.length})</summary>
<ol class="requests">${listed.map(
    ({ target, status, rows, total }) =>
      html`<li>${code(target)} <span class="quiet">→ <b>${status}</b>${rows === undefined || total === undefined ? '' : html`, ${both(SENTENCES.listed(rows.length, total))}`}</span></li>`,
  )}</ol>${more > 0 ? html`<p class="quiet">${both(SENTENCES.moreRequests(more))}</p>` : ''}
</details>`;
}
