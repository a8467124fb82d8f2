/**
 * Representatives of every class of characters that some reader of texts treats in its own way: ignores, folds,
 * trims, cuts at, or cannot read. They are written as they go on the wire, percent-encoded.
 */

const escaped = (...texts: readonly string[]) => texts.map(encodeURIComponent);

/** The classes, the most telling representative of each first. */
export const CHARACTERS = {
  letter: ['s', 'x', 'A'],
  digit: ['0', '9'],
  blank: escaped(' ', '\t'),
  nul: escaped('\0'),
  quote: escaped('"', "'", '`', '\u201c'),
  separator: escaped(';', ',', '/', '&', '#', '?', '=', '|'),
  punctuation: escaped(
    '_',
    '*',
    '%',
    '.',
    '-',
    '!',
    '\\',
    '<',
    '{',
    '$',
    '(',
    '@',
    ':',
    '~',
    '^',
    '[',
    '>',
    '}',
    ')',
    ']',
  ),
  plus: escaped('+'),
  accent: escaped('\u0301', '\u00e9'),
  'zero-width': escaped('\u200b', '\ufeff', '\u200d', '\u00ad'),
  'unicode-blank': escaped('\u00a0', '\u3000', '\u2003'),
  'foreign-digit': escaped('\u0661', '\uff11', '\u0967'),
  fullwidth: escaped('\uff41', '\uff21'),
  control: escaped('\n', '\r', '\u0001', '\u007f', '\u001b'),
  astral: escaped('\u{1f4be}'),
  'broken-utf8': ['%FF', '%C3', '%80', '%ED%A0%80', '%C0%AF'],
  'broken-escape': ['%zz', '%2', '%'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CharacterClass = keyof typeof CHARACTERS;

export const CHARACTER_CLASSES = Object.keys(CHARACTERS) as readonly CharacterClass[];

/** One representative, on the wire. */
export interface Character {
  readonly class: CharacterClass;
  readonly wire: string;
}

/** Returns the representatives in rounds: the first of every class, then the second of every class, and so on. */
export function charactersInRounds(): readonly Character[] {
  const most = Math.max(...Object.values(CHARACTERS).map((wires) => wires.length));
  return Array.from({ length: most }, (_, round) =>
    CHARACTER_CLASSES.flatMap((each): readonly Character[] => {
      const wire = CHARACTERS[each][round];
      return wire === undefined ? [] : [{ class: each, wire }];
    }),
  ).flat();
}
