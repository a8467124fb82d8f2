/** A page in two languages: the bar that switches between them, what stands below it, and the script and look of both. */

import type { Language, Wording } from '../../contract/catalogue.ts';
import { WORDS } from '../words.ts';
import { both } from './bilingual.ts';
import { clientScript, frame } from './frame.ts';
import { html, type Markup } from './markup.ts';

export interface BilingualPage {
  /** At first sight; the reader switches between both. */
  readonly language: Language;
  readonly title: Wording;
  /** What the first link leads to, for whoever goes by the keyboard. */
  readonly skip: { readonly to: string; readonly words: Wording };
  readonly main: Markup;
  readonly footer: string;
  readonly styles: readonly string[];
  readonly scripts?: readonly string[];
}

/** The whole document. */
export function bilingualPage({
  language,
  title,
  skip,
  main,
  footer,
  styles,
  scripts = [],
}: BilingualPage): Promise<string> {
  return frame({
    language,
    title: title[language],
    styles: [STYLE, ...styles],
    scripts: [clientScript(new URL('./client/bar.js', import.meta.url)), ...scripts],
    body: html`<a class="skip" href="#${skip.to}">${both(skip.words)}</a>
${bar(language)}
<main data-title-en="${title.en}" data-title-zh="${title.zh}">
${main}
</main>
<footer class="bar quiet"><p translate="no">${footer}</p></footer>`,
  });
}

function bar(language: Language): Markup {
  const choice = (each: Language, name: string, lang: string) =>
    html`<button type="button" class="small" lang="${lang}" data-language-choice="${each}" aria-pressed="${String(each === language)}">${name}</button>`;
  return html`<header class="bar top controls">
<div role="group" aria-labelledby="language-title"><span id="language-title" class="unseen">${both(WORDS.language)}</span>${choice('en', 'English', 'en')} ${choice('zh', '中文', 'zh-CN')}</div>
<div><button type="button" class="small" data-theme-switch aria-pressed="false">${both(WORDS.theme)}</button> <button type="button" class="small" data-print>${both(WORDS.print)}</button></div>
</header>`;
}

const STYLE = `
:root[data-language="en"] .zh, :root[data-language="zh"] .en { display: none; }
:root:not([data-script]) .controls { display: none; }
[hidden] { display: none !important; }
.small { font-size: .8125rem; padding: .15rem .6rem; }
.bar.top { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: space-between; padding-top: .75rem; }
[aria-pressed="true"] { border-color: var(--link); color: var(--link); background: var(--info-soft); }
.level { font-size: .6875rem; font-weight: 600; letter-spacing: .06em; color: var(--quiet); white-space: nowrap; }
footer.bar { border-top: 1px solid var(--line); font-size: .8125rem; }
@media (max-width: 44rem) { main, .bar { padding-inline: .9rem; } }
@media print { footer.bar { display: none; } main { max-width: none; padding: 0; } @page { margin: 14mm; } }
`;
