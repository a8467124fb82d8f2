/**
 * Bounds on the JSON that is read: a body from a hostile deployment must not take the memory or the time of a run. They
 * are far above every list that the operation can return.
 */

/** Deepest nesting that is read. JSON of any use here is a dozen deep. */
export const DEEPEST_JSON = 1000;

/** Values, keys and punctuation of one text, together. A page of a hundred backups has about two thousand. */
export const MOST_JSON_PARTS = 400_000;

/** JSON that is not read, because it exceeds a bound of this package. */
export class JsonBoundError extends Error {
  constructor(bound: string) {
    super(`the JSON has ${bound}`);
    this.name = 'JsonBoundError';
  }
}

export function tooDeep(): JsonBoundError {
  return new JsonBoundError(`a nesting of more than ${DEEPEST_JSON} levels`);
}

/** A shorter text has too few characters to exceed the bound on parts. Its nesting is checked while it is read. */
const SHORT = 100_000;

const [QUOTE, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Checks a text before anything is made of it, in linear time. @throws JsonBoundError */
export function checkJsonBounds(text: string): void {
  if (text.length <= SHORT) return;
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      parts += 1;
      if (depth > DEEPEST_JSON) throw tooDeep();
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
    } else if (code === COMMA || code === COLON) {
      parts += 1;
    }
    if (parts > MOST_JSON_PARTS) throw new JsonBoundError(`more than ${MOST_JSON_PARTS} values and keys`);
  }
}

/**
 * Returns the place behind the string that starts at `start`, in linear time and without a regular expression, which
 * would overflow its stack on a string of millions of escapes. Returns the length of the text where the string has no
 * end.
 */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
