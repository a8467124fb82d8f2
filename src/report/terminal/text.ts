/** Text on a terminal: in the reader's language, with emphasis, in columns. */
import { styleText } from 'node:util';
import type { Language, Wording } from '../../contract/catalogue.ts';

export type Emphasis = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Returns `text` with emphasis, where the stream that it is written to has any. */
export type Style = (emphasis: Emphasis, text: string) => string;

/** No emphasis. */
export const plain: Style = (_emphasis, text) => text;

/**
 * Returns the emphasis for a stream. Node decides: colours on a terminal that has them; FORCE_COLOR asks for them
 * anywhere, or with 0 nowhere. NO_COLOR is stronger here, while Node lets FORCE_COLOR win, with a warning.
 */
export function styleFor(stream: NodeJS.WritableStream): Style {
  if (process.env.NO_COLOR) return plain;
  return (emphasis, text) => styleText(emphasis, text, { stream });
}

/** Returns words in the reader's language. */
export type Words = (wording: Wording) => string;

/** Expectations, observations and the verdict line, which scripts look for, are English in every language. */
export function wordsIn(language: Language): Words {
  return (wording) => wording[language];
}

export const english: Words = wordsIn('en');

/** Returns a label or a column heading, in small letters where there are any. */
export function label(words: Words, wording: Wording): string {
  return words(wording).toLowerCase();
}

/**
 * Characters that take two columns of a terminal: East Asian scripts with their punctuation. Only the suite's own words
 * are measured, so these blocks are enough, and a library for the width of any text is not needed.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** Returns how many columns of a terminal the words take. */
export function columnsOf(words: string): number {
  return words.length + (words.match(WIDE)?.length ?? 0);
}

/** Returns the words with blanks behind them, at least `columns` wide. */
export function padEnd(words: string, columns: number): string {
  return words + ' '.repeat(Math.max(0, columns - columnsOf(words)));
}

/** Returns the words with blanks before them, at least `columns` wide. */
export function padStart(words: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(words))) + words;
}
