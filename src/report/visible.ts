/** Text from a deployment, made safe to show: characters that control a terminal or are invisible are escaped. */

/**
 * Control and format characters (among them those that turn the direction of text and those without width), line and
 * paragraph separators, lone surrogates and noncharacters. XML 1.0 forbids no other character.
 */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Returns `text` on one line, with every invisible character as an escape: `\n`, `\x1b`, `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT.get(character) ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/** Returns a JSON document of the same value without invisible characters except its line ends. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE, (character) => (character === '\n' ? character : unitsOf(character)));
}

function unitsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Returns `text` cut to `length` characters and made visible, with the number of characters left out. */
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
