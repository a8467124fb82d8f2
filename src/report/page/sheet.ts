/** The characterization sheet: what the deployment does where the document is silent. */
import type { Catalogue } from '../../contract/catalogue.ts';
import type { ClauseResult } from '../../result/result.ts';
import { both, html, line, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { WORDS } from '../words.ts';

export function behaviourSheet(observed: readonly ClauseResult[], catalogue: Catalogue): Markup {
  return html`<p class="quiet">${both(WORDS.notJudgedHere)}</p>
<table class="sheet"><thead><tr><th scope="col">${both(WORDS.question)}</th><th scope="col">${both(WORDS.behaviour)}</th></tr></thead>
<tbody>${observed.map(
    ({ slug, observation, detail }) =>
      html`<tr><th scope="row">${both(catalogue.entry(slug).statement)} <a class="slug" href="#${slug}"><code translate="no">${slug}</code></a></th><td>${behaviour(observation ?? detail)}</td></tr>`,
  )}</tbody></table>`;
}

/** Observations of several things name them one after the other: each then has a line of its own. */
function behaviour(text: string): Markup {
  const parts = text.split('; ');
  if (parts.length === 1) return line(text);
  const [shown, more] = [parts.slice(0, MOST_PARTS), parts.slice(MOST_PARTS)];
  const list = (those: readonly string[]) =>
    html`<ul class="plain">${those.map((part) => html`<li>${line(part, 400)}</li>`)}</ul>`;
  if (more.length < 2) return list(parts);
  return html`${list(shown)}<details><summary>${both(SENTENCES.more(more.length))}</summary>${list(more)}</details>`;
}

/** Parts seen at first sight. */
const MOST_PARTS = 6;
