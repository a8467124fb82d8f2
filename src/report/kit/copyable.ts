/** A line that people take to a terminal, with a button that copies it. */
import type { Wording } from '../../contract/catalogue.ts';
import { visible } from '../visible.ts';
import { WORDS } from '../words.ts';
import { both } from './bilingual.ts';
import { html, type Markup } from './markup.ts';

/** Characters of a line that anybody would take along. */
const LONGEST = 8000;

/** @param label what the line is for */
export function copyable(label: Wording, text: string): Markup {
  if (text.length > LONGEST)
    return html`<p class="label">${both(label)} <span class="quiet">${both(WORDS.tooLong)}</span></p>`;
  return html`<div class="copyable">
<p class="label">${both(label)} <button type="button" class="small controls" data-copy><span data-before>${both(WORDS.copy)}</span><span data-after hidden>${both(WORDS.copied)}</span><span class="unseen"> ${both(label)}</span></button></p>
<pre dir="ltr" translate="no" tabindex="0"><code>${visible(text)}</code></pre>
</div>`;
}
