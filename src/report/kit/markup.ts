/**
 * Text on a page, escaped by construction: `html` of hono escapes all values of a template except the results of other
 * templates. Text in two languages is in the page twice, and the page shows one of them.
 */
import { html } from 'hono/html';
import type { Wording } from '../../contract/catalogue.ts';
import { excerpt, visible, webAddress } from '../visible.ts';
import { WORDS } from '../words.ts';

export { html };

export type Markup = ReturnType<typeof html>;

/** Returns the pieces with a separator between them. */
export function separated(pieces: readonly Markup[], separator: string): Markup {
  return html`${pieces.map((piece, place) => [place > 0 ? separator : '', piece])}`;
}

/** Returns a word or a sentence in both languages. */
export function both({ en, zh }: Wording): Markup {
  return html`<span class="en" lang="en">${en}</span><span class="zh" lang="zh-CN">${zh}</span>`;
}

/** Characters of a line whose length the deployment decides. */
const LONGEST_LINE = 2000;

/** Returns a line that may hold text of the deployment; the suite's own words in it are English. */
export function line(text: string, length = LONGEST_LINE): Markup {
  return html`<span lang="en" dir="ltr">${excerpt(text, length)}</span>`;
}

/** Returns code in one line; invisible characters are escaped. */
export function code(text: string, length = LONGEST_LINE): Markup {
  return html`<code dir="ltr" translate="no">${excerpt(text, length)}</code>`;
}

/** Returns text of several lines: line ends stay, other invisible characters are escaped. */
export function lines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

const GROUPED = new Intl.NumberFormat('en');

/** Returns a count with separated thousands. */
export function count(number: number): string {
  return GROUPED.format(number);
}

/** Returns a time in UTC, to the second. */
export function momentOf(iso: string): Markup {
  return html`<time datetime="${visible(iso)}">${visible(iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))}</time>`;
}

/** Returns a vendor's text as a link where it is the address of a page, else as text. */
export function webLink(text: string): Markup {
  const address = webAddress(text);
  if (address === undefined) return line(text);
  return html`<a href="${address}" rel="noreferrer" dir="ltr" translate="no">${visible(text)}</a>`;
}

/** Characters of a command; a longer one is only in conformance.json. */
const LONGEST_COMMAND = 8000;

/** Returns a command for the terminal with a button that copies it. @param label what the command is for */
export function copyable(label: Wording, command: string): Markup {
  if (command.length > LONGEST_COMMAND)
    return html`<p class="label">${both(label)} <span class="muted">${both(WORDS.tooLong)}</span></p>`;
  return html`<div class="copyable">
<p class="label">${both(label)} <button type="button" class="small controls" data-copy><span data-before>${both(WORDS.copy)}</span><span data-after hidden>${both(WORDS.copied)}</span><span class="visually-hidden"> ${both(label)}</span></button></p>
<pre dir="ltr" translate="no" tabindex="0"><code>${visible(command)}</code></pre>
</div>`;
}

/** Returns a table that scrolls in a frame of its own when it is wider than the window. @param heading id of its heading */
export function scrollable(heading: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${heading}">${table}</div>`;
}

/** Returns the row of column headings. */
export function headRow(heads: readonly (Markup | string)[]): Markup {
  return html`<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>`;
}
