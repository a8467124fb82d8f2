/** Text that came from a deployment, made safe to print: what would steer a terminal or hide itself is spelled out. */

/**
 * Control characters, line and paragraph separators, marks that turn the direction of text and characters without
 * width (all of them format or ignorable ones), halves of surrogate pairs and what is no character at all: nothing
 * that is left is forbidden in XML 1.0.
 */
const UNSEEN =
  /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `text` on one line, with every unseen character written as an escape: `\n`, `\x1b`, `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => SHORT.get(character) ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/** A JSON document of the same value in which no unseen character stands, save the ends of its lines. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (character) => (character === '\n' ? character : unitsOf(character)));
}

function unitsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** `text` made visible and cut to `length` characters, with how many were left out. */
export function excerpt(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return visible(text);
  return `${visible(characters.slice(0, length).join(''))}… (${characters.length - length} more characters)`;
}

/**
 * Returns the address of a page where `text` is one that a browser may open: http or https, and no user name or
 * password, which would hide the host. Any other text is shown as text.
 */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  const leads = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return leads ? href : undefined;
}
