/**
 * The Markdown that a summary needs. Text of a deployment is always code: there only the closing backticks have a meaning,
 * and there are more of them than in any row within.
 */
import { excerpt, visible, webAddress } from '../visible.ts';

/** Returns `text` as code in one line, cut to `length` characters. */
export function codeSpan(text: string, length = 300): string {
  const shown = cut(text, length);
  if (shown.trim() === '') return '(blank)';
  const mark = '`'.repeat(longestRun(shown) + 1);
  // Renderers remove one blank at each end; with it the text may begin with a backtick.
  return `${mark} ${shown} ${mark}`;
}

/** Returns a vendor's text as a link where it is the address of a page, else as code. */
export function linkOrCode(text: string): string {
  const address = text.length > LONGEST_LINK ? undefined : webAddress(text);
  return address === undefined ? codeSpan(text) : `<${address}>`;
}

const LONGEST_LINK = 300;

/** Returns the lines as a block of code. @param info the language, such as `sh`; never text of a deployment */
export function codeBlock(lines: readonly string[], info = 'text'): readonly string[] {
  const shown = lines.map(visible);
  const mark = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [`${mark}${info}`, ...shown, mark];
}

/** Returns `text` made visible, then cut to `length` characters. */
export function cut(text: string, length: number): string {
  return excerpt(visible(text), length);
}

/** Returns a table. Its cells hold the suite's own words. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, place) => (place === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** Returns the lines folded under a title. @param title the suite's own words */
export function folded(title: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
