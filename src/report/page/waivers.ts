/** Waivers: the reason of a waived violation, and the state of the waivers that no waived clause shows. */

import type { ClauseResult, RunResult, WaiverState } from '../../result/result.ts';
import { both, headRow, html, line, type Markup, webLink } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { WAIVER_WORDS, WORDS } from '../words.ts';

/** Returns the reason and the last day of a waived violation; nothing for one that is not waived. */
export function waiverOf({ waiver }: ClauseResult): Markup {
  if (waiver === undefined) return html``;
  return html`<p class="waiver">${until(waiver.expires)} ${line(waiver.reason)}</p>`;
}

/** Returns the waiver's link. It is outside the summary of the clause, which unfolds on a click. */
export function waiverLink({ waiver }: ClauseResult): Markup {
  if (waiver?.link === undefined) return html``;
  return html`<p class="muted source">${both(WORDS.tracked)}: ${webLink(waiver.link)}</p>`;
}

function until(expires: string): Markup {
  return html`<b>${both(SENTENCES.waivedUntil(expires))}</b>`;
}

/** Returns the waivers that no waived clause of the run shows. */
export function otherWaivers({ waivers = [], clauses }: RunResult): readonly WaiverState[] {
  return waivers.filter(
    ({ clause, fingerprint }) =>
      !clauses.some(
        (each) => each.waiver !== undefined && each.slug === clause && each.fingerprint === fingerprint,
      ),
  );
}

export function waiverTable(waivers: readonly WaiverState[]): Markup {
  return html`<table class="waivers">${headRow([WORDS.clause, WORDS.waiverState, WORDS.reason, WORDS.expires].map(both))}
<tbody>${waivers.map(
    ({ clause, state, reason, link, expires }) =>
      html`<tr><th scope="row"><a href="#${clause}"><code translate="no">${clause}</code></a></th><td${state === 'stale' ? html` class="stale"` : ''}>${both(WAIVER_WORDS[state])}</td><td>${line(reason)}${link === undefined ? '' : html` <span class="link">${webLink(link)}</span>`}</td><td class="day"><span class="narrow muted">${both(WORDS.expires)} </span>${expires}</td></tr>`,
  )}</tbody></table>`;
}
