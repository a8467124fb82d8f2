import { visible } from '../visible.ts';
import { webAddress } from '../web-address.ts';
import { line } from './bilingual.ts';
import { html, type Markup } from './markup.ts';

/** A vendor's text as a link, where it is the address of a page; else as the text that it is. */
export function webLink(text: string): Markup {
  const address = webAddress(text);
  if (address === undefined) return line(text);
  return html`<a href="${address}" rel="noreferrer" dir="ltr" translate="no">${visible(text)}</a>`;
}
