/** Bodies read not long ago. Many queries of a run are answered with the same page: it is read and judged once. */
import type { Contract } from '../contract/contract.ts';

/** Characters remembered for each contract: some 400 full pages, about 80 MB once they are read. */
const REMEMBERED = 16_000_000;

class Memory {
  readonly #made = new Map<string, unknown>();
  #characters = 0;

  once<T>(text: string, make: () => T): T {
    if (this.#made.has(text)) return this.#made.get(text) as T;
    const made = make();
    this.#made.set(text, made);
    this.#characters += text.length;
    for (const oldest of this.#made.keys()) {
      if (this.#characters <= REMEMBERED) break;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
    return made;
  }
}

const MEMORIES = new WeakMap<Contract, Memory>();

/** What `read` makes of the text, made at most once while the text is remembered. */
export function readOnce<T>(contract: Contract, text: string, read: () => T): T {
  const memory = MEMORIES.get(contract) ?? new Memory();
  MEMORIES.set(contract, memory);
  return memory.once(text, read);
}
