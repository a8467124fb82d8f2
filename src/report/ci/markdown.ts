/**
 * The little of Markdown that a report needs. Text of a deployment only ever stands in code, a span or a fence: there
 * nothing means anything but the end of the code, and that is longer than any row of backticks within.
 */
import { excerpt, visible, webAddress } from '../visible.ts';

/** `text` in one line of code, cut to `length` characters. */
export function codeSpan(text: string, length = 300): string {
  const shown = cut(text, length);
  if (shown.trim() === '') return '(blank)';
  const mark = '`'.repeat(longestRun(shown) + 1);
  // A blank at either end is taken away again by readers; with one, the text may begin with a backtick.
  return `${mark} ${shown} ${mark}`;
}

/** A vendor's text as a link, where it is the address of a page and no longer than such are; else in code. */
export function webLink(text: string): string {
  const address = text.length > LONGEST_LINK ? undefined : webAddress(text);
  return address === undefined ? codeSpan(text) : `<${address}>`;
}

const LONGEST_LINK = 300;

/** Lines in a block of code. @param info what the code is, such as `sh`; never a deployment's text */
export function codeBlock(lines: readonly string[], info = 'text'): readonly string[] {
  const shown = lines.map(visible);
  const mark = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [`${mark}${info}`, ...shown, mark];
}

/** `text` as it will be seen, cut to `length` characters of what is seen. */
export function cut(text: string, length: number): string {
  return excerpt(visible(text), length);
}

/** A table whose cells hold words of the suite itself. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, place) => (place === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** Lines that stay folded until someone wants to read them. @param title a word of the suite itself */
export function folded(title: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
