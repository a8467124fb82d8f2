/** Bodies that are nearly JSON: what is wrong with them, and what they would say without it. */
import { type DecodedJson, decodeJson } from '../contract/json.ts';

export interface MendedJson {
  /** What is wrong; empty where nothing is. */
  readonly flaw: string;
  /** Absent where no mending helps. */
  readonly json?: DecodedJson;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LATIN = new TextDecoder('latin1');
const FIRST_PRINTABLE = 0x20;
const BYTE_ORDER_MARK = '\ufeff';

/** Reads a body as JSON, mending it in the ways in which bodies are commonly broken. */
export function mendedJson(body: string | Uint8Array): MendedJson {
  if (body.length === 0) return { flaw: 'empty' };
  const text = typeof body === 'string' ? body : decoded(body);
  if (text === undefined) {
    // The low byte of a character may be a control character, which JSON forbids.
    const bytes = typeof body === 'string' ? new Uint8Array() : body;
    const json = read(LATIN.decode(bytes.map((byte) => Math.max(byte, FIRST_PRINTABLE))));
    return json === undefined ? { flaw: 'not UTF-8' } : { flaw: 'not UTF-8', json };
  }
  if (text.startsWith(BYTE_ORDER_MARK)) return { ...mendedJson(text.slice(1)), flaw: 'byte order mark' };
  const sound = read(text);
  if (sound !== undefined) return { flaw: '', json: sound };
  for (const [flaw, mend] of MENDINGS) {
    const json = read(mend(text));
    if (json !== undefined) return { flaw, json };
  }
  return { flaw: 'not JSON' };
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return STRICT.decode(body);
  } catch {
    return undefined;
  }
}

function read(text: string): DecodedJson | undefined {
  try {
    return decodeJson(text);
  } catch {
    return undefined;
  }
}

const MENDINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['trailing comma', (text) => text.replace(/,(\s*[\]}])/g, '$1')],
  ['number', (text) => text.replace(/(\d)\.(?=\s*[,}\]])/g, '$1')],
  ['more behind', (text) => text.slice(0, scan(text).end)],
  ['cut off', (text) => closed(text)],
];

interface Scan {
  /** Where the first value ends; the length of the text where it does not. */
  readonly end: number;
  /** The last place where an object or array ended, and the brackets open there. */
  readonly safe: number;
  readonly open: string;
}

function scan(text: string): Scan {
  const stack: string[] = [];
  let [safe, open, isInString] = [0, '', false];
  for (let place = 0; place < text.length; place++) {
    const character = text.charAt(place);
    if (character === '\\' && isInString) place++;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === '{' || character === '[') stack.push(character);
    else if (character === '}' || character === ']') {
      stack.pop();
      [safe, open] = [place + 1, stack.join('')];
      if (stack.length === 0) return { end: safe, safe, open };
    }
  }
  return { end: text.length, safe, open };
}

/** Ends the text after the last object or array that is whole. */
function closed(text: string): string {
  const { safe, open } = scan(text);
  const ends = [...open].reverse().map((bracket) => (bracket === '{' ? '}' : ']'));
  return text.slice(0, safe) + ends.join('');
}
