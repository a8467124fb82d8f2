/**
 * The frame of every page that the suite writes: one file that opens from disk, asks for nothing, runs no script but
 * our own, and follows the reader's light or dark.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Language } from '../../contract/catalogue.ts';
import { html, type Markup, ownText } from './markup.ts';
import { BASE_STYLE } from './style.ts';

export interface Page {
  /** Language of the page at first sight. */
  readonly language: Language;
  readonly title: string;
  /** What stands between `<body>` and `</body>`. */
  readonly body: Markup;
  /** Style sheets of the page's own, after the shared one. */
  readonly styles?: readonly string[];
  /** Scripts of the page's own, after the shared one. */
  readonly scripts?: readonly string[];
}

/** The whole document. */
export async function frame({ language, title, body, styles = [], scripts = [] }: Page): Promise<string> {
  const style = [BASE_STYLE, ...styles].join('\n');
  const script = [clientScript(new URL('./client/theme.js', import.meta.url)), ...scripts].join('\n');
  const document = await html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}" data-language="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${ownText(style)}</style>
</head>
<body>
${body}
<script>${ownText(script)}</script>
</body>
</html>
`;
  return String(document);
}

/** Nothing is loaded from anywhere; of styles and scripts exactly those of this page count. */
function policy(style: string, script: string): string {
  const only = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";
  return `${nothing}; style-src ${only(style)}; script-src ${only(script)}`;
}

/** A script for browsers, which stands beside this code and is built along with it. */
export function clientScript(file: URL): string {
  return readFileSync(file, 'utf8');
}
