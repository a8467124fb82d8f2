/**
 * The forms that a clause's inputs take, learned from its own probes and cases: which parts some input goes without,
 * how short its lists get and how small its numbers. Within them an input may be made smaller; beyond, a trial would be
 * asked what it was not made for, and could call anything a violation.
 */
import { isList, isObject, type Json } from '../../contract/json.ts';

export class Forms {
  readonly #keys = new Map<string, { readonly inAll: Set<string> }>();
  readonly #shortest = new Map<string, number>();
  readonly #least = new Map<string, number>();

  constructor(inputs: readonly unknown[]) {
    for (const input of inputs) this.#learn(input as Json, '');
  }

  /** Whether an object at `path` may do without `key`: whether one that was learned from did. */
  isOptional(path: string, key: string): boolean {
    return this.#keys.get(path)?.inAll.has(key) === false;
  }

  /** The fewest items of a list at `path`. */
  shortest(path: string): number {
    return this.#shortest.get(path) ?? Number.POSITIVE_INFINITY;
  }

  /** The smallest number at `path`. */
  least(path: string): number {
    return this.#least.get(path) ?? Number.POSITIVE_INFINITY;
  }

  #learn(value: Json, path: string): void {
    if (isList(value)) {
      lower(this.#shortest, path, value.length);
      for (const each of value) this.#learn(each, `${path}/*`);
    } else if (isObject(value)) {
      const given = Object.keys(value).filter((key) => value[key] !== undefined);
      const known = this.#keys.get(path);
      if (known === undefined) this.#keys.set(path, { inAll: new Set(given) });
      else for (const key of known.inAll) if (!given.includes(key)) known.inAll.delete(key);
      for (const key of given) this.#learn(value[key] ?? null, `${path}/${key}`);
    } else if (typeof value === 'number') lower(this.#least, path, value);
  }
}

function lower(values: Map<string, number>, path: string, value: number): void {
  values.set(path, Math.min(value, values.get(path) ?? value));
}
