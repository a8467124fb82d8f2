/**
 * Every page that the suite writes: one file that opens from disk, loads nothing, runs no script but its own, and
 * follows the reader's light or dark theme.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';
import type { Language, Wording } from '../../contract/catalogue.ts';
import { WORDS } from '../words.ts';
import { both, html, type Markup } from './markup.ts';
import { BASE_STYLE } from './style.ts';

export interface Page {
  /** Shown first; the reader can switch. Left out: the page is in English alone, without a switch. */
  readonly language?: Language;
  readonly title: Wording;
  /** Target of the first link, for readers who use the keyboard. */
  readonly skip: { readonly to: string; readonly words: Wording };
  readonly main: Markup;
  readonly footer: string;
  /** Style sheet of this page, after the shared one. */
  readonly style: string;
  /** Script of this page, after the shared one. */
  readonly script?: string;
}

/** Returns the whole document. */
export async function pageDocument({ language, title, skip, main, footer, ...own }: Page): Promise<string> {
  const first = language ?? 'en';
  const style = `${BASE_STYLE}\n${own.style}`;
  const script = `${clientScript(new URL('./client/page.js', import.meta.url))}\n${own.script ?? ''}`;
  return String(
    await html`<!doctype html>
<html lang="${first === 'zh' ? 'zh-CN' : 'en'}" data-language="${first}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title[first]}</title>
<style>${ownText(style)}</style>
</head>
<body>
<a class="skip" href="#${skip.to}">${both(skip.words)}</a>
<header class="bar top controls">
<div>${language === undefined ? '' : languageSwitch(language)}</div>
<div><button type="button" class="small" data-theme-switch aria-pressed="false">${both(WORDS.theme)}</button> <button type="button" class="small" data-print>${both(WORDS.print)}</button></div>
</header>
<main data-title-en="${title.en}" data-title-zh="${title.zh}">
${main}
</main>
<footer class="bar muted"><p translate="no">${footer}</p></footer>
<script>${ownText(script)}</script>
</body>
</html>
`,
  );
}

function languageSwitch(first: Language): Markup {
  const choice = (each: Language, name: string, lang: string) =>
    html`<button type="button" class="small" lang="${lang}" data-language-choice="${each}" aria-pressed="${String(each === first)}">${name}</button>`;
  return html`<div role="group" aria-labelledby="language-title"><span id="language-title" class="visually-hidden">${both(WORDS.language)}</span>${choice('en', 'English', 'en')} ${choice('zh', '中文', 'zh-CN')}</div>`;
}

/** Nothing is loaded from anywhere; exactly the styles and scripts of this page are allowed. */
function policy(style: string, script: string): string {
  const only = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";
  return `${nothing}; style-src ${only(style)}; script-src ${only(script)}`;
}

/** Our own style sheet or script: the only text that is not escaped, and never anyone else's. */
function ownText(text: string): Markup {
  if (/<\/(style|script)/i.test(text))
    throw new Error('a style sheet or script must not end its own element');
  return raw(text);
}

/** Returns a script for browsers, from a file that is built with the code. */
export function clientScript(file: URL): string {
  return readFileSync(file, 'utf8');
}
