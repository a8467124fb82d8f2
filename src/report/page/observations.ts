/** The observations: what the deployment does where the document specifies nothing. */
import type { Catalogue } from '../../contract/catalogue.ts';
import type { ClauseResult } from '../../result/result.ts';
import { both, headRow, html, line, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { WORDS } from '../words.ts';

export function observationTable(observed: readonly ClauseResult[], catalogue: Catalogue): Markup {
  return html`<p class="muted">${both(WORDS.notJudgedHere)}</p>
<table class="observations">${headRow([WORDS.question, WORDS.behaviour].map(both))}
<tbody>${observed.map(
    ({ slug, observation, detail }) =>
      html`<tr><th scope="row">${both(catalogue.entry(slug).statement)} <a class="slug" href="#${slug}"><code translate="no">${slug}</code></a></th><td>${behaviour(observation ?? detail)}</td></tr>`,
  )}</tbody></table>`;
}

/** An observation of several things lists them after each other; here each has its own line. */
function behaviour(text: string): Markup {
  const parts = text.split('; ');
  if (parts.length === 1) return line(text);
  const [shown, more] = [parts.slice(0, MOST_PARTS), parts.slice(MOST_PARTS)];
  const list = (those: readonly string[]) =>
    html`<ul class="plain">${those.map((part) => html`<li>${line(part, 400)}</li>`)}</ul>`;
  if (more.length < 2) return list(parts);
  return html`${list(shown)}<details><summary>${both(SENTENCES.more(more.length))}</summary>${list(more)}</details>`;
}

/** Parts shown before the fold. */
const MOST_PARTS = 6;
