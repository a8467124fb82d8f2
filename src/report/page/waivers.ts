/** Known deviations: why one does not count for now, and what became of those that no clause of the run shows. */

import type { ClauseResult, RunResult, WaiverState } from '../../result/result.ts';
import { both, html, line, type Markup, webLink } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { WAIVER_WORDS, WORDS } from '../words.ts';

/** Why a failure does not count, and until when; nothing where no waiver speaks of it. */
export function waiverOf({ waiver }: ClauseResult): Markup {
  if (waiver === undefined) return html``;
  return html`<p class="waiver">${until(waiver.expires)} ${line(waiver.reason)}</p>`;
}

/** Where it is followed; a link has no place among what unfolds its clause. */
export function waiverLink({ waiver }: ClauseResult): Markup {
  if (waiver?.link === undefined) return html``;
  return html`<p class="quiet source">${both(WORDS.tracked)}: ${webLink(waiver.link)}</p>`;
}

function until(expires: string): Markup {
  return html`<b>${both(SENTENCES.waivedUntil(expires))}</b>`;
}

/** The waivers that no waived clause of the run tells of. */
export function otherWaivers({ waivers = [], clauses }: RunResult): readonly WaiverState[] {
  return waivers.filter(
    ({ clause, fingerprint }) =>
      !clauses.some(
        (each) => each.waiver !== undefined && each.slug === clause && each.fingerprint === fingerprint,
      ),
  );
}

export function waiverTable(waivers: readonly WaiverState[]): Markup {
  return html`<table class="waivers"><thead><tr><th scope="col">${both(WORDS.clause)}</th><th scope="col">${both(WORDS.waiverState)}</th><th scope="col">${both(WORDS.reason)}</th><th scope="col">${both(WORDS.expires)}</th></tr></thead>
<tbody>${waivers.map(
    ({ clause, state, reason, link, expires }) =>
      html`<tr><th scope="row"><a href="#${clause}"><code translate="no">${clause}</code></a></th><td${state === 'stale' ? html` class="stale"` : ''}>${both(WAIVER_WORDS[state])}</td><td>${line(reason)}${link === undefined ? '' : html` <span class="link">${webLink(link)}</span>`}</td><td class="day"><span class="narrow quiet">${both(WORDS.expires)} </span>${expires}</td></tr>`,
  )}</tbody></table>`;
}
