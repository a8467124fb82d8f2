/** Text on a page that is read in two languages: both stand there, and the page shows one. */
import type { Wording } from '../../contract/catalogue.ts';
import { excerpt, visible } from '../visible.ts';
import { html, type Markup } from './markup.ts';

/** A word or a sentence in both languages. */
export function both({ en, zh }: Wording): Markup {
  return html`<span class="en" lang="en">${en}</span><span class="zh" lang="zh-CN">${zh}</span>`;
}

/** Characters of a line that a deployment may have made as long as it liked. */
const LONGEST = 2000;

/** A line that may hold a deployment's text; what is the suite's own in it is English. */
export function line(text: string, length = LONGEST): Markup {
  return html`<span lang="en" dir="ltr">${excerpt(text, length)}</span>`;
}

/** Code of one line, with unseen characters spelled out. */
export function code(text: string, length = LONGEST): Markup {
  return html`<code dir="ltr" translate="no">${excerpt(text, length)}</code>`;
}

/** Text of several lines whose ends are kept; other unseen characters are spelled out. */
export function lines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

const GROUPED = new Intl.NumberFormat('en');

/** A count, with its thousands set apart. */
export function count(number: number): string {
  return GROUPED.format(number);
}

/** A time in UTC, to the second. */
export function momentOf(iso: string): Markup {
  return html`<time datetime="${visible(iso)}">${visible(iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))}</time>`;
}
