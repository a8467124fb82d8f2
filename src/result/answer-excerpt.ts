/** An excerpt of an answer, which may be long: the place that shows a violation, with its surroundings. */
import {
  type DecodedJson,
  escapePointer,
  isList,
  isObject,
  type Json,
  type JsonObject,
} from '../contract/json.ts';
import type { AnswerExcerpt } from './result.ts';

/** Items of a list that are shown at its beginning. Of the others only the one that contains the place is shown. */
const FIRST_ITEMS = 2;
/** Most characters of one text. */
const LONGEST_TEXT = 240;
/** Most lines of each part. */
const MOST_LINES = 80;
/** Deeper values are shown as `…`. */
const DEEPEST = 8;

/**
 * Returns the body as indented JSON with shortened lists, in three parts: before the place, the place, after it. Numbers
 * are written as in the answer. Returns undefined where an object has a key twice: only the body itself shows that.
 * @param pointer JSON pointer of the place; nothing is marked where it is left out or leads nowhere
 */
export function excerptOf(decoded: DecodedJson, pointer: string | undefined): AnswerExcerpt | undefined {
  if (decoded.repeatedKeys.length > 0) return undefined;
  const writer = new Writer(decoded, pointer);
  writer.write(decoded.value, '', '');
  return writer.excerpt;
}

class Writer {
  readonly #place: string | undefined;
  readonly #spelled: ReadonlyMap<string, string>;
  readonly #parts = { before: '', marked: '', after: '' };
  #part: keyof AnswerExcerpt = 'before';

  constructor({ oddNumbers }: DecodedJson, place: string | undefined) {
    this.#place = place === '' ? undefined : place;
    this.#spelled = new Map(oddNumbers.map(({ pointer, text }) => [pointer, text]));
  }

  get excerpt(): AnswerExcerpt {
    const { before, marked, after } = this.#parts;
    return {
      before: marked === '' ? firstLines(before) : lastLines(before),
      marked: firstLines(marked),
      after: firstLines(after),
    };
  }

  write(value: Json, pointer: string, indent: string): void {
    if (isList(value)) {
      if (value.length === 0 || isTooDeep(indent)) this.#put(value.length === 0 ? '[]' : '[…]');
      else this.#list(value, pointer, indent);
    } else if (isObject(value)) {
      const isEmpty = Object.keys(value).length === 0;
      if (isEmpty || isTooDeep(indent)) this.#put(isEmpty ? '{}' : '{…}');
      else this.#object(value, pointer, indent);
    } else this.#put(this.#spelled.get(pointer) ?? spell(value));
  }

  #list(items: readonly Json[], pointer: string, indent: string): void {
    const isShown = (index: number) => index < FIRST_ITEMS || this.#leadsToPlace(`${pointer}/${index}`);
    this.#put('[');
    let left = 0;
    for (const [index, item] of items.entries()) {
      if (!isShown(index)) {
        left += 1;
        continue;
      }
      this.#leftOut(left, indent);
      left = 0;
      const place = `${pointer}/${index}`;
      this.#put(`\n${indent}  `);
      this.#marking(place, () => this.write(item, place, `${indent}  `));
      if (index < items.length - 1) this.#put(',');
    }
    this.#leftOut(left, indent);
    this.#put(`\n${indent}]`);
  }

  #object(value: JsonObject, pointer: string, indent: string): void {
    const entries = Object.entries(value);
    this.#put('{');
    for (const [index, [key, item]] of entries.entries()) {
      const place = `${pointer}/${escapePointer(key)}`;
      this.#put(`\n${indent}  `);
      this.#marking(place, () => {
        this.#put(`${spell(key)}: `);
        this.write(item, place, `${indent}  `);
      });
      if (index < entries.length - 1) this.#put(',');
    }
    this.#put(`\n${indent}}`);
  }

  #marking(pointer: string, write: () => void): void {
    const isPlace = pointer === this.#place;
    if (isPlace) this.#part = 'marked';
    write();
    if (isPlace) this.#part = 'after';
  }

  #leadsToPlace(pointer: string): boolean {
    return this.#place === pointer || this.#place?.startsWith(`${pointer}/`) === true;
  }

  #leftOut(count: number, indent: string): void {
    if (count > 0) this.#put(`\n${indent}  … ${count} more`);
  }

  #put(text: string): void {
    this.#parts[this.#part] += text;
  }
}

function isTooDeep(indent: string): boolean {
  return indent.length >= 2 * DEEPEST;
}

function spell(value: Exclude<Json, object> | null): string {
  if (typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value);
  const characters = typeof value === 'string' ? [...text] : [];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT).join('')}…"` : text;
}

function firstLines(text: string): string {
  const lines = text.split('\n');
  return lines.length > MOST_LINES ? `${lines.slice(0, MOST_LINES).join('\n')}\n…` : text;
}

function lastLines(text: string): string {
  const lines = text.split('\n');
  return lines.length > MOST_LINES ? `…\n${lines.slice(-MOST_LINES).join('\n')}` : text;
}
