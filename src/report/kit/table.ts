/** What tables on pages share. */
import { html, type Markup } from './markup.ts';

/** Returns a table that scrolls in a frame of its own when it is wider than the window. @param heading id of its heading */
export function scrollable(heading: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${heading}">${table}</div>`;
}

/** Returns the row of column headings. */
export function headRow(heads: readonly (Markup | string)[]): Markup {
  return html`<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>`;
}
