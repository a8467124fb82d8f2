/** What was made of texts, remembered up to a volume; what was not asked for the longest is forgotten first. */

export class Memory<T extends object> {
  readonly #made = new Map<string, T>();
  readonly #most: number;
  #characters = 0;

  /** @param most characters of text that are remembered */
  constructor(most: number) {
    this.#most = most;
  }

  /** What `make` makes of the text, made at most once while the text is remembered. */
  once(text: string, make: () => T): T {
    const known = this.#made.get(text);
    if (known !== undefined) {
      this.#made.delete(text);
      this.#made.set(text, known);
      return known;
    }
    const made = make();
    this.#made.set(text, made);
    this.#characters += text.length;
    for (const oldest of this.#made.keys()) {
      if (this.#characters <= this.#most) break;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
    return made;
  }
}
