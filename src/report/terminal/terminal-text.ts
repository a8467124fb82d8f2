/** Words on a terminal: in the reader's language, and in columns whatever the width of its characters. */

import type { Language, Wording } from '../../contract/catalogue.ts';

/** Answers words in the reader's language. */
export type Words = (wording: Wording) => string;

/** What a clause expected and observed, and the verdict line that scripts look for, are English whatever the language. */
export function wordsIn(language: Language): Words {
  return (wording) => wording[language];
}

export const english: Words = wordsIn('en');

/** A label or the head of a column: in small letters, where there are any. */
export function label(words: Words, wording: Wording): string {
  return words(wording).toLowerCase();
}

/** Characters that take two columns of a terminal: those of East Asian scripts, with their punctuation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns that the words take on a terminal. */
export function columnsOf(words: string): number {
  return words.length + (words.match(WIDE)?.length ?? 0);
}

/** `words` followed by blanks, `columns` wide at least. */
export function padEnd(words: string, columns: number): string {
  return words + ' '.repeat(Math.max(0, columns - columnsOf(words)));
}

/** `words` after blanks, `columns` wide at least. */
export function padStart(words: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(words))) + words;
}
