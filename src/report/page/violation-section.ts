/** A violation on the page: what was asked, what came back, and how to repeat it. */
import { placeText } from '../../clauses/place.ts';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';
import type { ClauseResult, ShownCounterexample, ShownExchange } from '../../result/result.ts';
import { levelBadge, toneOf, verdictBadge } from '../kit/badges.ts';
import { both, code, copyable, html, line, lines, type Markup, separated } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { sourceWords, WORDS } from '../words.ts';
import { walkPicture } from './pictures/page-walk-picture.ts';
import { windowPicture } from './pictures/window-picture.ts';
import { waiverLink, waiverOf } from './waivers.ts';

/** Requests of a case that are listed. */
const MOST_REQUESTS = 12;
/** Characters of a body that is not JSON. */
const LONGEST_BODY = 2000;

/** Returns the section of a clause that failed or warned, waived or not. @param isOpen whether its details are open at first */
export function violationSection(clause: ClauseResult, contract: Contract, isOpen: boolean): Markup {
  const { slug, level, verdict, detail, counterexample } = clause;
  const entry = contract.catalogue.entry(slug);
  return html`<details class="violation ${toneOf(verdict)}" id="${slug}"${isOpen ? html` open` : ''}>
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

/** Returns the places of the published pages that the clause comes from. */
export function sources({ source }: CatalogueEntry): Markup {
  return html`<p class="muted source">${both(WORDS.source)}: ${separated(
    source.map((each) => both(sourceWords(each))),
    '; ',
  )}</p>`;
}

function shown(slug: string, found: ShownCounterexample, contract: Contract): Markup {
  const { rule, place, expected, observed, exchange, reproduce } = found;
  return html`<p class="muted">${both(WORDS.rule)}: ${code(typeof place === 'object' ? `${rule} (${placeText(place)})` : rule)}</p>
<dl class="versus">
<div><dt>${both(WORDS.expected)}</dt><dd>${line(expected)}</dd></div>
<div><dt>${both(WORDS.observed)}</dt><dd>${line(observed)}</dd></div>
</dl>
${windowPicture(slug, found, contract) ?? walkPicture(slug, found.requests, contract) ?? ''}
${copyable(WORDS.smallest, exchange.curl)}
${answer(found)}
${others(found)}
${reproduce === exchange.curl ? '' : copyable(WORDS.runAgain, reproduce)}`;
}

function answer({ exchange, pointer, excerpt }: ShownCounterexample): Markup {
  return html`<p class="label">${both(WORDS.answer)} <b>${exchange.status}</b>${pointer === undefined || pointer === '' ? '' : html` ${code(pointer)}`}${exchange.unreadable === undefined ? '' : html` <span class="muted">${line(exchange.unreadable.message, 300)}</span>`}</p>
<pre dir="ltr" translate="no" tabindex="0">${
    excerpt === undefined
      ? plainBody(exchange)
      : html`<code>${lines(excerpt.before)}${excerpt.marked === '' ? '' : html`<mark>${lines(excerpt.marked)}</mark>`}${lines(excerpt.after)}</code>`
  }</pre>`;
}

function plainBody({ body }: ShownExchange): Markup {
  return body === ''
    ? html`<span class="muted">${both(WORDS.emptyBody)}</span>`
    : html`<code>${lines(body.slice(0, LONGEST_BODY))}</code>`;
}

/** A relation between answers shows only in all of them. */
function others({ requests }: ShownCounterexample): Markup | '' {
  if (requests.length < 2) return '';
  const listed = requests.slice(0, MOST_REQUESTS);
  const more = requests.length - listed.length;
  return html`<details class="others"><summary>${both(WORDS.allRequests)} (${requests.length})</summary>
<ol class="requests">${listed.map(
    ({ target, status, rows, total }) =>
      html`<li>${code(target)} <span class="muted">→ <b>${status}</b>${rows === undefined || total === undefined ? '' : html`, ${both(SENTENCES.listed(rows.length, total))}`}</span></li>`,
  )}</ol>${more > 0 ? html`<p class="muted">${both(SENTENCES.moreRequests(more))}</p>` : ''}
</details>`;
}
