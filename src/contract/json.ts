/** JSON read without loss: every integer exactly, every odd spelling of a number and every repeated key noted. */
import { exactInteger } from './exact-integer.ts';
import { checkJsonBounds, DEEPEST_JSON, endOfString, tooDeep } from './json-bounds.ts';

export type Json = null | boolean | string | number | bigint | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A number whose text is not plain digits with an optional minus sign: 2803.0, 2.803e3, 2803.5. */
export interface OddNumber {
  /** JSON pointer of the number. */
  readonly pointer: string;
  readonly text: string;
}

export interface DecodedJson {
  /** Integers that a double cannot hold safely are bigint, all other numbers are number. */
  readonly value: Json;
  readonly oddNumbers: readonly OddNumber[];
  /** JSON pointers of keys that appear more than once in their object. The last value counts, as in JSON.parse. */
  readonly repeatedKeys: readonly string[];
}

/** Reads JSON text. @throws SyntaxError where it is not JSON; JsonBoundError where it is too large or too deep */
export function decodeJson(text: string): DecodedJson {
  checkJsonBounds(text);
  const value: Json = JSON.parse(text);
  if (ODD.test(text) || mayRepeatKeys(text, value)) return new Reader(text).read();
  if (!UNSAFE.test(text)) return { value, oddNumbers: [], repeatedKeys: [] };
  if (text.includes(MARK_ESCAPED)) return new Reader(text).read();
  return { value: unmark(JSON.parse(markLongIntegers(text))), oddNumbers: [], repeatedKeys: [] };
}

/** Where a number may be odd, or unsafe. Both may match inside a string too: then a slower reader finds nothing. */
const ODD = /(?:^|[:[,])\s*-?\d+[.eE]/;
const UNSAFE = /(?:^|[:[,])\s*-?\d{16}/;
const KEY_END = /"\s*:/g;

/**
 * Whether JSON.parse may have dropped a repeated key. Every key of valid JSON ends in `":`, so that there are at least
 * as many of these as keys (more, where a string holds one); if the value kept as many keys, none was repeated.
 */
function mayRepeatKeys(text: string, value: Json): boolean {
  let keys = 0;
  KEY_END.lastIndex = 0;
  while (KEY_END.test(text)) keys += 1;
  return countKeys(value, 0) !== keys;
}

/** Prefix of a string that replaces a long integer. Raw JSON text cannot contain it in a string. */
const MARK = '\u0000';
const MARK_ESCAPED = '\\u0000';
const LONG_INTEGER = /-?\d{16,}/g;

/** Turns long integers into marked strings, which JSON.parse does not round. */
function markLongIntegers(text: string): string {
  const pieces: string[] = [];
  let place = 0;
  while (place < text.length) {
    const quote = text.indexOf('"', place);
    const start = quote === -1 ? text.length : quote;
    const end = quote === -1 ? text.length : endOfString(text, quote);
    pieces.push(
      text.slice(place, start).replace(LONG_INTEGER, `"${MARK_ESCAPED}$&"`),
      text.slice(start, end),
    );
    place = end;
  }
  return pieces.join('');
}

function unmark(value: Json): Json {
  if (typeof value === 'string')
    return value.startsWith(MARK) ? wholeNumber(value.slice(MARK.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(unmark);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unmark(item)]));
}

function wholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : (exactInteger(text) ?? number);
}

function countKeys(value: Json, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  refuseDepth(depth);
  if (isList(value)) return value.reduce<number>((sum, item) => sum + countKeys(item, depth + 1), 0);
  let keys = 0;
  for (const key in value) keys += 1 + countKeys(value[key] ?? null, depth + 1);
  return keys;
}

function refuseDepth(depth: number): void {
  if (depth > DEEPEST_JSON) throw tooDeep();
}

/** A token that is no string, or the beginning of a string. */
const TOKEN = /\s*("|-?\d[\d.eE+-]*|true|false|null|[{}[\],:])/y;

/** Reads text that JSON.parse has accepted, and so need not look for errors of syntax. */
class Reader {
  readonly #text: string;
  readonly #oddNumbers: OddNumber[] = [];
  readonly #repeatedKeys = new Set<string>();
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): DecodedJson {
    const value = this.#value(this.#next(), '', 0);
    return { value, oddNumbers: this.#oddNumbers, repeatedKeys: [...this.#repeatedKeys] };
  }

  #next(): string {
    TOKEN.lastIndex = this.#place;
    const token = TOKEN.exec(this.#text)?.[1] ?? '';
    this.#place = TOKEN.lastIndex;
    if (token !== '"') return token;
    const start = this.#place - 1;
    this.#place = endOfString(this.#text, start);
    return this.#text.slice(start, this.#place);
  }

  #value(token: string, pointer: string, depth: number): Json {
    refuseDepth(depth);
    if (token === '{') return this.#object(pointer, depth);
    if (token === '[') return this.#list(pointer, depth);
    const first = token.charCodeAt(0);
    return first === 0x2d || (first >= 0x30 && first <= 0x39)
      ? this.#number(token, pointer)
      : JSON.parse(token);
  }

  #object(pointer: string, depth: number): Json {
    const entries = new Map<string, Json>();
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      const key: string = JSON.parse(token);
      const place = `${pointer}/${escapePointer(key)}`;
      if (entries.has(key)) this.#repeatedKeys.add(place);
      this.#next();
      entries.set(key, this.#value(this.#next(), place, depth + 1));
    }
    return Object.fromEntries(entries);
  }

  #list(pointer: string, depth: number): Json {
    const items: Json[] = [];
    for (let token = this.#next(); token !== ']'; token = this.#next()) {
      if (token !== ',') items.push(this.#value(token, `${pointer}/${items.length}`, depth + 1));
    }
    return items;
  }

  #number(text: string, pointer: string): number | bigint {
    if (!/^-?\d+$/.test(text)) this.#oddNumbers.push({ pointer, text });
    return wholeNumber(text);
  }
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One text for each value: keys in order of code units, no blanks, bigints as digits. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
    return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`;
  }
  return `{${text}}`;
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value that a JSON pointer points to; undefined where it points to nothing. */
export function resolvePointer(value: Json, pointer: string): Json | undefined {
  let here: Json | undefined = value;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (here === undefined || here === null || typeof here !== 'object') return undefined;
    if (isList(here)) here = /^(?:0|[1-9]\d*)$/.test(key) ? here[Number(key)] : undefined;
    else here = Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}
